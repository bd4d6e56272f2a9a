/** A company under another policy, for tests of what policies do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { parsePolicy } from '#core/policy/policy.ts';
import { type Database, inTenant } from '#core/store/database.ts';

const file = join(import.meta.dirname, '../../examples/company/calder.policy.yaml');

/** Calder's own policy with some top-level keys exchanged: `{ batch: 'batch: off' }`. */
export function calderPolicy(change: Record<string, string> = {}): string {
  let source = readFileSync(file, 'utf8');
  for (const [key, text] of Object.entries(change)) {
    const block = new RegExp(`^${key}:.*\\n(?:(?:[ #].*)?\\n)*`, 'm');
    source = block.test(source) ? source.replace(block, `${text}\n\n`) : `${source}\n${text}\n`;
  }
  return source;
}

/** Puts a policy into effect at once, past the second person. */
export async function holdPolicy(database: Database, tenant: string, source: string): Promise<void> {
  const document = JSON.stringify(parsePolicy(source));
  await inTenant(database, tenant, (tx) =>
    tx.rows(sql`
      insert into unhold.policy (tenant_id, version, source, document, created_at, activated_at)
      select ${tenant}, max(version) + 1, ${source}, ${document}::jsonb, now(), now() from unhold.policy`),
  );
}
