/** Puts a stuck order into the ERP, so that its card can be seen coming. */
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Seen, useStore } from '../client/useStore.ts';

export function Trouble({ seen }: { seen: Seen }): JSX.Element | null {
  const { store } = useStore();
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const companies = new Map(
    seen.data.orders
      .filter((order) => order.tenant === seen.tenant.id)
      .map((order) => [order.connection, order.company]),
  );
  const troubles = seen.data.troubles.filter((one) => companies.has(one.connection));
  const [first] = troubles;
  if (!first) return null;
  const keyOf = (one: { connection: string; name: string }) => `${one.connection} ${one.name}`;
  const picked = troubles.find((one) => keyOf(one) === chosen) ?? first;
  const cause = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    await store.causeTrouble(picked.connection, picked.name);
    setBusy(false);
  };
  const option = (one: typeof picked) =>
    h('option', { value: keyOf(one), selected: one === picked }, one.title);
  const groups = [...companies].flatMap(([connection, company]) => {
    const list = troubles.filter((one) => one.connection === connection);
    return list.length > 0 ? [{ company, list }] : [];
  });
  return h('form', { class: 'trouble', onSubmit: (event: Event) => void cause(event) }, [
    h('label', { for: 'trouble' }, 'Cause trouble: put a stuck order into the ERP'),
    h('div', { class: 'trouble-row' }, [
      h(
        'select',
        {
          id: 'trouble',
          value: keyOf(picked),
          onChange: (event: Event) => setChosen((event.currentTarget as HTMLSelectElement).value),
        },
        groups.length < 2
          ? troubles.map(option)
          : groups.map(({ company, list }) => h('optgroup', { label: company }, list.map(option))),
      ),
      h('button', { type: 'submit', class: 'button', 'aria-busy': busy }, 'Cause Trouble'),
    ]),
  ]);
}
