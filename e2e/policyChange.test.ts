import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitPolicy } from '#core/setup/policyProposal.ts';
import { inTenant } from '#core/store/database.ts';
import { calderPolicy } from './support/policy.ts';
import { type RunningProduct, startProduct } from './support/product.ts';

describe('a change of policy', () => {
  let product: RunningProduct;
  beforeAll(async () => {
    product = await startProduct('pglite');
  });
  afterAll(() => product.stop());
  const play = () => product.playground;
  const changed = calderPolicy({ undo: 'undo: 45m clock' });
  const holding = async () =>
    (
      await inTenant(product.database, 'calder', (tx) =>
        tx.rows<{ version: number }>(
          sql`select version from unhold.policy where activated_at is not null order by activated_at desc limit 1`,
        ),
      )
    )[0]!.version;

  it('is only a proposal: a card like any other asks a second person', async () => {
    const state = await submitPolicy(product.product.deps, 'calder', changed, 'priya-nair');
    expect(state).toMatchObject({ status: 'proposed', version: 2 });
    const cards = await play().cards('Put policy version 2', 'open');
    for (const card of cards) {
      expect(card.content).toContain('Priya Nair');
      expect(card.content).toContain('45m clock');
    }
    expect(await holding()).toBe(1);
  });

  it('is not confirmed by the one who proposed it, nor by somebody without the right', async () => {
    const own = await play().press('Put policy version 2', 'choose:adopt', 'priya-nair');
    expect(own.private).toMatch(/asked for|proposed/);
    const other = await play().press('Put policy version 2', 'choose:adopt', 'maya-chen');
    expect(other.private).toContain('role');
    expect(await holding()).toBe(1);
  });

  it('gives way to a newer proposal, and can be rejected', async () => {
    const newer = calderPolicy({ undo: 'undo: 50m clock' });
    await submitPolicy(product.product.deps, 'calder', newer, 'command-line');
    await play().cards('Put policy version 2', 'withdrawn');
    const [card] = (await play().cards('Put policy version 3', 'open')).filter((c) => c.product === 'teams');
    await play().click({
      surface: 'teams',
      message: card!.message.id,
      action: 'reject',
      person: 'priya-nair',
      inputs: { reason: 'Too long' },
    });
    await play().cards('Put policy version 3', 'rejected');
    expect(await holding()).toBe(1);
  });

  it('takes effect when the second person confirms it; earlier decisions keep their version', async () => {
    await play().press('SO-10482', 'choose:release', 'daniel-reyes');
    await play().cards('SO-10482', 'resolved');
    const state = await submitPolicy(product.product.deps, 'calder', changed, 'command-line');
    expect(state).toMatchObject({ status: 'proposed', version: 4, whoCan: ['Priya Nair'] });
    await play().press('Put policy version 4', 'choose:adopt', 'priya-nair', 'slack');
    await play().cards('Policy version 4 holds', 'resolved');
    expect(await holding()).toBe(4);
    const decisions = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ option: string; policy: number }>(sql`
        select option_id as option, policy_version as policy from unhold.decision where verdict = 'approve' order by at`),
    );
    expect(decisions).toEqual([
      { option: 'release', policy: 1 },
      { option: 'adopt', policy: 1 },
    ]);
    expect(await submitPolicy(product.product.deps, 'calder', changed, 'command-line')).toMatchObject({
      status: 'unchanged',
    });
    expect(product.errors).toEqual([]);
  });
});
