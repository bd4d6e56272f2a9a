/** The customer of a trouble, the items it orders, and what was agreed with it. */
import { addDays, weekdayOf } from '../days.ts';
import { insertRows } from '../seed.ts';
import type { Item, Recipe } from './recipe.ts';
import { type Site, SUPPLIER } from './site.ts';

const buyers = [
  'Alder Creek Packaging',
  'Bluffton Hydraulics',
  'Coldwater Dairy',
  'Delaware Tool and Die',
  'Elmore Print Works',
  'Fairborn Aerospace',
  'Galion Mixing',
  'Hartville Pumps',
];
/** On hand where the recipe says nothing. */
const PLENTY = 100_000;

export async function placeCustomer(
  site: Site,
  n: number,
  recipe: Recipe,
): Promise<{ code: string; name: string }> {
  const { tx, today, country } = site;
  const name = buyers[n % buyers.length] ?? 'Alder Creek Packaging';
  const code = `T-${n}`;
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}-${n}.example`;
  const rules = { ...recipe.rules };
  if (rules.deliveryWindow && !rules.deliveryWindow.weekdays.length) {
    const after = addDays(today, (recipe.promisedIn ?? 0) + 1);
    rules.deliveryWindow = { ...rules.deliveryWindow, weekdays: [weekdayOf(after)] };
  }
  const at = recipe.abroad
    ? { postalCode: 'L5T 2N1', city: 'Mississauga', country: 'CA' }
    : country === 'US'
      ? { postalCode: '45840', city: 'Findlay', country }
      : { postalCode: '28195', city: 'Bremen', country };
  await insertRows(tx, 'customer', [
    {
      code,
      name,
      tier: 'B',
      credit_limit: recipe.limit ?? null,
      price_list: `T-LIST-${n}`,
      domains: [domain],
      email: `purchasing@${domain}`,
      rules,
      ship_to: { name, street: `${100 + (n % 800)} Industrial Drive`, ...at },
      payment_terms: recipe.paymentTerms ?? 'NET30',
    },
  ]);
  if (recipe.unpaid) {
    const [amount, overdue] = recipe.unpaid;
    const due_on = addDays(today, -overdue);
    await insertRows(tx, 'invoice', [
      {
        number: `T-INV-${n}`,
        customer: code,
        amount,
        issued_on: addDays(due_on, -30),
        due_on,
        paid_on: null,
      },
    ]);
  }
  return { code, name };
}

/** The item numbers by their place in the recipe. A substitute is the number with an X. */
export async function placeItems(site: Site, n: number, items: Item[]): Promise<string[]> {
  const { tx, today, home, other } = site;
  const skus = items.map((_, at) => `TRB-${n}${String.fromCharCode(65 + at)}`);
  const rows = items.flatMap((item, at) => {
    const sku = skus[at] ?? '';
    const base = { unit: 'pc', family: item.substitute ? `T-FAM-${sku}` : null, supplier: SUPPLIER };
    const main = {
      ...base,
      sku,
      description: item.description,
      list_price: item.agreed ?? item.price,
      unit_cost: item.cost,
      goods: item.goods ?? null,
    };
    const { substitute } = item;
    return substitute
      ? [
          main,
          {
            ...base,
            sku: `${sku}X`,
            description: substitute.description,
            list_price: substitute.price,
            unit_cost: substitute.cost,
            goods: null,
          },
        ]
      : [main];
  });
  await insertRows(tx, 'product', rows);
  await insertRows(
    tx,
    'stock',
    items.flatMap((item, at) => [
      { sku: skus[at], warehouse: home, on_hand: item.onHand ?? PLENTY },
      ...(item.elsewhere ? [{ sku: skus[at], warehouse: other, on_hand: item.elsewhere }] : []),
      ...(item.substitute ? [{ sku: `${skus[at]}X`, warehouse: home, on_hand: PLENTY }] : []),
    ]),
  );
  await insertRows(
    tx,
    'price_row',
    items.map((item, at) => ({
      list: `T-LIST-${n}`,
      line: skus[at],
      sku: skus[at],
      min_quantity: '0',
      unit_price: item.agreed ?? item.price,
      valid_from: addDays(today, -300),
    })),
  );
  await insertRows(
    tx,
    'purchase',
    items.flatMap(({ incoming }, at) =>
      incoming
        ? [
            {
              number: `PO-T${n}${at}`,
              kind: 'purchase',
              state: 'ordered',
              sku: skus[at],
              quantity: incoming[0],
              warehouse: home,
              supplier: SUPPLIER,
              expected_on: addDays(today, incoming[1]),
            },
          ]
        : [],
    ),
  );
  return skus;
}

export async function placeTerms(
  site: Site,
  customer: { code: string; name: string },
  skus: string[],
  n: number,
  { agreement, reserved }: Recipe,
): Promise<void> {
  const { tx, today, currency } = site;
  if (agreement) {
    const { endedAgo, minimumOrder, freightFreeFrom, ...terms } = agreement;
    await insertRows(tx, 'agreement', [
      {
        id: `T-AG-${n}`,
        customer: customer.code,
        title: `Supply Agreement ${customer.name}`,
        valid_from: addDays(today, -300),
        valid_to: endedAgo === undefined ? null : addDays(today, -endedAgo),
        terms: {
          ...terms,
          ...(minimumOrder ? { minimumOrder: { ...minimumOrder, currency } } : {}),
          ...(freightFreeFrom ? { freightFreeFrom: { ...freightFreeFrom, currency } } : {}),
        },
      },
    ]);
  }
  if (reserved) {
    const holder = { code: `T-${n}R`, name: 'Kenton Process Systems', domains: [`kenton-${n}.example`] };
    await insertRows(tx, 'customer', [{ ...holder, price_list: `T-LIST-${n}` }]);
    await insertRows(tx, 'agreement', [
      {
        id: `T-AG-${n}R`,
        customer: holder.code,
        title: `Exclusive Supply Agreement ${holder.name}`,
        valid_from: addDays(today, -200),
        valid_to: null,
        terms: {},
        exclusive_skus: skus.slice(0, 1),
      },
    ]);
  }
}
