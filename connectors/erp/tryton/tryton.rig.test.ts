import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTrytonClient } from './client.ts';
import { creditWarningName } from './credit.ts';
import { describeCutConnections } from './rigFaults.ts';
import {
  correctionOf,
  exceeded,
  mispriced,
  releaseOf,
  rigAccount,
  rigAnswers,
  rigReader,
  rigUrl,
  run,
  statuses,
} from './rigTesting.ts';
import { createTrytonErp } from './tryton.ts';
import { decimal } from './values.ts';

const reset = '../shared/tryton/reset';
const required = (process.env['REQUIRE'] ?? '').split(',').includes('tryton');
const there = existsSync(reset) && (await rigAnswers(rigUrl));

describe.skipIf(!there && !required)('a real Tryton 6.0 (needs tryton)', { timeout: 300_000 }, () => {
  const erp = createTrytonErp({ ...rigAccount });
  const client = createTrytonClient({ ...rigAccount });

  beforeAll(async () => {
    if (!there) throw new Error(`There is no Tryton rig of this machine at ${rigUrl}.`);
    execFileSync(reset, { stdio: 'ignore' });
  }, 180_000);

  const { read, acknowledgements } = rigReader(erp, client);

  test('plain arithmetic on what is read finds the seeded exceptions and no others', async () => {
    const all = await erp.read(Array.from({ length: 80 }, (_, index) => String(index + 1)));
    const undecided = all.filter(({ order }) => ['draft', 'quotation'].includes(order.state));
    expect(all).toHaveLength(56);
    expect(undecided.filter(exceeded).map(({ order }) => order.reference)).toEqual([
      'PO-CREDIT-01',
      'PO-CREDIT-02',
      'PO-CREDIT-03',
      'PO-CREDIT-04',
      'PO-MULTI-01',
    ]);
    expect(all.filter(({ credit }) => credit?.warning).map(({ order }) => order.reference)).toEqual(
      undecided.filter(exceeded).map(({ order }) => order.reference),
    );
    expect(
      all.flatMap((context) =>
        mispriced(context).map(({ line, price }) => [
          context.order.reference,
          line.sku,
          line.unitPrice,
          price.unitPrice,
        ]),
      ),
    ).toEqual([
      ['PO-PRICE-01', 'BRG-6305', '14.20', '12.4960'],
      ['PO-PRICE-02', 'PPE-VST-L', '11.90', '13.0500'],
      ['PO-PRICE-03', 'FST-HB-M12', '41.00', '34.8500'],
      ['PO-PRICE-04', 'PPE-GLV-L', '11.25', '10.0000'],
      ['PO-PRICE-05', 'VLV-CK-100', '49.00', '52.2000'],
    ]);
  });

  test('an order is told with its customer, freight as a charge, credit without itself, and the row that sets the price', async () => {
    const { order, credit, prices } = await read('PO-PRICE-04');
    expect(order).toMatchObject({
      state: 'quotation',
      currency: 'USD',
      total: { amount: '1365.00', currency: 'USD' },
    });
    expect(order.customer.name).toBe('Delmar Foods Processing');
    expect(order.lines.map((line) => [line.kind, line.sku, line.quantity])).toEqual([
      ['goods', 'PPE-GLV-L', '120'],
      ['charge', 'FRT-1', '1'],
    ]);
    expect(prices).toMatchObject([{ list: 'Delmar contract', row: 'PPE-GLV-L, from 100: 10.00' }]);
    expect(credit).toMatchObject({
      limit: { amount: '40000.00' },
      otherOpenOrders: { amount: '0.00' },
      warning: null,
    });
    const open = await read('PO-OK-10');
    expect(open.credit).toMatchObject({ limit: { amount: '15000.00' }, otherOpenOrders: { amount: '0.00' } });
    const owing = await read('PO-CREDIT-02');
    expect(owing.credit).toMatchObject({ receivable: { amount: '7200.00' }, averageDaysLate: null });
    expect(owing.credit?.oldestDueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await read('PO-EDGE-WEEK-B')).credit?.limit).toBeNull();
    expect(await erp.read(['999999', 'x'])).toEqual([]);
  });

  test('two reads give one version; a price, a quantity, a line or the limit changes it', async () => {
    const versions = [(await read('PO-OK-01')).order.version];
    expect((await read('PO-OK-01')).order.version).toBe(versions[0]);
    const { order } = await read('PO-OK-01');
    const [first, second] = order.lines.map((line) => Number(line.id));
    const party = Number(order.customer.id);
    const changes: [string, unknown[]][] = [
      ['sale.line.write', [[first], { unit_price: decimal('7.10') }]],
      ['sale.line.write', [[first], { quantity: 21 }]],
      ['sale.line.delete', [[second]]],
      ['party.party.write', [[party], { credit_limit_amount: decimal('30001') }]],
    ];
    for (const [method, params] of changes) {
      await client.call(method, params);
      versions.push((await read('PO-OK-01')).order.version);
    }
    expect(new Set(versions).size).toBe(5);
  });

  test('a release passes exactly the credit warning and leaves no acknowledgement', async () => {
    const context = await read('PO-CREDIT-01');
    const outcomes = await run(erp, context, releaseOf(context), 'R1');
    expect(statuses(outcomes)).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect((await read('PO-CREDIT-01')).order.state).toBe('processing');
    expect(await acknowledgements()).toBe(0);
    expect(statuses(await run(erp, context, { kind: 'add_note', text: 'again' }, 'R1'))).toEqual([
      'already_applied',
    ]);
  });

  test('another warning stops the release, is named, and the sweep leaves nothing', async () => {
    const context = await read('PO-MULTI-01');
    const outcomes = await run(erp, context, releaseOf(context), 'R2');
    expect(outcomes.at(-1)).toMatchObject({
      status: 'needs_acknowledgement',
      warnings: [{ name: expect.stringMatching(/^stock_quantity_warning_\d+$/) }],
    });
    const left = [{ kind: 'acknowledgement', name: creditWarningName(context.order.id) }];
    expect(await erp.sweep(left)).toEqual({ cleared: [left[0]!.name] });
    expect(await erp.sweep(left)).toEqual({ cleared: [left[0]!.name] });
    expect(await acknowledgements()).toBe(0);
    expect((await read('PO-MULTI-01')).order.state).toBe('quotation');
  });

  test('a warning that the approver did not see is not acknowledged', async () => {
    const context = await read('PO-CREDIT-03');
    const [acknowledge, confirm] = erp.plan(releaseOf(context), context, 'R3');
    const on = {
      orderId: context.order.id,
      expectedVersion: context.order.version,
      idempotencyKey: 'R3',
      acknowledge: [],
    };
    expect(await erp.execute(acknowledge!, on)).toMatchObject({ status: 'rejected' });
    expect(await erp.execute(confirm!, on)).toMatchObject({
      status: 'needs_acknowledgement',
      warnings: [{ name: creditWarningName(context.order.id), message: expect.stringContaining('Granite') }],
    });
    expect(await acknowledgements()).toBe(0);
  });

  test('a crash between acknowledge and confirm is swept', async () => {
    const context = await read('PO-CREDIT-03');
    const action = releaseOf(context);
    const [acknowledge] = erp.plan(action, context, 'R4');
    const on = {
      orderId: context.order.id,
      expectedVersion: null,
      idempotencyKey: 'R4',
      acknowledge: [creditWarningName(context.order.id)],
    };
    expect(await erp.execute(acknowledge!, on)).toMatchObject({ status: 'applied' });
    expect(await erp.execute(acknowledge!, on)).toMatchObject({ status: 'already_applied' });
    expect(await acknowledgements()).toBe(1);
    await erp.sweep([acknowledge!.leaves!]);
    expect(await acknowledgements()).toBe(0);
  });

  test.each([
    ['PO-PRICE-03', 'draft', 2, '816.00'],
    ['PO-PRICE-01', 'quotation', 4, '514.84'],
    ['PO-PRICE-05', 'processing', 3, '328.20'],
  ])('a price is corrected once on %s (%s)', async (name, state, steps, total) => {
    const context = await read(name);
    expect(context.order.state).toBe(state);
    const outcomes = await run(erp, context, correctionOf(context), `P-${name}`);
    expect(statuses(outcomes)).toEqual(Array(steps).fill('applied'));
    const after = await read(name);
    expect(after.order).toMatchObject({ state, total: { amount: total } });
    expect(mispriced(after)).toEqual([]);
    const notes = [
      ['resource', '=', `sale.sale,${context.order.id}`],
      ['message', 'like', `[unhold P-${name}]%`],
    ];
    expect(await client.call('ir.note.search_count', [notes])).toBe(1);
  });

  test('a write on an order that has changed is a conflict, and so is a button', async () => {
    const context = await read('PO-PRICE-04');
    const line = Number(context.order.lines[0]!.id);
    await client.call('sale.line.write', [[line], { quantity: 130 }]);
    expect(statuses(await run(erp, context, correctionOf(context), 'S1'))).toEqual(['conflict']);
    const held = await read('PO-CREDIT-02');
    await client.call('party.party.write', [
      [Number(held.order.customer.id)],
      { credit_limit_amount: decimal('7900') },
    ]);
    expect(statuses(await run(erp, held, releaseOf(held), 'S2'))).toEqual(['conflict']);
    expect(await acknowledgements()).toBe(0);
  });

  test('of six writers at once one wins, the others are told', async () => {
    const context = await read('PO-PRICE-02');
    const on = { orderId: context.order.id, idempotencyKey: 'W', acknowledge: [] };
    const [draft] = erp.plan(correctionOf(context), context, 'W');
    const back = await erp.execute(draft!, { ...on, expectedVersion: context.order.version });
    expect(back).toMatchObject({ status: 'applied' });
    const prices = ['13.01', '13.02', '13.03', '13.04', '13.05', '13.06'];
    const outcomes = await Promise.all(
      prices.map((to) => {
        const lineId = context.order.lines[0]!.id;
        const params = { lines: [{ lineId, is: { price: '11.90' }, set: { price: to } }] };
        const expectedVersion = 'version' in back ? (back.version ?? null) : null;
        return erp.execute({ name: 'write_lines', title: '', params }, { ...on, expectedVersion });
      }),
    );
    expect(statuses(outcomes).sort()).toEqual(['applied', ...Array(5).fill('conflict')]);
  });

  test('orders already invoiced, done or cancelled are refused with a reason', async () => {
    const cancelled = await read('PO-OK-08');
    const step = (name: string) => ({ name, title: '', params: {} });
    const on = { orderId: cancelled.order.id, expectedVersion: null, idempotencyKey: 'X', acknowledge: [] };
    expect(await erp.execute(step('confirm'), on)).toMatchObject({ status: 'rejected' });
    expect(await erp.execute(step('cancel'), on)).toMatchObject({ status: 'already_applied' });
    expect(await erp.execute(step('nonsense'), on)).toMatchObject({ status: 'rejected' });
    const processing = await read('PO-OK-04');
    expect(await erp.execute(step('cancel'), { ...on, orderId: processing.order.id })).toMatchObject({
      status: 'rejected',
    });
  });

  test('a quotation is cancelled, with a note', async () => {
    const context = await read('PO-DUP-01');
    expect(statuses(await run(erp, context, { kind: 'cancel_order' }, 'C1'))).toEqual(['applied', 'applied']);
    expect((await erp.read([context.order.id]))[0]!.order.state).toBe('cancelled');
  });

  describeCutConnections(rigAccount, { read, acknowledgements });

  test('an ended session is renewed without a word', async () => {
    let broken = false;
    const renewed = createTrytonErp({
      ...rigAccount,
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        if (broken && headers.has('authorization')) headers.set('authorization', 'Session YXBpOjE6eA==');
        broken = false;
        return fetch(input, { ...init, headers });
      },
    });
    await renewed.read(['1']);
    broken = true;
    expect(await renewed.read(['1'])).toHaveLength(1);
  });

  test('without a cursor every open order is told, page by page', async () => {
    const told: string[] = [];
    let cursor: string | null = null;
    let more = true;
    while (more) {
      const page: Awaited<ReturnType<typeof erp.changes>> = await erp.changes(cursor, 7);
      expect(page.orderIds.length).toBeLessThanOrEqual(7);
      told.push(...page.orderIds);
      ({ cursor, more } = page);
    }
    const states = ['draft', 'quotation', 'confirmed', 'processing'];
    const open = (await client.call('sale.sale.search', [[['state', 'in', states]]])) as number[];
    expect(new Set(told)).toEqual(new Set(open.map(String)));
    expect(told).toHaveLength(open.length);
  });

  test('afterwards a change of a line, a shipment, the limit or another order of the customer is told with two polls', async () => {
    let cursor: string | null = null;
    const drain = async (limit = 50) => {
      const told: string[] = [];
      for (let more = true; more; ) {
        const page: Awaited<ReturnType<typeof erp.changes>> = await erp.changes(cursor, limit);
        told.push(...page.orderIds);
        ({ cursor, more } = page);
      }
      return told;
    };
    for (let poll = 0; poll < 3; poll++) await drain();
    expect(await drain()).toEqual([]);

    const draft = await read('PO-NEAR-02B');
    await client.call('sale.line.write', [[Number(draft.order.lines[0]!.id)], { quantity: 8 }]);
    expect(await drain()).toEqual([draft.order.id]);
    expect(await drain()).toEqual([draft.order.id]);
    expect(await drain()).toEqual([]);

    const late = await read('PO-LATE-01');
    const shipments = (await client.call('sale.sale.read', [[Number(late.order.id)], ['shipments']])) as {
      shipments: number[];
    }[];
    await client.call('stock.shipment.out.write', [shipments[0]!.shipments, { reference: 'changed' }]);
    expect(await drain()).toContain(late.order.id);

    const held = await read('PO-EDGE-CREDIT');
    await client.call('party.party.write', [
      [Number(held.order.customer.id)],
      { credit_limit_amount: decimal('2400') },
    ]);
    expect(await drain(1)).toContain(held.order.id);

    const open = await read('NOREF-03');
    const sibling = await read('PO-EDGE-STOCK');
    expect(open.order.customer.id).toBe(sibling.order.customer.id);
    await client.call('sale.sale.write', [[Number(open.order.id)], { comment: 'moved' }]);
    const told = await drain(3);
    expect(told).toContain(open.order.id);
    expect(told).toContain(sibling.order.id);
  });

  test('orders are found by number, reference, product, customer name and mail domain', async () => {
    const { order } = await read('PO-NEAR-01A');
    const contact = {
      contact_mechanisms: [['create', [{ type: 'email', value: 'Buying@Juniper.Example' }]]],
    };
    await client.call('party.party.write', [[Number(order.customer.id)], contact]);
    const idsOf = async (query: Parameters<typeof erp.find>[0]) =>
      (await erp.find(query)).map((found) => found.id);
    expect(await idsOf({ orderNumbers: [order.number!] })).toEqual([order.id]);
    expect(await idsOf({ references: ['po-near-01a'] })).toEqual([order.id]);
    expect(await idsOf({ references: ['PO-NEAR-01_', '%'] })).toEqual([]);
    expect(await idsOf({ skus: ['PPE-RSP-KN95'] })).toContain(order.id);
    expect(await idsOf({ customerName: 'juniper hospital network', limit: 50 })).toContain(order.id);
    expect(await idsOf({ customerDomain: 'juniper.example', limit: 50 })).toContain(order.id);
    expect(await idsOf({ customerDomain: 'example' })).toEqual([]);
    expect(await erp.find({})).toEqual([]);
    const [found] = await erp.find({ references: ['PO-NEAR-01A'] });
    expect(found).toMatchObject({
      skus: ['PPE-RSP-KN95', 'PPE-GOG-01', 'FRT-1'],
      customer: { emailDomains: ['juniper.example'] },
    });
  });

  test('it answers a probe, and wrong credentials are said in a sentence without them', async () => {
    expect(await erp.probe()).toMatch(/^Tryton 6\.0\S* answers/);
    const { origin } = new URL(rigUrl);
    const wrong = createTrytonErp({ ...rigAccount, url: origin, database: 'nosuch' });
    await expect(wrong.probe()).rejects.toThrow('no database "nosuch"');
  });

  test('reading all orders takes a few calls, not some for each', async () => {
    let calls = 0;
    const counted: typeof fetch = (input, init) => {
      calls += 1;
      return fetch(input, init);
    };
    await createTrytonErp({ ...rigAccount, fetch: counted }).read(
      Array.from({ length: 56 }, (_, index) => String(index + 1)),
    );
    expect(calls).toBeLessThanOrEqual(40);
  });
});
