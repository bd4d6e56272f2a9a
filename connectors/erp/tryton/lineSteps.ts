/** Steps on lines: written on a draft or quotation, amended on a sale in process. */
import Big from 'big.js';
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { addressWritten, findAddress, noSuchAddress } from './orderSteps.ts';
import type { ReadOrder } from './read.ts';
import type { LineRow, SaleRow } from './rows.ts';
import {
  conflict,
  lineOf,
  type Refusal,
  rejected,
  type StepInput,
  type StepKind,
  startsWith,
  timestampsOf,
} from './stepKind.ts';
import { decimal } from './values.ts';

/** `is`: what the approver saw. `set`: what it becomes; a line without a quantity goes. */
const change = z.object({
  lineId: z.string(),
  is: z.object({ price: z.string().optional(), quantity: z.string().optional(), sku: z.string().optional() }),
  set: z.object({
    price: z.string().optional(),
    quantity: z.string().optional(),
    product: z.string().optional(),
  }),
});
export type LineChange = z.infer<typeof change>;
const lineParams = z.object({ lines: z.array(change).min(1) });
const markerParams = z.object({ marker: z.string() });
const amendmentRows = z.array(z.object({ id: z.number(), state: z.string() }));

const amendable = (row: SaleRow) =>
  row.state === 'processing'
    ? null
    : rejected(`The order is ${row.state}: amendments are for orders in process.`);

export const lineSteps: Record<string, StepKind> = {
  write_lines: {
    needsOrder: true,
    effect: (input, { row }) => linesWritten(input, row),
    refuse: (input, { row }) =>
      row.state === 'draft' || row.state === 'quotation'
        ? linesMoved(input, row)
        : rejected(`The order is ${row.state}: lines are written on drafts and quotations.`),
    async perform(input, { row }) {
      const { lines } = lineParams.parse(input.params);
      const products = await productNames(input.client, lines);
      const writes = lines.map(({ lineId, set }) =>
        isRemoved(set.quantity)
          ? ['delete', [Number(lineId)]]
          : ['write', [Number(lineId)], valuesOf(set, lineOf(row, lineId)!, products)],
      );
      return input.client.call('sale.sale.write', [[input.orderId], { lines: writes }], {
        _timestamp: timestampsOf(row),
      });
    },
  },
  quote: {
    needsOrder: true,
    effect: (input, { row }) =>
      row.state !== 'draft' && row.state !== 'cancelled' ? linesWritten(input, row) : null,
    refuse: (_, { row }) =>
      row.state === 'draft' ? null : rejected(`The order is ${row.state}, not a draft.`),
    perform: ({ client, orderId }) => client.call('sale.sale.quote', [[orderId]]),
  },
  amend: {
    needsOrder: true,
    effect: amendmentDrafted,
    refuse(input, { row }) {
      const { lines } = lineParams.parse(input.params);
      const all = lines.map(({ lineId }) => lineOf(row, lineId));
      if (all.some((line) => line?.['invoice_lines.'].some((item) => item['invoice.']?.move)))
        return rejected('The line is on a posted invoice: it needs a credit note.');
      const leaving = lines.some(({ set }) => set.quantity !== undefined || set.product !== undefined);
      if (
        leaving &&
        all.some((line) =>
          line?.['moves.'].some((move) => move.state === 'done' || move.state === 'assigned'),
        )
      )
        return rejected('Goods of the line are packed or have left: the line can no longer change.');
      return amendable(row) ?? linesMoved(input, row);
    },
    async perform({ client, orderId, params }, { row }) {
      const { lines } = lineParams.parse(params);
      const products = await productNames(client, lines);
      const amended = lines.map(({ lineId, set }) => {
        const line = lineOf(row, lineId)!;
        return { ...wholeLine(line), ...valuesOf(set, line, products) };
      });
      return createAmendment(client, orderId, params, amended);
    },
  },
  amend_address: {
    needsOrder: true,
    effect: amendmentDrafted,
    async refuse(input, { row }) {
      const packed = row['lines.'].some((line) => line['moves.'].some((move) => move.state === 'assigned'));
      if (packed) return rejected('The goods are packed for the old address.');
      return amendable(row) ?? ((await findAddress(input, row)) === null ? noSuchAddress : null);
    },
    async perform(input, { row }) {
      const [sale] = partyRows.parse(
        await input.client.call('sale.sale.read', [
          [input.orderId],
          ['party', 'invoice_address', 'shipment_party'],
        ]),
      );
      const { party, invoice_address, shipment_party } = sale!;
      const shipment_address = await findAddress(input, row);
      const values = { action: 'party', party, invoice_address, shipment_party, shipment_address };
      return createAmendment(input.client, input.orderId, input.params, [values]);
    },
  },
  validate_amendment: {
    needsOrder: true,
    async effect({ client, orderId, params }) {
      const found = await amendments(client, [markerParams.parse(params).marker], orderId);
      const done = found.find((amendment) => amendment.state === 'validated');
      return done ? `Amendment ${done.id} is validated.` : null;
    },
    refuse: (_, { row }) => amendable(row),
    async perform({ client, orderId, params }) {
      const found = await amendments(client, [markerParams.parse(params).marker], orderId);
      return client.call('sale.amendment.validate_amendment', [found.map((amendment) => amendment.id)]);
    },
  },
  /** Proves that the amended address reached the order. */
  check_address: {
    needsOrder: true,
    effect: (input, { row, context }) => addressWritten(input, context.order.shipTo, row),
    refuse: () => null,
    perform: async () => undefined,
  },
};

