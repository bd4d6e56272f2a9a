/** The product beside the Tryton rig, and what Tryton itself tells afterwards. */
import { existsSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { createTrytonClient } from '#connectors/erp/tryton/client.ts';
import { mispriced, rigAccount, rigAnswers, rigReader, rigUrl } from '#connectors/erp/tryton/rigTesting.ts';
import { createTrytonErp } from '#connectors/erp/tryton/tryton.ts';
import { type Database, inTenant } from '#core/store/database.ts';
import { has } from './needs.ts';
import { type Answer, cardsOf, type Playground } from './playground.ts';
import { expectWholeChains } from './proof.ts';

/** Puts the rig back to its seed. */
export const resetRig = '../shared/tryton/reset';
export const rigIsThere = async (): Promise<boolean> =>
  has('tryton', existsSync(resetRig) && (await rigAnswers(rigUrl)));

/** What makes the product use the Tryton at `url`. */
export const trytonSettings = (url: string): Record<string, string> => ({
  UNHOLD_ERP: 'tryton',
  UNHOLD_PLAYGROUND: 'with-real-erp',
  UNHOLD_TRYTON_URL: url,
  UNHOLD_TRYTON_DATABASE: rigAccount.database,
  UNHOLD_TRYTON_USER: rigAccount.user,
  UNHOLD_TRYTON_PASSWORD: rigAccount.password,
  // A poll costs Tryton a second or two where it runs beside everything else.
  UNHOLD_POLL_SECONDS: '20',
});

/** Past the product: Tryton as its own users see it. */
export const tryton = createTrytonClient(rigAccount);
const erp = createTrytonErp(rigAccount);
export const { read, acknowledgements } = rigReader(erp, tryton);

export interface RigCase {
  exceptionId: string;
  orderId: string;
}

/**
 * The case about an order whose headline begins like this, once both products show it. Cards tell Tryton's own number,
 * not the reference.
 */
export async function caseOf(
  playground: Playground,
  reference: string,
  headline: 'Release' | 'Correct',
): Promise<RigCase> {
  const { order } = await read(reference);
  const exceptionId = await playground.until(`the cards of ${reference}`, (state) => {
    const cards = cardsOf(state, `${headline} order ${order.number ?? order.reference} for`);
    return cards.length === 2 && cards[0]!.exception.id;
  });
  return { exceptionId, orderId: order.id };
}

export async function approve(
  playground: Playground,
  { exceptionId }: RigCase,
  by: { action: string; person: string },
): Promise<Answer> {
  const cards = await playground.cards(exceptionId, 'open');
  const { message } = cards.find((card) => card.product === 'slack')!;
  return playground.click({ surface: 'slack', message: message.id, action: by.action, person: by.person });
}

/**
 * Until it is resolved, the clock moves on wherever the cards say that the ERP is asked again later. Once for each
 * wait: a card says so until the next step is recorded, and hours that pass meanwhile would end the approval.
 */
export async function seeItThrough(
  playground: Playground,
  { exceptionId }: RigCase,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  for (let moved = 0; ; ) {
    const { resolved, last } = await playground.until(`${exceptionId} waits or is resolved`, (state) => {
      const cards = cardsOf(state, exceptionId);
      const steps = state.records.filter(
        ({ exception, event }) => exception === exceptionId && event.startsWith('step.'),
      );
      const last = Math.max(0, ...steps.map(({ seq }) => seq));
      const resolved = cards.every((card) => card.exception.status === 'resolved');
      const waits = last > moved && cards.some((card) => card.content.includes('looking again'));
      return (resolved || waits) && { resolved, last };
    });
    if (resolved) return;
    moved = last;
    await meanwhile();
    await playground.moveClock(65);
  }
}

/** One approval, every step applied, one note under its key, no acknowledgement standing, and the order as approved. */
export async function expectDoneOnce(database: Database, { exceptionId, orderId }: RigCase): Promise<void> {
  const rows = await inTenant(database, 'calder', async (tx) => ({
    decisions: await tx.rows(sql`
      select d.verdict from unhold.decision d join unhold.exception e using (tenant_id, exception_id)
      where exception_id = ${exceptionId} and d.counted and d.version = e.version`),
    applied: await tx.rows<{ kind: string }>(sql`
      select spec->>'kind' as kind from unhold.action where exception_id = ${exceptionId} and status = 'applied'`),
    steps: await tx.rows<{ status: string }>(sql`
      select distinct s.status from unhold.step s join unhold.action a using (tenant_id, action_id)
      where a.exception_id = ${exceptionId} and a.status = 'applied'`),
    standing: await tx.rows(sql`select name from unhold.leftover where cleared_at is null`),
  }));
  expect(rows.decisions).toEqual([{ verdict: 'approve' }]);
  expect(rows.applied).toHaveLength(1);
  expect(rows.steps).toEqual([{ status: 'applied' }]);
  expect(rows.standing).toEqual([]);
  expect(await acknowledgements()).toBe(0);
  const notes = [
    ['resource', '=', `sale.sale,${orderId}`],
    ['message', 'like', '[unhold %'],
  ];
  expect(await tryton.call('ir.note.search_count', [notes])).toBe(1);
  const amendments = await tryton.call('sale.amendment.search_count', [[['sale', '=', Number(orderId)]]]);
  expect(amendments).toBeLessThanOrEqual(1);
  const [context] = await erp.read([orderId]);
  if (rows.applied[0]?.kind === 'release_hold') expect(context?.order.state).toBe('processing');
  else expect(mispriced(context!)).toEqual([]);
  await expectWholeChains(database);
}
