/** What happens to requests that wait: reminders, digests, substitutes, what policy does by itself. */
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { inTenant, rowsOf } from '#core/store/database.ts';
import { cardsOf } from './support/playground.ts';
import { calderPolicy, holdPolicy } from './support/policy.ts';
import { type RunningProduct, startProduct } from './support/product.ts';

describe('a request that waits', () => {
  let product: RunningProduct;
  afterEach(() => product.stop());
  const play = () => product.playground;
  /** Direct messages to a person, as text. */
  const told = (person: string, words: string) =>
    play().until(`${person} is told "${words}"`, (state) =>
      state.channels
        .filter((c) => c.kind === 'direct' && c.members.includes(person))
        .flatMap((c) => c.messages)
        .find((m) => `${m.text} ${JSON.stringify(m.blocks ?? m.card)}`.includes(words)),
    );
  /** Until the last job of a queue that waits for a later time: weekends and holidays have no digest. */
  const secondsUntil = async (name: string) => {
    const rows = rowsOf<{ seconds: number | null }>(
      await product.database.orm.execute(
        sql`select ceil(extract(epoch from max(start_after) - now()))::int as seconds from pgboss.job
          where name = ${name} and start_after > now() + interval '1 minute'`,
      ),
    );
    return rows[0]?.seconds;
  };
  /** Another order over its customer's limit, unlike any other, entered under the policy that holds now. */
  let held = 0;
  const anotherHold = async (customer = 'C-1012') => {
    const erp = createDemoErpAdmin(product.database.orm, 'calder-us', product.product.deps.clock);
    const { number } = await erp.placeOrder({
      customer,
      reference: `IB-${Math.random().toString(36).slice(2, 8)}`,
      lines: [{ sku: 'BRG-6205', quantity: String(1000 + held++) }],
    });
    return number;
  };

  it('reminds those who can decide, then moves up; an answered one is left alone', async () => {
    product = await startProduct('pglite');
    await holdPolicy(
      product.database,
      'calder',
      calderPolicy({
        escalation: `escalation:
  - steps:
      - { after: 1h clock, do: remind }
      - { after: 2h clock, do: move_up, roles: [controller] }`,
      }),
    );
    const waits = await anotherHold();
    // Of another customer: releasing it must not renew the card that waits.
    const answered = await anotherHold('C-1011');
    await play().cards(waits, 'open');
    await play().press(answered, 'choose:release', 'daniel-reyes');
    await play().cards(answered, 'resolved');
    await play().moveClock(3700);
    await told('daniel-reyes', 'still waits');
    await play().moveClock(3700);
    await told('priya-nair', 'moved up to you');
    for (const card of await play().cards(waits, 'open')) expect(card.content).toContain('Moved up');
    const reminded = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ number: string }>(sql`
        select e.order_number as number from unhold.audit a join unhold.exception e on e.exception_id = a.exception_id
        where a.event = 'exception.reminded'`),
    );
    expect(reminded.map((r) => r.number)).not.toContain(answered);
    expect(product.errors).toEqual([]);
  });

  it('stands in the morning digest of its channel and of those who can decide it', async () => {
    product = await startProduct('pglite');
    // The first job of a start only sees to it that the next morning has one.
    await play().moveClock(60);
    const wait = await play().until('a digest is planned', () => secondsUntil('digest'));
    await play().moveClock(wait + 60);
    await told('daniel-reyes', 'for you');
    await play().until('the channel has its digest', (state) =>
      state.channels
        .filter((c) => c.kind === 'channel' && c.tenant === 'calder')
        .every((c) => c.messages.some((m) => m.text.includes('Good morning'))),
    );
    const notices = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ key: string; n: number }>(
        sql`select key, count(*)::int as n from unhold.notice where key like 'digest:%' group by key`,
      ),
    );
    expect(notices.length).toBeGreaterThan(2);
    expect(product.errors).toEqual([]);
  });

  it('is decided by the substitute while its approver is away, who hears of it', async () => {
    product = await startProduct('pglite');
    const today = product.product.deps.clock.now().toISOString().slice(0, 10);
    await holdPolicy(
      product.database,
      'calder',
      calderPolicy({
        substitutes: `substitutes:
  - { person: daniel-reyes, by: luis-ortega, roles: [credit_manager], from: 2020-01-01, to: ${today} }
  - { person: daniel-reyes, by: tessa-lindqvist, roles: [credit_manager], from: 2020-01-01, to: 2020-12-31 }`,
      }),
    );
    const order = await anotherHold();
    const past = await play().press(order, 'choose:release', 'tessa-lindqvist');
    expect(past.private).toContain('Luis Ortega');
    await play().press(order, 'choose:release', 'luis-ortega', 'slack');
    await play().cards(order, 'resolved');
    await told('daniel-reyes', 'decided EX-');
    expect(product.errors).toEqual([]);
  });

  const smallReleases = () =>
    calderPolicy().replace(
      /^rules:\n/m,
      `rules:
  - { id: small-release, type: credit_hold, action: release_hold, mode: automatic, automaticUpTo: "8000", when: { amountUpTo: "8000" }, limits: { controller: "250000" } }
`,
    );

  it('is done by policy itself where it says so, within its limit and not above', async () => {
    product = await startProduct('pglite');
    await holdPolicy(product.database, 'calder', smallReleases());
    const small = await anotherHold();
    for (const card of await play().cards(small, 'resolved')) expect(card.content).toContain('policy');
    const erp = createDemoErpAdmin(product.database.orm, 'calder-us', product.product.deps.clock);
    const large = await erp.placeOrder({
      customer: 'C-1012',
      reference: 'IB-LARGE',
      lines: [{ sku: 'BRG-6205', quantity: '1200' }],
    });
    await play().cards(large.number, 'open');
    const decisions = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ verdict: string; order: string }>(sql`
        select d.verdict, e.order_number as order from unhold.decision d
          join unhold.exception e on e.exception_id = d.exception_id where e.order_number in (${small}, ${large.number})`),
    );
    expect(decisions).toEqual([{ verdict: 'automatic', order: small }]);
    expect(product.errors).toEqual([]);
  });

  it('is for a person where the ERP refused what policy did by itself', async () => {
    product = await startProduct('pglite');
    await holdPolicy(product.database, 'calder', smallReleases());
    await play().fault('calder-us', 'refuse', 1);
    const order = await anotherHold();
    await play().until('the ERP refused, and the card asks', async (state) =>
      cardsOf(state, order).some((c) => c.exception.status === 'open' && c.content.includes('refused')),
    );
    await play().press(order, 'choose:release', 'daniel-reyes');
    await play().cards(order, 'resolved');
    expect(product.errors).toEqual([]);
  });

  it('is taken back by a person, and policy does not do it again', async () => {
    product = await startProduct('pglite');
    await holdPolicy(product.database, 'calder', smallReleases());
    const order = await anotherHold();
    const cards = await play().cards(order, 'resolved');
    await play().press(order, 'undo', 'daniel-reyes');
    const again = await play().until('the hold is back, and somebody is asked', (state) => {
      const now = cardsOf(state, order).filter((c) => c.exception.id !== cards[0]!.exception.id);
      return now.length === 2 && now.every((c) => c.exception.status === 'open') && now;
    });
    expect(again[0]!.content).toContain('choose:release');
    const states = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ verdict: string }>(sql`
        select d.verdict from unhold.decision d join unhold.exception e on e.exception_id = d.exception_id
        where e.order_number = ${order} order by d.at`),
    );
    expect(states.map((s) => s.verdict)).toEqual(['automatic', 'approve']);
    expect(product.errors).toEqual([]);
  });

  it('for an undo and is not answered, or answered with no, leaves what was done with its record', async () => {
    product = await startProduct('pglite');
    await holdPolicy(
      product.database,
      'calder',
      calderPolicy({ undo: 'undo: 100h clock' }).replace(
        '- { above: "50000", people: 2',
        '- { above: "1", people: 2',
      ),
    );
    const [forgotten, refused] = [await anotherHold(), await anotherHold('C-1011')];
    for (const order of [forgotten, refused]) {
      await play().press(order, 'choose:release', 'priya-nair');
      await play().press(order, 'choose:release', 'daniel-reyes');
      await play().cards(order, 'resolved');
      await play().press(order, 'undo', 'daniel-reyes');
      await play().cards(order, 'needs_second');
    }
    const { product: surface, message } = (await play().cards(refused, 'needs_second'))[0]!;
    const inputs = { reason: 'The customer paid.' };
    await play().click({ surface, message: message.id, action: 'reject', person: 'priya-nair', inputs });
    for (const card of await play().cards(refused, 'resolved')) {
      expect(card.content).toContain('Priya Nair rejected the undo: The customer paid.');
    }
    await play().moveClock(73 * 3600);
    for (const card of await play().cards(forgotten, 'resolved')) {
      expect(card.content).toContain('Nobody confirmed the undo');
      expect(card.content).toContain('Released');
    }
    expect(product.errors).toEqual([]);
  });
});
