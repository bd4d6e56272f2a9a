/** Each call that changes Tryton: how its effect is recognised, when it is refused, and the call itself. */
import Big from 'big.js';
import { z } from 'zod';
import type { StepOutcome } from '#core/model/action.ts';
import type { TrytonClient } from './client.ts';
import { creditWarningName } from './credit.ts';
import type { ReadOrder } from './read.ts';
import type { LineRow, SaleRow } from './rows.ts';
import { decimal } from './values.ts';

export interface StepInput {
  client: TrytonClient;
  orderId: number;
  params: Record<string, unknown>;
  /** Names of warnings that the approver saw. */
  acknowledge: string[];
}

type Refusal = Extract<StepOutcome, { status: 'rejected' | 'conflict' }>;

/** A step on the order itself: version compared before, order read back after. */
interface OrderStep {
  needsOrder: true;
  /** What proves the effect, in the ERP's words; null: not there. */
  effect(input: StepInput, order: ReadOrder): Promise<string | null> | string | null;
  refuse(input: StepInput, order: ReadOrder): Refusal | null;
  perform(input: StepInput, order: ReadOrder): Promise<unknown>;
}

/** A step beside the order: a note, or a clean-up that must work whatever became of the order. */
interface SideStep {
  needsOrder: false;
  effect(input: StepInput): Promise<string | null>;
  perform(input: StepInput): Promise<unknown>;
}

export type StepKind = OrderStep | SideStep;

const priceParams = z.object({
  lines: z.array(z.object({ lineId: z.string(), from: z.string(), to: z.string() })).min(1),
});
const warningParams = z.object({ warning: z.string() });
const noteParams = z.object({ marker: z.string(), text: z.string() });
const markerParams = z.object({ marker: z.string() });
const idRows = z.array(z.number());
const amendmentRows = z.array(z.object({ id: z.number(), state: z.string() }));

