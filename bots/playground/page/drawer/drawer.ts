import { h, type JSX } from 'preact';
import type { DrawerTab } from '../client/store.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon } from '../shell/icons.ts';
import { MailTab } from './mail.ts';
import { OrdersTab } from './orders.ts';
import { RecordTab } from './record.ts';

export const drawerTabs: { id: DrawerTab; label: string }[] = [
  { id: 'orders', label: 'Orders' },
  { id: 'mail', label: 'Mail' },
  { id: 'record', label: 'Record' },
];
const views = { orders: OrdersTab, mail: MailTab, record: RecordTab };

/** Left and right arrows walk along a row of tabs, as the ARIA pattern asks. */
function walk(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')];
  const next = tabs[(tabs.indexOf(event.target as HTMLElement) + step + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
}

export function Drawer({ seen }: { seen: Seen }): JSX.Element {
  const { store, view } = useStore();
  return h('section', { class: 'drawer', 'aria-label': 'Behind the chat' }, [
    h(
      'div',
      { class: 'tabs', role: 'tablist', 'aria-label': 'Behind the chat', onKeyDown: walk },
      drawerTabs.map(({ id, label }) =>
        h(
          'button',
          {
            key: id,
            type: 'button',
            role: 'tab',
            id: `tab-${id}`,
            'aria-selected': view.drawer === id,
            'aria-controls': 'drawer-panel',
            tabIndex: view.drawer === id ? 0 : -1,
            onClick: () => store.show({ drawer: id, area: 'drawer' }),
          },
          [
            icon(id),
            label,
            view.unseen.includes(id) && view.drawer !== id
              ? h('span', { class: 'dot' }, h('span', { class: 'sr' }, ', something new'))
              : null,
          ],
        ),
      ),
    ),
    h(
      'div',
      { class: 'tab-panel', role: 'tabpanel', id: 'drawer-panel', 'aria-labelledby': `tab-${view.drawer}` },
      h(views[view.drawer], { key: `${view.drawer} ${seen.tenant.id}`, seen }),
    ),
  ]);
}
