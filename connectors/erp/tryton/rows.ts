/** The records the connector reads from Tryton, parsed at the edge. Keys that end in "." are Tryton's nested reads. */
import { z } from 'zod';
import type { KnownFields } from './knownFields.ts';

const id = z.number().int();
const ref = id.nullable();
const text = z.string().nullable();
const amount = z.string();

export const uom = z.object({ id, symbol: z.string(), factor: z.number(), category: id });
export type UomRow = z.infer<typeof uom>;

export const product = z.object({
  id,
  code: text,
  name: text,
  type: z.string(),
  consumable: z.boolean().nullish(),
  supply_on_sale: z.boolean().nullish(),
  template: id,
  cost_price: amount.nullable(),
  categories_all: z.array(id),
  'default_uom.': uom,
});
export type ProductRow = z.infer<typeof product>;

export const address = z
  .object({
    id,
    party_name: text,
    street: text,
    postal_code: text,
    city: text,
    'country.': z.object({ code: text }).nullable(),
  })
  .nullable();
export type AddressRow = NonNullable<z.infer<typeof address>>;

const line = z.object({
  id,
  type: z.string(),
  _timestamp: z.string(),
  description: text,
  quantity: z.number().nullable(),
  unit_price: amount.nullable(),
  shipment_cost: amount.nullish(),
  taxes: z.array(id),
  shipping_date: text,
  moves_ignored: z.array(id),
  'product.': product.nullable(),
  'unit.': uom.nullable(),
  'moves.': z.array(
    z.object({ id, state: z.string(), quantity: z.number().nullable(), planned_date: text, 'uom.': uom }),
  ),
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

export const uomFields = (prefix: string) =>
  ['symbol', 'factor', 'category'].map((name) => `${prefix}.${name}`);
export const addressFields = ['party_name', 'street', 'postal_code', 'city', 'country.code'];
export const productFields = [
  'code',
  'name',
  'type',
  'template',
  'cost_price',
  'categories_all',
  ...uomFields('default_uom'),
];
const lineFields = [
  'type',
  '_timestamp',
  'description',
  'quantity',
  'unit_price',
  'taxes',
  'shipping_date',
  'moves_ignored',
  ...productFields.map((name) => `product.${name}`),
  'moves.state',
  'moves.quantity',
  'moves.planned_date',
  ...uomFields('moves.uom'),
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
  create_date: text,
  shipments: z.array(id),
  shipment_party: ref,
  untaxed_amount: amount,
  _timestamp: z.string(),
  party: id,
  invoice_party: ref,
  'currency.': z.object({ id, code: z.string() }),
  'create_uid.': z.object({ login: text }).nullable(),
  'payment_term.': z.object({ name: text }).nullable(),
  'shipment_address.': address,
  'warehouse.': z
    .object({
      id,
      name: text,
      'address.': z.object({ 'country.': z.object({ code: text }).nullable() }).nullable(),
    })
    .nullable(),
  'lines.': z.array(line),
});
export type SaleRow = z.infer<typeof sale>;
const saleFieldsOfAll = [
  'number',
  'reference',
  'description',
  'state',
  'shipment_state',
  'shipment_method',
  'sale_date',
  'shipping_date',
  'create_date',
  'shipments',
  'shipment_party',
  'untaxed_amount',
  '_timestamp',
  'party',
  'invoice_party',
  'currency.code',
  'create_uid.login',
  'payment_term.name',
  ...addressFields.map((name) => `shipment_address.${name}`),
  'warehouse.name',
  'warehouse.address.country.code',
  ...lineFields.map((name) => `lines.${name}`),
];
/** With what the modules of this database add. */
export const saleFields = (known: KnownFields): string[] => [
  ...saleFieldsOfAll,
  ...known.of('sale.line', ['shipment_cost']).map((name) => `lines.${name}`),
  ...known.of('product.product', ['consumable', 'supply_on_sale']).map((name) => `lines.product.${name}`),
];

export const party = z.object({
  id,
  name: text,
  code: text,
  sale_price_list: ref.optional(),
  'categories.': z.array(z.object({ name: text })),
  'contact_mechanisms.': z.array(z.object({ type: z.string(), value: text })),
});
export type PartyRow = z.infer<typeof party>;
export const partyFields = (known: KnownFields): string[] => [
  'name',
  'code',
  ...known.of('party.party', ['sale_price_list']),
  'categories.name',
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
  tax_included: z.boolean().nullish(),
  'lines.': z.array(
    z.object({
      id,
      category: ref,
      product: ref,
      quantity: z.number().nullable(),
      formula: z.string(),
      start_date: text.optional().transform((day) => day ?? null),
      end_date: text.optional().transform((day) => day ?? null),
      'category.': z.object({ name: text }).nullable(),
      'product.': z.object({ code: text, name: text }).nullable(),
    }),
  ),
});
export type PriceListRow = z.infer<typeof priceList>;
export type PriceListLineRow = PriceListRow['lines.'][number];
export const priceListFields = (known: KnownFields): string[] => [
  'name',
  'company',
  ...known.of('product.price_list', ['tax_included']),
  ...[
    'category',
    'product',
    'quantity',
    'formula',
    ...known.of('product.price_list.line', ['start_date', 'end_date']),
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
