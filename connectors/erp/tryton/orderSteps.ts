/** Steps on the sale as a whole: warnings, workflow buttons, dates, address, notes. */
import { z } from 'zod';
import type { Address } from '#core/model/order.ts';
import type { TrytonClient } from './client.ts';
import { toAddress } from './order.ts';
import { isOwnWarning } from './plan.ts';
import { addressFields, address as addressRow, type SaleRow } from './rows.ts';
import {
  conflict,
  type OrderStep,
  rejected,
  type StepInput,
  type StepKind,
  startsWith,
  timestampsOf,
} from './stepKind.ts';
import { date } from './values.ts';

const idRows = z.array(z.number());
const warningParams = z.object({
  warning: z.string(),
  /** The approver agreed to this shortage itself (ship what is there), not to a warning by name. */
  implied: z.boolean().default(false),
});
const noteParams = z.object({ marker: z.string(), text: z.string() });
const dateParams = z.object({ from: z.string().nullable(), to: z.string() });
const addressParams = z.object({
  to: z.object({
    name: z.string(),
    street: z.string(),
    postalCode: z.string(),
    city: z.string(),
    country: z.string(),
  }),
});

export const orderSteps: Record<string, StepKind> = {
  acknowledge: {
    needsOrder: true,
    async effect(input) {
      const ids = await acknowledgements(input.client, [warningParams.parse(input.params).warning]);
      return ids.length > 0 ? `Acknowledgement ${ids.join(', ')} stands.` : null;
    },
    refuse({ params, acknowledge }, { row }) {
      const { warning, implied } = warningParams.parse(params);
      if (!isOwnWarning(warning, row) || !(implied || acknowledge.includes(warning)))
        return rejected(`The warning "${warning}" was not among those approved for this order.`);
      return row.state === 'quotation' || row.state === 'draft'
        ? null
        : rejected(`The order is ${row.state}: only a quotation can be confirmed.`);
    },
    async perform({ client, params }) {
      const { userId } = await client.session();
      // A one-shot acknowledgement dies with the first check, and one click may check twice.
      const values = { user: userId, name: warningParams.parse(params).warning, always: true };
      return client.call('res.user.warning.create', [[values]]);
    },
  },
  unacknowledge: {
    needsOrder: false,
    async effect({ client, params }) {
      const ids = await acknowledgements(client, [warningParams.parse(params).warning]);
      return ids.length === 0 ? 'No acknowledgement stands.' : null;
    },
    perform: ({ client, params }) => removeAcknowledgements(client, [warningParams.parse(params).warning]),
  },
  confirm: button('confirm', ['quotation'], ['confirmed', 'processing', 'done']),
  process: button('process', ['confirmed'], ['processing', 'done']),
  draft: button('draft', ['quotation'], ['draft']),
  cancel: button('cancel', ['draft', 'quotation'], ['cancelled']),
  /** A draft that is quoted for the first time; see lineSteps for one that was changed. */
  quote_draft: button('quote', ['draft'], ['quotation', 'confirmed', 'processing', 'done']),
  write_order_date: {
    needsOrder: true,
    effect: ({ params }, { row }) =>
      row.shipping_date === dateParams.parse(params).to ? `Shipping date ${row.shipping_date}.` : null,
    refuse({ params }, { row }) {
      const { from } = dateParams.parse(params);
      if (row.state === 'done' || row.state === 'cancelled') return rejected(`The order is ${row.state}.`);
      return row.shipping_date === from
        ? null
        : conflict(`The order was promised for ${from ?? 'no day'} and is for ${row.shipping_date} now.`);
    },
    perform: ({ client, orderId, params }, { row }) =>
      client.call('sale.sale.write', [[orderId], { shipping_date: date(dateParams.parse(params).to) }], {
        _timestamp: timestampsOf(row),
      }),
  },
  write_address: {
    needsOrder: true,
    effect: (input, { row, context }) => addressWritten(input, context.order.shipTo, row),
    async refuse(input, { row }) {
      if (row.state !== 'draft' && row.state !== 'quotation')
        return rejected(`The order is ${row.state}: an amendment changes its address.`);
      return (await findAddress(input, row)) === null ? noSuchAddress : null;
    },
    async perform(input, { row }) {
      const values = { shipment_address: await findAddress(input, row) };
      return input.client.call('sale.sale.write', [[input.orderId], values], {
        _timestamp: timestampsOf(row),
      });
    },
  },
  note: {
    needsOrder: false,
    async effect({ client, orderId, params }) {
      const domain = [
        ['resource', '=', `sale.sale,${orderId}`],
        startsWith('message', [noteParams.parse(params).marker]),
      ];
      const ids = idRows.parse(await client.call('ir.note.search', [domain, 0, 1, null]));
      return ids[0] === undefined ? null : `Note ${ids[0]} is on the order.`;
    },
    perform({ client, orderId, params }) {
      const { marker, text } = noteParams.parse(params);
      return client.call('ir.note.create', [
        [{ resource: `sale.sale,${orderId}`, message: `${marker} ${text}` }],
      ]);
    },
  },
};

