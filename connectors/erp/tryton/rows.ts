/** The records the connector reads from Tryton, parsed at the edge. Keys that end in "." are Tryton's nested reads. */
import { z } from 'zod';

const id = z.number().int();
const ref = id.nullable();
const text = z.string().nullable();
const amount = z.string();

const uom = z.object({ id, symbol: z.string(), factor: z.number(), category: id });
export type UomRow = z.infer<typeof uom>;

const product = z.object({
  id,
  code: text,
  name: text,
  cost_price: amount.nullable(),
  categories_all: z.array(id),
  'default_uom.': uom,
});

const line = z.object({
  id,
  type: z.string(),
  _timestamp: z.string(),
  description: text,
  quantity: z.number().nullable(),
  unit_price: amount.nullable(),
  shipment_cost: amount.nullable(),
  taxes: z.array(id),
  'product.': product.nullable(),
  'unit.': uom.nullable(),
  'invoice_lines.': z.array(
    z.object({
      type: z.string(),
      quantity: z.number().nullable(),
      'unit.': uom.nullable(),
      'invoice.': z.object({ move: ref }).nullable(),
    }),
  ),
});
export type LineRow = z.infer<typeof line>;

const uomFields = (prefix: string) => ['symbol', 'factor', 'category'].map((name) => `${prefix}.${name}`);
const lineFields = [
  'type',
  '_timestamp',
  'description',
  'quantity',
  'unit_price',
  'shipment_cost',
  'taxes',
  'product.code',
  'product.name',
  'product.cost_price',
  'product.categories_all',
  ...uomFields('product.default_uom'),
  ...uomFields('unit'),
  'invoice_lines.type',
  'invoice_lines.quantity',
  ...uomFields('invoice_lines.unit'),
  'invoice_lines.invoice.move',
];

export const sale = z.object({
  id,
  number: text,
  reference: text,
  description: text,
  state: z.enum(['draft', 'quotation', 'confirmed', 'processing', 'done', 'cancelled']),
  shipment_state: text,
  shipment_method: text,
  sale_date: text,
  shipping_date: text,
  untaxed_amount: amount,
  _timestamp: z.string(),
  party: id,
  invoice_party: ref,
  'currency.': z.object({ id, code: z.string() }),
  'create_uid.': z.object({ login: text }).nullable(),
  'lines.': z.array(line),
});
export type SaleRow = z.infer<typeof sale>;
export const saleFields = [
  'number',
  'reference',
  'description',
  'state',
  'shipment_state',
  'shipment_method',
  'sale_date',
  'shipping_date',
  'untaxed_amount',
  '_timestamp',
  'party',
  'invoice_party',
  'currency.code',
  'create_uid.login',
  ...lineFields.map((name) => `lines.${name}`),
];

export const party = z.object({
  id,
  name: text,
  code: text,
  sale_price_list: ref,
  'contact_mechanisms.': z.array(z.object({ type: z.string(), value: text })),
});
export type PartyRow = z.infer<typeof party>;
export const partyFields = [
  'name',
  'code',
  'sale_price_list',
  'contact_mechanisms.type',
  'contact_mechanisms.value',
];

export const partyCredit = z.object({
  id,
  credit_amount: amount,
  credit_limit_amount: amount.nullable(),
  receivable: amount,
});
export type PartyCreditRow = z.infer<typeof partyCredit>;
export const partyCreditFields = ['credit_amount', 'credit_limit_amount', 'receivable'];

export const priceList = z.object({
  id,
  name: z.string(),
  company: id,
  tax_included: z.boolean().nullable(),
  'lines.': z.array(
    z.object({
      id,
      category: ref,
      product: ref,
      quantity: z.number().nullable(),
      formula: z.string(),
      start_date: text,
      end_date: text,
      'category.': z.object({ name: text }).nullable(),
      'product.': z.object({ code: text, name: text }).nullable(),
    }),
  ),
});
export type PriceListRow = z.infer<typeof priceList>;
export type PriceListLineRow = PriceListRow['lines.'][number];
export const priceListFields = [
  'name',
  'company',
  'tax_included',
  ...[
    'category',
    'product',
    'quantity',
    'formula',
    'start_date',
    'end_date',
    'category.name',
    'product.code',
    'product.name',
  ].map((name) => `lines.${name}`),
];

export const currencyRate = z.object({
  id,
  code: z.string(),
  digits: z.number(),
  rate: z.union([amount, z.literal(0)]).nullable(),
});
export type CurrencyRateRow = z.infer<typeof currencyRate>;
