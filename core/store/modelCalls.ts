import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Database, inTenant } from './database.ts';

/** One call to a model, as it is kept for those who must answer for it. */
export interface ModelCallRecord {
  tenantId: string;
  exceptionId: string | null;
  purpose: string;
  model: string;
  prompt: string;
  answer: string | null;
  outcome: string;
  tokens: number | null;
  milliseconds: number;
  at: Date;
}

/** Model calls are kept this long, then deleted: they hold what outsiders wrote. */
const KEEP_DAYS = 90;

export async function recordModelCall(database: Database, call: ModelCallRecord): Promise<void> {
  const keepUntil = new Date(call.at.getTime() + KEEP_DAYS * 86_400_000);
  await inTenant(database, call.tenantId, async (tx) => {
    await tx.rows(sql`
      insert into unhold.model_call (call_id, tenant_id, exception_id, purpose, model, prompt, answer, outcome, tokens,
        milliseconds, at, keep_until)
      values (${randomUUID()}, ${call.tenantId}, ${call.exceptionId}, ${call.purpose}, ${call.model}, ${call.prompt},
        ${call.answer}, ${call.outcome}, ${call.tokens}, ${call.milliseconds}, ${call.at.toISOString()}, ${keepUntil.toISOString()})`);
    await tx.rows(sql`delete from unhold.model_call where keep_until < ${call.at.toISOString()}`);
  });
}
