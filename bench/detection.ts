/** How fast the detectors get through all that is open in an ERP, and how fast a decision is. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoErp } from '#connectors/erp/demo/demoErp.ts';
import { seedLargeDemoErp } from '#connectors/erp/demo/seedLarge.ts';
import { type DecisionRequest, decide } from '#core/approvals/decide.ts';
import { systemClock } from '#core/clock.ts';
import { detect } from '#core/exceptions/index.ts';
import { parsePolicy } from '#core/policy/policy.ts';
import type { Database } from '#core/store/database.ts';

const LINES_PER_ORDER = 10;
const PAGE = 100;

/** Reads every open order of a demo ERP page by page, as polling does, and runs every detector over it. Orders per second. */
export async function detection(database: Database, orders: number) {
  const company = `d${randomUUID().slice(0, 8)}`;
  await seedLargeDemoErp(database.orm, company, orders, { lines: LINES_PER_ORDER });
  const erp = createDemoErp({ db: database.orm, company, clock: systemClock });
  let read = 0;
  let found = 0;
  const start = performance.now();
  for (let cursor: string | null = null; ; ) {
    const page = await erp.changes(cursor, PAGE);
    const contexts = page.orderIds.length ? await erp.read(page.orderIds) : [];
    read += contexts.length;
    for (const context of contexts) found += detect(context).length;
    if (!page.more || page.cursor === cursor) break;
    cursor = page.cursor;
  }
  const seconds = (performance.now() - start) / 1000;
  if (read < orders) throw new Error(`Only ${read} of ${orders} orders were read.`);
  return { lines: orders * LINES_PER_ORDER, found, perSecond: orders / seconds };
}

/** One decision by the policy for industrial distributors. Microseconds. */
export function decision(): number {
  const policy = parsePolicy(
    readFileSync(join(import.meta.dirname, '../examples/policies/industrial.yaml'), 'utf8'),
  );
  const now = new Date('2026-11-24T15:00:00Z');
  const rule = policy.rules.find(({ limits }) => Object.keys(limits).length > 0)!;
  const request: DecisionRequest = {
    type: rule.type[0] ?? 'credit_hold',
    action: rule.action[0] ?? 'release_hold',
    amount: { amount: '1200.00', currency: policy.currency },
    requestedBy: 'ann',
    enteredBy: 'bob',
    requestedAt: '2026-11-24T14:00:00Z',
    shownHash: 'a',
    currentHash: 'a',
  };
  const clicker = { id: 'cleo', roles: Object.keys(rule.limits) };
  const once = () => decide(policy, request, clicker, [], now, {});
  const rounds = 20_000;
  for (let n = 0; n < rounds / 10; n++) once();
  const start = performance.now();
  for (let n = 0; n < rounds; n++) once();
  return ((performance.now() - start) * 1000) / rounds;
}
