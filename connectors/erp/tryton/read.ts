/** Reads sales with credit and contract prices: a handful of calls for a hundred orders. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CreditStanding, OrderContext, PriceQuote } from '#core/model/order.ts';
import type { Clock } from '#core/ports.ts';
import type { TrytonClient } from './client.ts';
import { type DueItem, type Rates, toCreditStanding, unitCost } from './credit.ts';
import { isRefusal, TrytonFault } from './errors.ts';
import { isCharge, itemLines, toOrder } from './order.ts';
import { readPrices } from './prices.ts';
import {
  currencyRate,
  type PartyCreditRow,
  party,
  partyCredit,
  partyCreditFields,
  partyFields,
  type SaleRow,
  sale,
  saleFields,
} from './rows.ts';
import { date } from './values.ts';

/** What does not change while a process lives. */
export interface Setting {
  companyId: number;
  companyCurrency: number;
  /** Digits of unit prices. */
  priceDigits: number;
}

export interface ReadOrder {
  context: OrderContext;
  row: SaleRow;
}

const companyRows = z.array(z.object({ currency: z.number() })).length(1);
const digitsOf = z.object({ unit_price: z.object({ digits: z.string() }) });
const dueRows = z.array(
  z.object({
    party: z.number(),
    maturity_date: z.string().nullable(),
    'reconciliation.': z.object({ date: z.string() }).nullable(),
  }),
);

// More receivable lines than this would make the mean one of a sample, so none is given.
const maxDueLines = 5000;

export async function readSetting(client: TrytonClient): Promise<Setting> {
  const { companyId } = await client.session();
  const [companies, fields] = await Promise.all([
    client.call('company.company.read', [[companyId], ['currency']]),
    client.call('sale.line.fields_get', [['unit_price']]),
  ]);
  const [, digits] = z
    .tuple([z.number(), z.number()])
    .parse(JSON.parse(digitsOf.parse(fields).unit_price.digits));
  return { companyId, companyCurrency: companyRows.parse(companies)[0]!.currency, priceDigits: digits };
}

/** Sales of the user's company, in the order asked; unknown ids are left out. `url`: page of an order, or null. */
export async function readOrders(
  client: TrytonClient,
  setting: Setting,
  ids: string[],
  options: { clock: Clock; url: (id: number) => string | null },
): Promise<ReadOrder[]> {
  const sales = await readSales(client, setting, ids);
  if (sales.length === 0) return [];
  const partyIds = [...new Set(sales.flatMap((row) => [row.party, payerOf(row)]))];
  const currencyIds = [...new Set([setting.companyCurrency, ...sales.map((row) => row['currency.'].id)])];
  const [parties, credits, due, rates] = await Promise.all([
    client.call('party.party.read', [partyIds, partyFields]).then((rows) => byId(z.array(party).parse(rows))),
    readCredits(client, [...new Set(sales.map(payerOf))]),
    readDue(client, [...new Set(sales.map(payerOf))], options.clock.now()),
    readRates(client, currencyIds, setting),
  ]);
  const prices = await readPrices(client, sales, parties, setting);
  const readAt = options.clock.now().toISOString();
  return sales.map((row) => {
    const customer = parties.get(row.party)!;
    const payer = payerOf(row);
    const counted = credits?.get(payer);
    const credit = counted
      ? toCreditStanding(
          row,
          { ...counted, name: parties.get(payer)?.name ?? '' },
          rates,
          due?.get(payer) ?? (due && []),
        )
      : null;
    const agreed = prices.get(row.id) ?? [];
    const order = toOrder(row, customer, {
      version: versionOf(row, credit, agreed),
      url: options.url(row.id),
      costOf: (line) => (isCharge(line) ? null : unitCost(line, rates.byId.get(row['currency.'].id), rates)),
    });
    return { row, context: { order, credit, prices: agreed, readAt } };
  });
}

async function readSales(client: TrytonClient, setting: Setting, ids: string[]): Promise<SaleRow[]> {
  const known = ids.filter((id) => /^\d{1,9}$/.test(id)).map(Number);
  if (known.length === 0) return [];
  const domain = [
    ['id', 'in', known],
    ['company', '=', setting.companyId],
  ];
  const rows = byId(
    z.array(sale).parse(await client.call('sale.sale.search_read', [domain, 0, null, null, saleFields])),
  );
  return [...new Set(known)].flatMap((id) => rows.get(id) ?? []);
}

/** Whose credit `confirm` checks. */
const payerOf = (row: SaleRow): number => row.invoice_party ?? row.party;

/** null: this user may not see credit. */
async function readCredits(client: TrytonClient, ids: number[]): Promise<Map<number, PartyCreditRow> | null> {
  const rows = await unlessRefused(client.call('party.party.read', [ids, partyCreditFields]));
  return rows === null ? null : byId(z.array(partyCredit).parse(rows));
}

/** Unpaid receivables and those paid within a year, by party. null: not visible, or too many to be exact. */
async function readDue(
  client: TrytonClient,
  ids: number[],
  now: Date,
): Promise<Map<number, DueItem[]> | null> {
  const yearAgo = new Date(now.getTime() - 365 * 86_400_000).toISOString().slice(0, 10);
  const domain = [
    ['party', 'in', ids],
    ['account.type.receivable', '=', true],
    ['debit', '>', 0],
    ['move_state', '=', 'posted'],
    ['OR', ['reconciliation', '=', null], ['reconciliation.date', '>=', date(yearAgo)]],
  ];
  const fields = ['party', 'maturity_date', 'reconciliation.date'];
  const found = await unlessRefused(
    client.call('account.move.line.search_read', [domain, 0, maxDueLines + 1, [['id', 'ASC']], fields]),
  );
  if (found === null) return null;
  const rows = dueRows.parse(found);
  if (rows.length > maxDueLines) return null;
  const due = new Map<number, DueItem[]>();
  for (const row of rows) {
    if (row.maturity_date === null) continue;
    const items = due.get(row.party) ?? [];
    due.set(row.party, [
      ...items,
      { dueOn: row.maturity_date, paidOn: row['reconciliation.']?.date ?? null },
    ]);
  }
  return due;
}

async function readRates(client: TrytonClient, ids: number[], setting: Setting): Promise<Rates> {
  const rows = await client.call('currency.currency.read', [ids, ['code', 'digits', 'rate']]);
  const rates = byId(z.array(currencyRate).parse(rows));
  const company = rates.get(setting.companyCurrency);
  if (!company) throw new TrytonFault('Tryton does not show the currency of the company.');
  return { company, byId: rates };
}

/**
 * Covers every write to the sale and its lines (`_timestamp`), what they say, the agreed prices and the limit; while
 * the order can still be released also what the customer owes, which moves without any write to the order.
 */
function versionOf(row: SaleRow, credit: CreditStanding | null, prices: PriceQuote[]): string {
  const undecided = row.state === 'draft' || row.state === 'quotation';
  const parts = [
    row.state,
    row._timestamp,
    row.untaxed_amount,
    itemLines(row).map((line) => [
      line.id,
      line._timestamp,
      line['product.']?.id,
      line.quantity,
      line['unit.']?.id,
      line.unit_price,
    ]),
    prices.map((price) => [price.lineId, price.unitPrice]),
    credit?.limit?.amount ?? null,
    undecided && credit
      ? [credit.receivable.amount, credit.otherOpenOrders.amount, credit.warning?.name]
      : null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

async function unlessRefused(call: Promise<unknown>): Promise<unknown | null> {
  try {
    return await call;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

const byId = <T extends { id: number }>(rows: T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]));
