/** The ERP's own view of its orders; what an action changed stands first, before and after. */
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PlaygroundOrder } from '../../state.ts';
import { type Case, casesOf, statusWords } from '../client/cases.ts';
import { type OrderChange, orderKey } from '../client/diff.ts';
import { amountText, orderStateWords, priceText } from '../client/format.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon } from '../shell/icons.ts';
import { Trouble } from './trouble.ts';

export function OrdersTab({ seen }: { seen: Seen }): JSX.Element {
  const { store, view } = useStore();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const orders = seen.data.orders.filter((order) => order.tenant === seen.tenant.id);
  const cases = casesOf(seen.data, seen.tenant.id);
  const changed = new Set(view.changes.map((change) => change.order));
  const caseOf = (order: PlaygroundOrder) => cases.find((c) => c.orders.includes(orderKey(order)));
  const wanted = query.trim().toLowerCase();
  const matching = orders
    .filter((o) => `${o.number} ${o.customer} ${o.reference ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => b.number.localeCompare(a.number));
  const groups: [string, PlaygroundOrder[]][] = [
    ['Changed just now', matching.filter((o) => changed.has(orderKey(o)))],
    ['Stuck', matching.filter((o) => !changed.has(orderKey(o)) && caseOf(o)?.open)],
    ['All other orders', matching.filter((o) => !changed.has(orderKey(o)) && !caseOf(o)?.open)],
  ];
  const row = (order: PlaygroundOrder) =>
    h(OrderRow, {
      key: orderKey(order),
      order,
      case: caseOf(order) ?? null,
      changes: view.changes.filter((change) => change.order === orderKey(order)),
      open: open === orderKey(order),
      severalCompanies: seen.tenant.companies.length > 1,
      toggle: () => setOpen(open === orderKey(order) ? null : orderKey(order)),
      showRecord: (exception) => store.show({ drawer: 'record', area: 'drawer', exception }),
    });
  return h('div', { class: 'orders' }, [
    h('div', { class: 'search' }, [
      icon('search'),
      h('input', {
        type: 'search',
        placeholder: `Find one of ${orders.length} orders`,
        'aria-label': 'Find an order by number, customer or purchase order',
        value: query,
        onInput: (event: Event) => setQuery((event.currentTarget as HTMLInputElement).value),
      }),
    ]),
    h(Trouble, { seen }),
    matching.length === 0
      ? h('div', { class: 'empty' }, [
          h('p', null, wanted === '' ? 'The ERP has no orders.' : 'No order matches.'),
          wanted === ''
            ? h('p', null, 'They appear here as soon as the ERP can be reached.')
            : h('button', { type: 'button', class: 'link', onClick: () => setQuery('') }, 'Show all orders'),
        ])
      : groups
          .filter(([, list]) => list.length > 0)
          .map(([title, list]) =>
            h('section', { key: title, 'aria-label': title }, [
              h('h3', { class: 'group' }, [title, h('span', null, String(list.length))]),
              h('ul', { class: 'rows' }, list.map(row)),
            ]),
          ),
  ]);
}

function OrderRow(p: {
  order: PlaygroundOrder;
  case: Case | null;
  changes: OrderChange[];
  open: boolean;
  severalCompanies: boolean;
  toggle(): void;
  showRecord(exception: string): void;
}): JSX.Element {
  const { order } = p;
  const tone = order.hold ? 'bad' : 'calm';
  const newest = [...new Map([...p.changes].reverse().map((c) => [c.what, c])).values()];
  return h('li', { class: `order ${p.changes.length > 0 ? 'is-changed' : ''}`, 'data-order': order.number }, [
    h('button', { type: 'button', class: 'order-row', 'aria-expanded': p.open, onClick: p.toggle }, [
      h('span', { class: 'order-number' }, order.number),
      h('span', { class: 'order-amount' }, amountText(order.amount)),
      h('span', { class: 'order-customer' }, order.customer),
      h('span', { class: `state is-${tone}` }, orderStateWords(order)),
    ]),
    newest.length > 0
      ? h(
          'ul',
          { class: 'changes', key: p.changes.length },
          newest.map((change) =>
            h('li', null, [
              change.what === 'State' ? null : h('span', { class: 'change-what' }, change.what),
              h('s', null, change.before),
              h('span', { class: 'sr' }, ' became '),
              icon('arrow'),
              h('b', null, change.after),
            ]),
          ),
        )
      : null,
    p.open ? details(p) : null,
  ]);
}

function details(p: Parameters<typeof OrderRow>[0]): JSX.Element {
  const { order, case: stuck } = p;
  return h('div', { class: 'order-more' }, [
    h('dl', null, [
      order.reference ? [h('dt', null, 'Customer PO'), h('dd', null, order.reference)] : null,
      p.severalCompanies ? [h('dt', null, 'Company'), h('dd', null, order.company)] : null,
      stuck
        ? [
            h('dt', null, 'Exception'),
            h('dd', null, `${stuck.number}, ${statusWords(stuck.status).toLowerCase()}`),
          ]
        : null,
    ]),
    h(
      'ul',
      { class: 'lines' },
      order.lines.map((line) =>
        h('li', null, [
          h('span', { class: 'line-sku' }, line.sku),
          h('span', { class: 'line-text' }, line.description),
          h(
            'span',
            { class: 'line-price' },
            `${line.quantity} ${line.unit} × ${priceText(line.unitPrice, order.amount.currency)}`,
          ),
        ]),
      ),
    ),
    stuck
      ? h(
          'button',
          { type: 'button', class: 'link', onClick: () => p.showRecord(stuck.id) },
          `Record of ${stuck.number}`,
        )
      : null,
  ]);
}
