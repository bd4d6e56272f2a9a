import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { exceptionType } from '#core/exceptions/index.ts';
import type { ActionKind, ActionSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import { createTrytonClient } from './client.ts';
import { rigAccount, rigAnswers, rigReader, rigUrl, run, statuses } from './rigTesting.ts';
import { createTrytonErp } from './tryton.ts';

const reset = '../shared/tryton/reset';
const required = (process.env['REQUIRE'] ?? '').split(',').includes('tryton');
const there = existsSync(reset) && (await rigAnswers(rigUrl));

describe.skipIf(!there && !required)(
  'every action on a real Tryton 6.0 (needs tryton)',
  { timeout: 180_000 },
  () => {
    const erp = createTrytonErp({ ...rigAccount });
    const client = createTrytonClient({ ...rigAccount });
    const { read, acknowledgements } = rigReader(erp, client);

    beforeAll(async () => {
      if (!there) throw new Error(`There is no Tryton rig of this machine at ${rigUrl}.`);
      execFileSync(reset, { stdio: 'ignore' });
    }, 180_000);

    const detected = (context: OrderContext, type: string) => exceptionType(type).detect(context);

    /** The option that the card would offer. */
    const offered = <Kind extends ActionKind>(context: OrderContext, type: string, kind: Kind) => {
      const finding = detected(context, type);
      const options = finding ? exceptionType(type).compose(finding, context, 'en-US').options : [];
      const action = options.map((option) => option.action).find((one) => one.kind === kind);
      if (!action) throw new Error(`${context.order.reference}: no option that would ${kind}.`);
      return action;
    };
    const done = async (name: string, action: ActionSpec, key: string) => {
      const context = await read(name);
      const outcomes = await run(erp, context, action, key);
      expect(new Set(statuses(outcomes)), JSON.stringify(outcomes)).toEqual(new Set(['applied']));
      const steps = erp.plan(action, context, key);
      const asked = { orderId: context.order.id, idempotencyKey: key, since: '' };
      expect(await erp.lookup(steps.at(-1)!, asked)).toMatchObject({ status: 'applied' });
      expect(await acknowledgements()).toBe(0);
      return (await erp.read([context.order.id]))[0]!;
    };
    const lineOf = ({ order }: OrderContext, sku: string) => order.lines.find((line) => line.sku === sku)!;

    test.each([
      ['PO-SHORT-01', 'quotation', 'BRG-6205Z', '10.2000'],
      ['PO-SHORT-02', 'processing', 'VLV-BV-100S', '44.1000'],
    ])(
      'ships a substitute at the customer’s own price on %s (%s), and back',
      async (name, state, sku, price) => {
        const before = await read(name);
        const action = offered(before, 'inventory_shortage', 'substitute');
        const after = await done(name, action, `sub-${name}`);
        expect(after.order.state).toBe(state);
        expect(lineOf(after, sku)).toMatchObject({ unitPrice: price });
        expect(detected(after, 'inventory_shortage')).toBeNull();
        expect(statuses(await run(erp, before, action, `again-${name}`))[0]).not.toBe('applied');
      },
    );

    test('waits for stock on a quotation, and on the shipment of a sale in process', async () => {
      for (const name of ['PO-SHORT-03', 'PO-SHORT-04']) {
        const action = offered(await read(name), 'inventory_shortage', 'change_date');
        const after = await done(name, action, `wait-${name}`);
        expect(detected(after, 'inventory_shortage')).toBeNull();
        expect(detected(after, 'carrier_disruption')).toBeNull();
      }
    });

    test('a new date confirms past the stock warning only where the approver saw its name', async () => {
      const context = await read('PO-SHORT-03');
      const acknowledge = [`stock_quantity_warning_${context.order.lines[0]!.id}`];
      const action: ActionSpec = {
        kind: 'change_date',
        shipmentId: null,
        from: context.order.promisedOn,
        to: '2099-01-01',
        acknowledge,
      };
      const after = await done('PO-SHORT-03', action, 'past');
      expect(after.order.state).toBe('processing');
      expect(after.shipments).toMatchObject([{ state: 'waiting', plannedOn: '2099-01-01' }]);
    });

    test('drafts a purchase once, and withdraws it while it is a draft', async () => {
      const context = await read('PO-SHORT-05');
      const action = offered(context, 'inventory_shortage', 'create_purchase');
      await done('PO-SHORT-05', action, 'buy');
      const [again] = await run(erp, await read('PO-SHORT-05'), action, 'buy');
      expect(again).toMatchObject({ status: 'already_applied' });
      const drafts = ['description', 'like', '[unhold buy]%'];
      const found = () =>
        client.call('purchase.purchase.search_read', [
          [drafts],
          0,
          null,
          null,
          ['state', 'untaxed_amount', 'lines.quantity', 'lines.product.code'],
        ]);
      expect(await found()).toMatchObject([
        {
          state: 'draft',
          untaxed_amount: '300.00',
          'lines.': [{ quantity: 5, 'product.': { code: 'VLV-GT-150' } }],
        },
      ]);
      await done('PO-SHORT-05', { kind: 'withdraw', what: 'purchase', key: 'buy' }, 'back');
      expect(await found()).toMatchObject([{ state: 'cancelled' }]);
    });

    test('ships what is there and plans the rest for the day it arrives', async () => {
      const action = offered(await read('PO-SHORT-07'), 'inventory_shortage', 'split_backorder');
      const after = await done('PO-SHORT-07', action, 'split');
      expect(after.shipments.map((one) => one.state)).toEqual(['delivered', 'waiting']);
      expect(after.shipments[1]!.lines).toMatchObject([{ sku: 'FST-ANC-12', quantity: '22' }]);
      expect(detected(after, 'inventory_shortage')).toBeNull();
    });

    test('does not ship another part than was approved, and gives the goods back', async () => {
      const context = await read('PO-SHORT-06');
      const line = context.order.lines[0]!;
      const action: ActionSpec = {
        kind: 'split_backorder',
        shipmentId: context.shipments[0]!.id,
        lines: [{ lineId: line.id, sku: line.sku, ship: '3', backorder: '7' }],
        backorderOn: null,
      };
      const outcomes = await run(erp, context, action, 'other');
      expect(outcomes).toMatchObject([{ status: 'conflict' }]);
      expect((await read('PO-SHORT-06')).shipments[0]).toMatchObject({ state: 'waiting' });
      const [assign] = erp.plan(action, context, 'other');
      expect(await erp.sweep([assign!.leaves!])).toEqual({ cleared: [assign!.leaves!.name] });
    });

    test('ships again what the warehouse cancelled, or gives the order up', async () => {
      const again = offered(await read('PO-SHIPEX-01'), 'carrier_disruption', 'reship');
      const after = await done('PO-SHIPEX-01', again, 'reship');
      expect(after.shipments.map((one) => one.state).sort()).toEqual(['cancelled', 'waiting']);
      expect(detected(after, 'carrier_disruption')).toBeNull();
      const gone = await done('PO-SHIPEX-02', { kind: 'cancel_order' }, 'gone');
      expect(gone.order.state).toBe('cancelled');
      expect(detected(gone, 'carrier_disruption')).toBeNull();
    });

    test.each([
      ['PO-DUP-01#2', 'quotation'],
      ['PO-DUP-03#2', 'draft'],
      ['NOREF-03', 'processing'],
      ['PO-OK-03', 'confirmed'],
      ['PO-OK-06', 'processing'],
    ])('cancels %s (%s)', async (name, state) => {
      expect((await read(name)).order.state).toBe(state);
      const after = await done(name, { kind: 'cancel_order' }, `cancel-${name}`);
      expect(after.order.state).toBe('cancelled');
      expect(after.supply).toEqual([]);
    });

    test('does not cancel what has left', async () => {
      const context = await read('PO-OK-07');
      const outcomes = await run(erp, context, { kind: 'cancel_order' }, 'left');
      expect(outcomes).toMatchObject([{ status: 'rejected', message: expect.stringContaining('has left') }]);
    });

    test('moves late orders and changes the carrier, and takes the carrier back', async () => {
      for (const name of ['PO-LATE-01', 'PO-LATE-02', 'PO-LATE-03']) {
        const action = offered(await read(name), 'carrier_disruption', 'change_date');
        expect(detected(await done(name, action, `late-${name}`), 'carrier_disruption')).toBeNull();
      }
      const context = await read('PO-LATE-01');
      const [shipment] = context.shipments;
      const other = { id: '2', name: 'FedEx Freight', service: null };
      const action = (from: typeof other, to: typeof other): ActionSpec => ({
        kind: 'change_carrier',
        shipmentId: shipment!.id,
        from,
        to,
        arrivesOn: null,
        cost: null,
      });
      const own = { id: shipment!.carrier!.id, name: shipment!.carrier!.name, service: null };
      const changed = await done('PO-LATE-01', action(own, other), 'carrier');
      expect(changed.shipments[0]!.carrier).toMatchObject({ name: 'FedEx Freight' });
      expect(statuses(await run(erp, changed, action(own, { ...other, id: '3' }), 'stale'))).toEqual([
        'conflict',
      ]);
      await done('PO-LATE-01', action(other, own), 'carrier-back');
    });

    test.each([
      ['PO-OK-01', 'BRG-6203', 'FIT-ELB-100'],
      ['PO-OK-02', 'PPE-GLV-L', 'PPE-GOG-01'],
      ['PO-OK-04', 'FST-HB-M8', 'FST-WSH-M8'],
    ])('changes a quantity and cancels a line on %s', async (name, first, second) => {
      const before = await read(name);
      const line = lineOf(before, first);
      const change: ActionSpec = {
        kind: 'change_quantity',
        lines: [{ lineId: line.id, sku: first, from: line.quantity, to: '7' }],
      };
      const after = await done(name, change, `quantity-${name}`);
      expect(lineOf(after, first).quantity).toBe('7');
      expect(after.order.state).toBe(before.order.state);
      const other = lineOf(after, second);
      const cut: ActionSpec = {
        kind: 'cancel_line',
        lines: [{ lineId: other.id, sku: second, quantity: other.quantity }],
      };
      expect(lineOf(await done(name, cut, `line-${name}`), second)).toBeUndefined();
    });

    test('changes the address to one that the customer has, and to no other', async () => {
      for (const name of ['PO-EDGE-STOCK', 'PO-OK-04']) {
        const context = await read(name);
        const to = { ...context.order.shipTo!, street: `7 Side Street ${name}`, postalCode: '12345' };
        const action: ActionSpec = { kind: 'change_address', from: context.order.shipTo, to };
        const [first] = await run(erp, context, action, `nowhere-${name}`);
        expect(first).toMatchObject({
          status: 'rejected',
          message: expect.stringContaining('no such address'),
        });
        const country = (await client.call('country.country.search', [
          [['code', '=', to.country]],
        ])) as number[];
        const values = {
          party: Number(context.order.customer.id),
          street: to.street,
          postal_code: to.postalCode,
        };
        await client.call('party.address.create', [[{ ...values, city: to.city, country: country[0] }]]);
        const after = await done(name, action, `address-${name}`);
        expect(after.order.shipTo).toMatchObject({ street: to.street, postalCode: '12345' });
      }
    });

    test('passes credit and stock warnings that were both seen, and neither that was not', async () => {
      const context = await read('PO-MULTI-01');
      const stock = `stock_quantity_warning_${context.order.lines[0]!.id}`;
      const release = (acknowledge: string[]): ActionSpec => ({
        kind: 'release_hold',
        acknowledge,
        exposure: context.order.total,
      });
      const outcomes = await run(erp, context, release([context.credit!.warning!.name]), 'one');
      expect(outcomes.at(-1)).toMatchObject({ status: 'needs_acknowledgement', warnings: [{ name: stock }] });
      await erp.sweep([{ kind: 'acknowledgement', name: context.credit!.warning!.name }]);
      const after = await done('PO-MULTI-01', release([context.credit!.warning!.name, stock]), 'both');
      expect(after.order.state).toBe('processing');
    });

    test('a quotation is confirmed and shipped in part past the shortage that was approved', async () => {
      const [copy] = (await client.call('sale.sale.copy', [
        [Number((await read('PO-EDGE-STOCK')).order.id)],
        { reference: 'PART' },
      ])) as number[];
      const [draft] = await erp.read([String(copy)]);
      const line = Number(draft!.order.lines[0]!.id);
      await client.call('sale.line.write', [[line], { quantity: 40 }]);
      const context = (await read('PART'))!;
      const action = offered(context, 'inventory_shortage', 'split_backorder');
      const after = await done('PART', action, 'part');
      expect(after.shipments.map((one) => [one.state, one.lines[0]!.quantity])).toEqual([
        ['delivered', '25'],
        ['waiting', '15'],
      ]);
    });
  },
);
