/** The records whose changes matter to an open order, and the orders that each of them touches. */
import { z } from 'zod';
import type { TrytonClient } from './client.ts';

export interface StreamRow {
  id: number;
  /** `write_date`, or `create_date` while never written. */
  at: string;
  values: Record<string, unknown>;
}

export interface Stream {
  model: string;
  domain: unknown[];
  fields: string[];
  /** Orders named by the rows themselves, in the rows' order. */
  orders(rows: StreamRow[]): number[];
  /** Orders touched through something shared (a customer's credit, a price list): a search domain, or null. */
  touched(rows: StreamRow[]): unknown[] | null;
}

const undecided = ['state', 'in', ['draft', 'quotation']];
const open = ['state', 'in', ['draft', 'quotation', 'confirmed', 'processing']];
const ids = (rows: StreamRow[], field: string): number[] => [
  ...new Set(rows.flatMap(({ values }) => z.number().safeParse(values[field]).data ?? [])),
];
const none = () => [];

/** Credit moves for every order of the party that can still be released. */
function ordersOfParties(parties: number[]): unknown[] | null {
  return parties.length === 0
    ? null
    : [undecided, ['OR', ['party', 'in', parties], ['invoice_party', 'in', parties]]];
}

const moves = z.array(z.object({ sale: z.number().nullable() })).catch([]);

const ends = z.object({
  'from_location.': z.object({ type: z.string() }),
  'to_location.': z.object({ type: z.string() }),
});
function comesFromOutside({ values }: StreamRow): boolean {
  const found = ends.safeParse(values).data;
  const outside = ['supplier', 'production', 'lost_found'];
  return (
    found !== undefined &&
    (outside.includes(found['from_location.'].type) || outside.includes(found['to_location.'].type))
  );
}

export const streams: Stream[] = [
  {
    model: 'sale.sale',
    domain: [],
    fields: ['party', 'state'],
    orders: (rows) => rows.map((row) => row.id),
    // An order that counts, or counted, against its customer's limit moves the credit of their other orders.
    touched: (rows) =>
      ordersOfParties(
        ids(
          rows.filter(({ values }) => !undecided[2]!.includes(String(values['state']))),
          'party',
        ),
      ),
  },
  {
    model: 'sale.line',
    domain: [],
    fields: ['sale'],
    orders: (rows) => ids(rows, 'sale'),
    touched: () => null,
  },
  {
    model: 'stock.shipment.out',
    domain: [],
    fields: ['outgoing_moves.sale'],
    orders: (rows) =>
      rows.flatMap(({ values }) => moves.parse(values['outgoing_moves.']).flatMap((move) => move.sale ?? [])),
    touched: () => null,
  },
  {
    model: 'stock.move',
    domain: [],
    fields: ['sale', 'product', 'from_location.type', 'to_location.type'],
    orders: (rows) => ids(rows, 'sale'),
    // What comes in, or is counted, is there for every open order of the item. The warehouse's own steps are not news.
    touched: (rows) => {
      const products = ids(rows.filter(comesFromOutside), 'product');
      return products.length === 0 ? null : [open, ['lines.product', 'in', products]];
    },
  },
  {
    // What a customer's rules say, and why.
    model: 'ir.note',
    domain: [['resource', 'like', 'party.party,%']],
    fields: ['resource'],
    orders: none,
    touched: (rows) => {
      const parties = rows.map(({ values }) => Number(String(values['resource']).split(',')[1]));
      return parties.length === 0 ? null : ordersTouchedByParty(parties);
    },
  },
  {
    model: 'account.move.line',
    domain: [
      ['party', '!=', null],
      ['account.type.receivable', '=', true],
    ],
    fields: ['party'],
    orders: none,
    touched: (rows) => ordersOfParties(ids(rows, 'party')),
  },
  {
    // Credit limit, price list and names: Tryton keeps them in tables of their own and writes the party with them.
    model: 'party.party',
    domain: [],
    fields: [],
    orders: none,
    touched: (rows) => ordersTouchedByParty(rows.map((row) => row.id)),
  },
  {
    model: 'product.price_list.line',
    domain: [],
    fields: ['price_list'],
    orders: none,
    touched: (rows) => [open, ['price_list', 'in', ids(rows, 'price_list')]],
  },
  {
    // List prices, on which the formulas of price lists rest.
    model: 'product.template',
    domain: [],
    fields: [],
    orders: none,
    touched: (rows) => [open, ['lines.product.template', 'in', rows.map((row) => row.id)]],
  },
];

function ordersTouchedByParty(parties: number[]): unknown[] {
  return [open, ['OR', ['party', 'in', parties], ['invoice_party', 'in', parties]]];
}

const dates = z.looseObject({ id: z.number(), create_date: z.string(), write_date: z.string().nullable() });

/**
 * Up to `limit` oldest changes of a stream since `since` (inclusive). `write_date` is null until the first write, so one
 * order cannot sort both kinds: where there are too many for one answer, written and new rows are asked for apart.
 */
export async function readStream(
  client: TrytonClient,
  { model, domain, fields }: Stream,
  since: unknown,
  limit: number,
): Promise<{ rows: StreamRow[]; completeUntil: string | null }> {
  const written = [['write_date', '>=', since]];
  const created = [
    ['write_date', '=', null],
    ['create_date', '>=', since],
  ];
  const ask = async (sortBy: string, clauses: unknown[]) => {
    const order = [
      [sortBy, 'ASC'],
      ['id', 'ASC'],
    ];
    const all = ['create_date', 'write_date', ...fields];
    const found = await client.call(`${model}.search_read`, [[...domain, ...clauses], 0, limit, order, all]);
    const rows = z
      .array(dates)
      .parse(found)
      .map((row) => ({ id: row.id, at: row.write_date ?? row.create_date, values: row }));
    // search_read does not promise the order of the search.
    return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id));
  };
  const all = await ask('id', [['OR', written, created]]);
  if (all.length < limit) return { rows: all, completeUntil: null };
  const parts = await Promise.all([ask('write_date', written), ask('create_date', created)]);
  const cut = parts.filter((rows) => rows.length >= limit).map((rows) => rows.at(-1)!.at);
  return { rows: parts.flat(), completeUntil: cut.sort()[0] ?? null };
}
