import { sql } from 'drizzle-orm';
import type { ModelCall } from '../ai/call.ts';
import { type Database, inTenant } from './database.ts';

/** Model calls are kept this long, then deleted: they hold what outsiders wrote. */
const KEEP_DAYS = 90;

export async function recordModelCall(database: Database, call: ModelCall): Promise<void> {
  const keepUntil = new Date(Date.parse(call.at) + KEEP_DAYS * 86_400_000);
  await inTenant(database, call.tenantId, async (tx) => {
    await tx.rows(sql`
      insert into unhold.model_call (call_id, tenant_id, exception_id, purpose, model, prompt, answer, outcome, note, tokens,
        milliseconds, at, keep_until)
      values (${call.id}, ${call.tenantId}, ${call.exceptionId}, ${call.purpose}, ${call.model}, ${call.prompt},
        ${call.answer}, ${call.outcome}, ${call.note}, ${call.tokens.input + call.tokens.output}, ${call.milliseconds}, ${call.at}, ${keepUntil.toISOString()})`);
    await tx.rows(sql`delete from unhold.model_call where keep_until < ${call.at}`);
  });
}