/** A workflow button: no effect in any other state than `from`, and no word about it. */
function button(method: string, from: SaleRow['state'][], to: SaleRow['state'][]): OrderStep {
  return {
    needsOrder: true,
    effect: (_, { row }) => (to.includes(row.state) ? `The order is ${row.state}.` : null),
    refuse: (_, { row }) =>
      from.includes(row.state) ? null : rejected(`The order is ${row.state}, not ${from.join(' or ')}.`),
    perform: ({ client, orderId }) => client.call(`sale.sale.${method}`, [[orderId]]),
  };
}

export const noSuchAddress = rejected(
  'The customer has no such address in Tryton; it has to be entered there first.',
);

export function addressWritten({ params }: StepInput, shipTo: Address | null, row: SaleRow): string | null {
  const { to } = addressParams.parse(params);
  return shipTo && sameAddress(shipTo, to) ? `Address ${row['shipment_address.']?.id} on the order.` : null;
}

/** The id of the customer's own address that says the same; null: there is none. */
export async function findAddress({ client, params }: StepInput, row: SaleRow): Promise<number | null> {
  const { to } = addressParams.parse(params);
  const domain = [['party', '=', row.shipment_party ?? row.party]];
  const fields = [...addressFields, 'party.name'];
  const found = await client.call('party.address.search_read', [domain, 0, 200, [['id', 'ASC']], fields]);
  const rows = z.array(addressRow.unwrap().extend({ 'party.': z.object({ name: z.string().nullable() }) }));
  const same = rows.parse(found).find((one) => {
    const told = toAddress(one, one['party.'].name);
    return told !== null && sameAddress(told, to);
  });
  return same?.id ?? null;
}

/** Names differ from one department to the next; the place is what counts. */
function sameAddress(a: Address, b: Address): boolean {
  const plain = (one: Address) =>
    [one.street, one.postalCode, one.city, one.country].map((part) =>
      part.trim().replace(/\s+/g, ' ').toLowerCase(),
    );
  return plain(a).join('|') === plain(b).join('|');
}

/** Our own user's acknowledgements of these warnings. */
async function acknowledgements(client: TrytonClient, names: string[]): Promise<number[]> {
  const { userId } = await client.session();
  const domain = [
    ['user', '=', userId],
    ['name', 'in', names],
  ];
  return idRows.parse(await client.call('res.user.warning.search', [domain, 0, null, null]));
}

/** Deletes our own user's acknowledgements of these warnings. */
export async function removeAcknowledgements(client: TrytonClient, names: string[]): Promise<void> {
  const ids = await acknowledgements(client, names);
  if (ids.length > 0) await client.call('res.user.warning.delete', [ids]);
}
