/** Other orders of the same customers with the same reference or the same goods. */
import { z } from 'zod';
import { toMoney } from '#core/model/money.ts';
import type { AlikeOrder } from '#core/model/order.ts';
import type { TrytonClient } from './client.ts';
import { literal } from './find.ts';
import { convertQuantity, isCharge, itemLines, orderState } from './order.ts';
import { type LineRow, type SaleRow, uom, uomFields } from './rows.ts';
import type { Setting } from './setting.ts';
import { date } from './values.ts';

const id = z.number().int();
const text = z.string().nullable();
const otherRows = z.array(
  z.object({
    id,
    number: text,
    reference: text,
    sale_date: text,
    create_date: text,
    state: z.enum(['draft', 'quotation', 'confirmed', 'processing', 'done', 'cancelled']),
    shipment_state: text,
    party: id,
    untaxed_amount: z.string(),
    'currency.': z.object({ code: z.string() }),
    'lines.': z.array(
      z.object({
        id,
        type: z.string(),
        quantity: z.number().nullable(),
        shipment_cost: z.string().nullish(),
        'moves.': z.array(z.object({ state: z.string() })),
        'unit.': uom.nullable(),
        'product.': z.object({ id, code: text, 'default_uom.': uom }).nullable(),
      }),
    ),
  }),
);
type OtherRow = z.infer<typeof otherRows>[number];
type OtherLine = OtherRow['lines.'][number];

// Duplicates are days apart; a customer's habits show within some months.
const windowDays = 120;
const most = 50;
// Newest first: what is cut off is the oldest of very busy customers.
const mostRead = 2000;

/** By sale id, newest first. */
export async function readAlike(
  client: TrytonClient,
  { companyId, known }: Setting,
  sales: SaleRow[],
  now: Date,
): Promise<Map<number, AlikeOrder[]>> {
  const earliest = sales.flatMap((sale) => sale.sale_date ?? []).sort()[0];
  const ago = daysBefore(now.toISOString().slice(0, 10));
  const since = date(earliest && daysBefore(earliest) < ago ? daysBefore(earliest) : ago);
  const goods = sales.flatMap((sale) => goodsOf(sale).map((line) => line['product.']!.id));
  const references = sales.flatMap((sale) => sale.reference?.trim() || []);
  const domain = [
    ['company', '=', companyId],
    ['party', 'in', [...new Set(sales.map((sale) => sale.party))]],
    ['state', '!=', 'cancelled'],
    [
      'OR',
      ['sale_date', '>=', since],
      [
        ['sale_date', '=', null],
        [
          'create_date',
          '>=',
          { ...since, __class__: 'datetime', hour: 0, minute: 0, second: 0, microsecond: 0 },
        ],
      ],
    ],
    [
      'OR',
      ['lines.product', 'in', [...new Set(goods)]],
      ...[...new Set(references)].map((reference) => ['reference', 'ilike', literal(reference)]),
    ],
  ];
  const fields = [
    'number',
    'reference',
    'sale_date',
    'create_date',
    'state',
    'shipment_state',
    'party',
    'untaxed_amount',
    'currency.code',
    ...[
      'type',
      'quantity',
      ...known.of('sale.line', ['shipment_cost']),
      'moves.state',
      ...uomFields('unit'),
      'product.code',
      ...uomFields('product.default_uom'),
    ].map((name) => `lines.${name}`),
  ];
  const order = [
    ['sale_date', 'DESC'],
    ['id', 'DESC'],
  ];
  const rows = otherRows.parse(
    await client.call('sale.sale.search_read', [domain, 0, mostRead, order, fields]),
  );
  const byParty = Map.groupBy(rows, (row) => row.party);
  return new Map(sales.map((sale) => [sale.id, alikeOf(sale, byParty.get(sale.party) ?? [])]));
}

function alikeOf(sale: SaleRow, others: OtherRow[]): AlikeOrder[] {
  const reference = normal(sale.reference);
  const basket = basketOf(goodsOf(sale));
  return others
    .filter((other) => other.id !== sale.id && orderState(other) !== 'cancelled')
    .filter(
      (other) =>
        (reference !== '' && normal(other.reference) === reference) ||
        (basket !== '' && basketOf(otherGoods(other)) === basket),
    )
    .sort((a, b) =>
      (a.sale_date ?? '') < (b.sale_date ?? '')
        ? 1
        : (a.sale_date ?? '') > (b.sale_date ?? '')
          ? -1
          : b.id - a.id,
    )
    .slice(0, most)
    .map((other) => toAlike(sale, other));
}

function toAlike(sale: SaleRow, other: OtherRow): AlikeOrder {
  return {
    id: String(other.id),
    number: other.number || null,
    reference: other.reference?.trim() || null,
    orderedOn: other.sale_date,
    enteredAt: other.create_date,
    state: orderState(other),
    lines: otherGoods(other).map((line) => ({
      sku: line['product.']?.code ?? '',
      ...inUnitOf(sale, line),
    })),
    total: toMoney(other.untaxed_amount, other['currency.'].code.toUpperCase()),
  };
}

/** In the unit that the asked order has for the same item, so that quantities compare. */
function inUnitOf(sale: SaleRow, line: OtherLine): { quantity: string; unit?: string } {
  const same = goodsOf(sale).find((own) => own['product.']?.id === line['product.']?.id)?.['unit.'];
  const from = line['unit.'];
  const quantity = same && from ? convertQuantity(line.quantity ?? 0, from, same) : null;
  const unit = (quantity ? same : from)?.symbol;
  return {
    quantity: quantity?.round(6).toFixed() ?? String(line.quantity ?? 0),
    ...(unit ? { unit } : {}),
  };
}

const goodsOf = (sale: SaleRow): LineRow[] => itemLines(sale).filter((line) => !isCharge(line));
const otherGoods = (other: OtherRow): OtherLine[] =>
  other['lines.'].filter((line) => line.type === 'line' && !line.shipment_cost && line['product.'] !== null);

/** The goods in one string, whatever their order, with quantities in the items' own units. */
function basketOf(lines: (LineRow | OtherLine)[]): string {
  return lines
    .map((line) => {
      const item = line['product.'];
      const quantity =
        item && line['unit.'] && convertQuantity(line.quantity ?? 0, line['unit.'], item['default_uom.']);
      return `${item?.id}:${quantity ? quantity.round(6).toFixed() : `${line.quantity} ${line['unit.']?.id}`}`;
    })
    .sort()
    .join('|');
}

const normal = (reference: string | null) => reference?.trim().toLowerCase() ?? '';

const daysBefore = (day: string) =>
  new Date(Date.parse(day) - windowDays * 86_400_000).toISOString().slice(0, 10);