const partyRows = z.array(
  z.object({
    party: z.number(),
    invoice_address: z.number().nullable(),
    shipment_party: z.number().nullable(),
  }),
);
const productRows = z.array(z.object({ id: z.number(), rec_name: z.string(), code: z.string().nullable() }));

async function amendmentDrafted(
  { client, orderId, params }: StepInput,
  _: ReadOrder,
): Promise<string | null> {
  const [found] = await amendments(client, [markerParams.parse(params).marker], orderId);
  return found ? `Amendment ${found.id} is ${found.state}.` : null;
}

function createAmendment(
  client: TrytonClient,
  sale: number,
  params: unknown,
  lines: unknown[],
): Promise<unknown> {
  const description = `${markerParams.parse(params).marker} decided in Unhold`;
  return client.call('sale.amendment.create', [[{ sale, description, lines: [['create', lines]] }]]);
}

/** Codes by product id, of the products that lines change to. */
async function productNames(client: TrytonClient, lines: LineChange[]): Promise<Set<number>> {
  const ids = lines.flatMap(({ set }) => (set.product === undefined ? [] : [Number(set.product)]));
  if (ids.length === 0) return new Set();
  const rows = productRows.parse(await client.call('product.product.read', [ids, ['rec_name', 'code']]));
  return new Set(rows.map((row) => row.id));
}

function valuesOf(set: LineChange['set'], line: LineRow, products: Set<number>): Record<string, unknown> {
  const other = set.product !== undefined && products.has(Number(set.product));
  return {
    ...(set.price !== undefined && { unit_price: decimal(set.price) }),
    ...(set.quantity !== undefined && { quantity: Number(set.quantity) }),
    // What the line said of the old item would contradict the new one.
    ...(other && { product: Number(set.product), description: null }),
    ...(other && line['unit.'] && { unit: line['unit.'].id }),
  };
}

const isRemoved = (quantity: string | undefined) => quantity !== undefined && new Big(quantity).eq(0);

function linesWritten({ params }: StepInput, row: SaleRow): string | null {
  const { lines } = lineParams.parse(params);
  const written = lines.every(({ lineId, set }) => {
    const line = lineOf(row, lineId);
    if (isRemoved(set.quantity)) return !line || line.quantity === 0;
    return (
      (set.price === undefined || samePrice(line, set.price)) &&
      (set.quantity === undefined || sameQuantity(line, set.quantity)) &&
      (set.product === undefined || String(line?.['product.']?.id) === set.product)
    );
  });
  if (!written) return null;
  const now = lines.map(({ lineId }) => {
    const line = lineOf(row, lineId);
    return line
      ? `line ${lineId}: ${line.quantity} ${line['product.']?.code ?? ''} at ${line.unit_price}`
      : `line ${lineId} is gone`;
  });
  return `The order is ${row.state}; ${now.join(', ')}.`;
}

/** What was to be replaced is no longer there. */
function linesMoved({ params }: StepInput, row: SaleRow): Refusal | null {
  for (const { lineId, is } of lineParams.parse(params).lines) {
    const line = lineOf(row, lineId);
    if (!line) return conflict(`Line ${lineId} is gone.`);
    if (is.price !== undefined && !samePrice(line, is.price))
      return conflict(
        `Line ${lineId} was at ${is.price} and is ${line.unit_price ?? 'without a price'} now.`,
      );
    if (is.quantity !== undefined && !sameQuantity(line, is.quantity))
      return conflict(`Line ${lineId} was for ${is.quantity} and is for ${line.quantity} now.`);
    if (is.sku !== undefined && is.sku !== (line['product.']?.code ?? ''))
      return conflict(`Line ${lineId} was ${is.sku} and is ${line['product.']?.code ?? 'another item'} now.`);
  }
  return null;
}

/** An amendment line replaces every value of the order's line, so all are repeated. */
function wholeLine(line: LineRow) {
  return {
    action: 'line',
    line: line.id,
    product: line['product.']?.id ?? null,
    quantity: line.quantity,
    unit: line['unit.']?.id ?? null,
    unit_price: decimal(line.unit_price ?? '0'),
    description: line.description,
  };
}

const samePrice = (line: LineRow | undefined, price: string) =>
  line?.unit_price != null && new Big(line.unit_price).eq(price);
const sameQuantity = (line: LineRow | undefined, quantity: string) =>
  line?.quantity != null && new Big(line.quantity).eq(quantity);

async function amendments(client: TrytonClient, markers: string[], orderId: number | null) {
  const domain = [...(orderId === null ? [] : [['sale', '=', orderId]]), startsWith('description', markers)];
  const rows = await client.call('sale.amendment.search_read', [domain, 0, null, [['id', 'ASC']], ['state']]);
  return amendmentRows.parse(rows);
}

/** Deletes amendments with these markers that were never validated. */
export async function removeDraftAmendments(client: TrytonClient, markers: string[]): Promise<void> {
  const drafts = (await amendments(client, markers, null)).filter((amendment) => amendment.state === 'draft');
  if (drafts.length > 0)
    await client.call('sale.amendment.delete', [drafts.map((amendment) => amendment.id)]);
}
