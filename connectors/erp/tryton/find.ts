/** Candidates for a mail: sales that match a number, a reference, a product, the customer's name or mail domain. */
import { z } from 'zod';
import { toMoney } from '#core/model/money.ts';
import type { OrderSummary } from '#core/model/order.ts';
import type { TrytonClient } from './client.ts';
import { orderState, toCustomer } from './order.ts';
import { party, partyFields, sale } from './rows.ts';
import type { Setting } from './setting.ts';

export interface FindQuery {
  orderNumbers?: string[];
  references?: string[];
  skus?: string[];
  customerDomain?: string;
  customerName?: string;
  limit?: number;
}

const found = sale
  .pick({
    id: true,
    number: true,
    reference: true,
    state: true,
    shipment_state: true,
    sale_date: true,
    untaxed_amount: true,
    'currency.': true,
  })
  .extend({
    'party.': party,
    'lines.': z.array(
      z.object({
        'product.': z.object({ code: z.string().nullable() }).nullable(),
        'moves.': z.array(z.object({ state: z.string() })),
      }),
    ),
  });
const foundFields = (setting: Setting): string[] => [
  ...[
    'number',
    'reference',
    'state',
    'shipment_state',
    'sale_date',
    'untaxed_amount',
    'currency.code',
    'lines.product.code',
    'lines.moves.state',
  ],
  ...partyFields(setting.known).map((name) => `party.${name}`),
];

/** Exact matches on any key, whatever the case of letters; those by number or reference first, then the newest. */
export async function findOrders(
  client: TrytonClient,
  setting: Setting,
  query: FindQuery,
): Promise<OrderSummary[]> {
  const limit = query.limit ?? 20;
  const byName = [...keys('number', query.orderNumbers), ...keys('reference', query.references)];
  const byContent = [
    ...keys('lines.product.code', query.skus),
    ...keys('party.name', [query.customerName ?? '']),
    ...domainClause(query.customerDomain),
  ];
  const named = await search(client, setting, byName, limit);
  const rest = named.length < limit ? await search(client, setting, byContent, limit) : [];
  const seen = new Set(named.map((summary) => summary.id));
  return [...named, ...rest.filter((summary) => !seen.has(summary.id))].slice(0, limit);
}

async function search(
  client: TrytonClient,
  setting: Setting,
  anyOf: unknown[],
  limit: number,
): Promise<OrderSummary[]> {
  if (anyOf.length === 0) return [];
  const domain = [
    ['company', '=', setting.companyId],
    ['OR', ...anyOf],
  ];
  const rows = await client.call('sale.sale.search_read', [
    domain,
    0,
    limit,
    [['id', 'DESC']],
    foundFields(setting),
  ]);
  return z
    .array(found)
    .parse(rows)
    .sort((a, b) => b.id - a.id)
    .map((row) => ({
      id: String(row.id),
      number: row.number || null,
      reference: row.reference?.trim() || null,
      customer: toCustomer(row['party.']),
      state: orderState(row),
      total: toMoney(row.untaxed_amount, row['currency.'].code.toUpperCase()),
      skus: [...new Set(row['lines.'].flatMap((line) => line['product.']?.code ?? []))],
      orderedOn: row.sale_date,
    }));
}

/** `ilike` with its wildcards taken as letters is "equal, whatever the case". */
const keys = (field: string, values: string[] = []) =>
  values.filter((value) => value.trim() !== '').map((value) => [field, 'ilike', literal(value.trim())]);

function domainClause(domain: string | undefined): unknown[] {
  if (!domain?.trim()) return [];
  const contact = [
    ['type', '=', 'email'],
    ['value', 'ilike', `%@${literal(domain.trim())}`],
  ];
  return [['party.contact_mechanisms', 'where', contact]];
}

/** Taken as letters in a search with `like`. */
export const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');