export const stepKinds: Record<string, StepKind> = {
  acknowledge: {
    needsOrder: true,
    async effect(input) {
      const ids = await acknowledgements(input.client, [warningParams.parse(input.params).warning]);
      return ids.length > 0 ? `Acknowledgement ${ids.join(', ')} stands.` : null;
    },
    refuse({ params, orderId, acknowledge }, { row }) {
      const { warning } = warningParams.parse(params);
      if (warning !== creditWarningName(orderId) || !acknowledge.includes(warning)) {
        return rejected(`The warning "${warning}" was not among those approved for this order.`);
      }
      return row.state === 'quotation'
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
  quote: {
    needsOrder: true,
    effect: (input, { row }) =>
      row.state !== 'draft' && row.state !== 'cancelled' ? pricesWritten(input, row) : null,
    refuse: (_, { row }) =>
      row.state === 'draft' ? null : rejected(`The order is ${row.state}, not a draft.`),
    perform: ({ client, orderId }) => client.call('sale.sale.quote', [[orderId]]),
  },
  write_price: {
    needsOrder: true,
    effect: (input, { row }) => pricesWritten(input, row),
    refuse: (input, { row }) =>
      row.state === 'draft'
        ? priceMoved(input, row)
        : rejected(`The order is ${row.state}: prices are written on drafts.`),
    perform({ client, orderId, params }, { row }) {
      const writes = priceParams
        .parse(params)
        .lines.map(({ lineId, to }) => ['write', [Number(lineId)], { unit_price: decimal(to) }]);
      // Written through the sale, so that one transaction compares the sale and every line with what was read.
      const lines = row['lines.'].map((line) => [`sale.line,${line.id}`, line._timestamp]);
      const _timestamp = Object.fromEntries([[`sale.sale,${orderId}`, row._timestamp], ...lines]);
      return client.call('sale.sale.write', [[orderId], { lines: writes }], { _timestamp });
    },
  },
  amend: {
    needsOrder: true,
    async effect({ client, orderId, params }) {
      const found = await amendments(client, [markerParams.parse(params).marker], orderId);
      return found[0] ? `Amendment ${found[0].id} is ${found[0].state}.` : null;
    },
    refuse(input, { row }) {
      if (row.state !== 'processing')
        return rejected(`The order is ${row.state}: amendments are for orders in process.`);
      const invoiced = priceParams
        .parse(input.params)
        .lines.some(({ lineId }) =>
          lineOf(row, lineId)?.['invoice_lines.'].some((item) => item['invoice.']?.move),
        );
      return invoiced
        ? rejected('The line is on a posted invoice: it needs a credit note.')
        : priceMoved(input, row);
    },
    perform({ client, orderId, params }, { row }) {
      const lines = priceParams
        .parse(params)
        .lines.map(({ lineId, to }) => amendedLine(lineOf(row, lineId)!, to));
      const description = `${markerParams.parse(params).marker} price correction`;
      return client.call('sale.amendment.create', [
        [{ sale: orderId, description, lines: [['create', lines]] }],
      ]);
    },
  },
  validate_amendment: {
    needsOrder: true,
    async effect({ client, orderId, params }) {
      const found = await amendments(client, [markerParams.parse(params).marker], orderId);
      const done = found.find((amendment) => amendment.state === 'validated');
      return done ? `Amendment ${done.id} is validated.` : null;
    },
    refuse: (_, { row }) =>
      row.state === 'processing'
        ? null
        : rejected(`The order is ${row.state}: amendments are for orders in process.`),
    async perform({ client, orderId, params }) {
      const found = await amendments(client, [markerParams.parse(params).marker], orderId);
      return client.call('sale.amendment.validate_amendment', [found.map((amendment) => amendment.id)]);
    },
  },
  note: {
    needsOrder: false,
    async effect({ client, orderId, params }) {
      const domain = [
        ['resource', '=', `sale.sale,${orderId}`],
        ['message', 'like', `${likeText(noteParams.parse(params).marker)}%`],
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

function pricesWritten({ params }: StepInput, row: SaleRow): string | null {
  const { lines } = priceParams.parse(params);
  const written = lines.every(({ lineId, to }) => samePrice(lineOf(row, lineId), to));
  return written
    ? `The order is ${row.state}; ${lines.map(({ lineId, to }) => `line ${lineId} at ${to}`).join(', ')}.`
    : null;
}

/** The price that was to be replaced is no longer there. */
function priceMoved({ params }: StepInput, row: SaleRow): Refusal | null {
  const moved = priceParams
    .parse(params)
    .lines.find(({ lineId, from }) => !samePrice(lineOf(row, lineId), from));
  if (!moved) return null;
  const now = lineOf(row, moved.lineId)?.unit_price ?? 'gone';
  return { status: 'conflict', message: `Line ${moved.lineId} was at ${moved.from} and is ${now} now.` };
}

/** An amendment line replaces every value of the order's line, so all are repeated. */
function amendedLine(line: LineRow, price: string) {
  return {
    action: 'line',
    line: line.id,
    product: line['product.']?.id ?? null,
    quantity: line.quantity,
    unit: line['unit.']?.id ?? null,
    unit_price: decimal(price),
    description: line.description,
  };
}

const rejected = (message: string): Refusal => ({ status: 'rejected', message });
const lineOf = (row: SaleRow, lineId: string) => row['lines.'].find((line) => String(line.id) === lineId);
const samePrice = (line: LineRow | undefined, price: string) =>
  line !== undefined && line.unit_price !== null && new Big(line.unit_price).eq(price);
const likeText = (text: string) => text.replace(/[\\%_]/g, '\\$&');

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

async function amendments(client: TrytonClient, markers: string[], orderId: number | null) {
  const domain = [
    ...(orderId === null ? [] : [['sale', '=', orderId]]),
    ['OR', ...markers.map((marker) => ['description', 'like', `${likeText(marker)}%`])],
  ];
  const rows = await client.call('sale.amendment.search_read', [domain, 0, null, [['id', 'ASC']], ['state']]);
  return amendmentRows.parse(rows);
}

/** Deletes amendments with these markers that were never validated. */
export async function removeDraftAmendments(client: TrytonClient, markers: string[]): Promise<void> {
  const drafts = (await amendments(client, markers, null)).filter((amendment) => amendment.state === 'draft');
  if (drafts.length > 0)
    await client.call('sale.amendment.delete', [drafts.map((amendment) => amendment.id)]);
}
