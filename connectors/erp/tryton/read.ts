/** Reads sales with credit and contract prices: a handful of calls for a hundred orders. */
import { z } from 'zod';
import type { OrderContext } from '#core/model/order.ts';
import type { Clock } from '#core/ports.ts';
import { readAlike } from './alike.ts';
import { readCategories } from './categories.ts';
import type { TrytonClient } from './client.ts';
import { costIn, type DueItem, type Rates, toCreditStanding } from './credit.ts';
import { TrytonFault, unlessRefused } from './errors.ts';
import { gapsOf } from './gaps.ts';
import { readSupply } from './lineSupply.ts';
import { isCharge, toOrder } from './order.ts';
import { readPriceLists, readPrices } from './prices.ts';
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
import { readPartyNotes, toRules } from './rules.ts';
import type { Setting } from './setting.ts';
import { readShipments, type ShipmentRow, toShipments } from './shipments.ts';
import { date } from './values.ts';
import { versionOf } from './version.ts';

const dueRows = z.array(
  z.object({
    party: z.number(),
    maturity_date: z.string().nullable(),
    'reconciliation.': z.object({ date: z.string() }).nullable(),
  }),
);

// More receivable lines than this would make the mean one of a sample, so none is given.
const maxDueLines = 5000;

export interface ReadOrder {
  context: OrderContext;
  row: SaleRow;
  shipments: ShipmentRow[];
}

/**
 * Sales of the user's company, in the order asked; unknown ids are left out. `url`: page of an order, or null. `lean`:
 * without what only advises (substitutes, suppliers, other warehouses, notes) and no version covers.
 */
export async function readOrders(
  client: TrytonClient,
  setting: Setting,
  ids: string[],
  options: { clock: Clock; url: (id: number) => string | null; lean?: boolean },
): Promise<ReadOrder[]> {
  const sales = await readSales(client, setting, ids);
  if (sales.length === 0) return [];
  const now = options.clock.now();
  const partyIds = [...new Set(sales.flatMap((row) => [row.party, payerOf(row)]))];
  const payers = [...new Set(sales.map(payerOf))];
  const [parties, credits, due, rates, categories, shipments, alike, today] = await Promise.all([
    client
      .call('party.party.read', [partyIds, partyFields(setting.known)])
      .then((rows) => byId(z.array(party).parse(rows))),
    readCredits(client, payers),
    options.lean ? null : readDue(client, payers, now),
    setting.recent('rates', () => readRates(client, setting)),
    setting.recent('categories', () => readCategories(client)),
    readShipments(client, setting, sales),
    readAlike(client, setting, sales, now),
    setting.recent('today', () => client.call('ir.date.today', []).then((day) => z.string().parse(day))),
  ]);
  const pricing = await readPriceLists(client, sales, parties, setting);
  const [prices, notes, supply] = await Promise.all([
    readPrices(client, sales, { setting, pricing, categories, today }),
    options.lean ? new Map<number, string>() : readPartyNotes(client, [...parties.values()]),
    readSupply(
      {
        client,
        setting,
        categories,
        rates,
        today,
        lean: options.lean ?? false,
        listOf: (row) => pricing.listOf(row)?.id ?? null,
      },
      sales,
    ),
  ]);
  const readAt = now.toISOString();
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
    const stock = supply?.get(row.id) ?? null;
    const others = alike.get(row.id) ?? [];
    const own = row.shipments.flatMap((id) => shipments.get(id) ?? []);
    const order = toOrder(row, customer, {
      version: versionOf(row, {
        credit,
        prices: agreed,
        shipments: own,
        supply: stock?.lines ?? [],
        alike: others,
      }),
      url: options.url(row.id),
      costOf: (line) =>
        isCharge(line)
          ? null
          : costIn(line['product.'], line['unit.'], rates.byId.get(row['currency.'].id), rates),
    });
    const rules = toRules(customer, notes.get(customer.id) ?? null);
    return {
      row,
      shipments: own,
      context: {
        order,
        credit,
        prices: agreed,
        priceList: pricing.listOf(row)?.name ?? null,
        enteredAt: row.create_date,
        supply: stock?.lines ?? null,
        shipments: toShipments(row, shipments),
        rules,
        agreements: [],
        changes: [],
        purchases: [],
        alike: others,
        gaps: [
          ...gapsOf(row, { order, credit, rates, creditVisible: counted !== undefined }),
          ...(stock?.gaps ?? []),
        ],
        readAt,
      },
    };
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
    z
      .array(sale)
      .parse(await client.call('sale.sale.search_read', [domain, 0, null, null, saleFields(setting.known)])),
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

async function readRates(client: TrytonClient, setting: Setting): Promise<Rates> {
  const fields = ['code', 'digits', 'rate'];
  const rows = await client.call('currency.currency.search_read', [[], 0, null, null, fields], {
    active_test: false,
  });
  const rates = byId(z.array(currencyRate).parse(rows));
  const company = rates.get(setting.companyCurrency);
  if (!company) throw new TrytonFault('Tryton does not show the currency of the company.');
  return { company, byId: rates };
}

const byId = <T extends { id: number }>(rows: T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]));
