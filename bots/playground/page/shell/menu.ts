/** Disclosure menus on native <details>: keyboard and screen readers come with it. */
import { type ComponentChildren, h, type JSX } from 'preact';

/** A click handler for an item: closes the menu it is in, gives the focus back to its button, then acts. */
export const pickFrom = (act: () => void) => (event: Event) => {
  const menu = (event.currentTarget as HTMLElement).closest('details');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
  act();
};

export const menu = (options: {
  class?: string;
  label: string;
  summary: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element =>
  h('details', { class: `menu ${options.class ?? ''}`, name: 'menu' }, [
    h('summary', { class: 'chip', 'aria-label': options.label }, options.summary),
    h('div', { class: 'menu-list' }, options.children),
  ]);

/** Closes open menus on a click elsewhere and on Escape. Returns the undo. */
export function closeMenusOutside(): () => void {
  const open = () => [...document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')];
  const onPointer = (event: Event) => {
    for (const each of open()) if (!each.contains(event.target as Node)) each.open = false;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    for (const each of open()) {
      each.open = false;
      each.querySelector('summary')?.focus();
    }
  };
  document.addEventListener('pointerdown', onPointer);
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('pointerdown', onPointer);
    document.removeEventListener('keydown', onKey);
  };
}
