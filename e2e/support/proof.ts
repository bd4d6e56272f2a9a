/** What is true afterwards: by the rows, by the chain of records, and by the ERP's own log. */
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { verifyChain } from '#core/audit/verify.ts';
import { allTenants, type Database, inTenant } from '#core/store/database.ts';
import { cardsOf, type Playground } from './playground.ts';

export interface Settled {
  tenant?: string;
  connection?: string;
  order: string;
  /** What the ERP's log must hold, each once, in this order. */
  writes: string[];
  /** Approvals that count. */
  decisions?: number;
}

/** The chain of every tenant, from the first entry to its head. */
export async function expectWholeChains(database: Database): Promise<void> {
  for (const tenant of await allTenants(database)) {
    expect(await inTenant(database, tenant, verifyChain)).toMatchObject({ ok: true });
  }
}

/** One approval, each step applied and in the ERP's log once, nothing left standing, every chain whole. */
export async function expectSettledOnce(
  database: Database,
  { tenant = 'calder', connection = 'calder-us', order, writes, decisions = 1 }: Settled,
): Promise<void> {
  const rows = await inTenant(database, tenant, async (tx) => ({
    cases: await tx.rows<{ status: string }>(
      sql`select status from unhold.exception where order_number = ${order}`,
    ),
    decisions: await tx.rows(sql`
      select d.verdict from unhold.decision d join unhold.exception e using (tenant_id, exception_id)
      where e.order_number = ${order} and d.counted and d.version = e.version`),
    steps: await tx.rows<{ key: string; status: string; action: string; orderId: string }>(sql`
      select s.key, s.status, a.status as action, a.order_id as "orderId" from unhold.step s
        join unhold.action a using (tenant_id, action_id) join unhold.exception e using (tenant_id, exception_id)
      where e.order_number = ${order} and a.status = 'applied' order by a.created_at, s.position`),
    standing: await tx.rows(sql`select name from unhold.leftover where cleared_at is null`),
  }));
  expect(rows.cases).toEqual([{ status: 'resolved' }]);
  expect(rows.decisions).toEqual(Array(decisions).fill({ verdict: 'approve' }));
  expect(rows.steps.map((step) => step.status)).toEqual(writes.map(() => 'applied'));
  expect(rows.standing).toEqual([]);
  const written = (await createDemoErpAdmin(database.orm, connection).writeLog()).filter(
    (entry) => entry.effect && entry.who === 'unhold' && entry.orderId === rows.steps[0]?.orderId,
  );
  expect(written.map(({ what, key }) => ({ what, key }))).toEqual(
    writes.map((what, index) => ({ what, key: rows.steps[index]?.key })),
  );
  await expectWholeChains(database);
}

/** One card in each product, and both say that it is done. */
export async function expectBothCardsResolved(playground: Playground, order: string): Promise<void> {
  await playground.cards(order, 'resolved');
  const shown = cardsOf(await playground.state(), order);
  expect(shown.map((card) => card.product).sort()).toEqual(['slack', 'teams']);
}
