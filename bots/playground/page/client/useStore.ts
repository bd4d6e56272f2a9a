import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { PlaygroundPerson, PlaygroundState } from '../../state.ts';
import type { Store, View } from './store.ts';

export const StoreContext = createContext<Store | null>(null);

/** The store and its present view; the component draws again after each change. */
export function useStore(): { store: Store; view: View } {
  const store = useContext(StoreContext);
  if (!store) throw new Error('useStore is called outside of the page.');
  const [view, setView] = useState(store.view());
  useEffect(() => {
    setView(store.view());
    return store.subscribe(() => setView(store.view()));
  }, [store]);
  return { store, view };
}

export interface Seen {
  data: PlaygroundState;
  me: PlaygroundPerson;
  tenant: PlaygroundState['tenants'][number];
}

/** The state with the person and their company looked up; null until it is there. */
export function seenBy(view: View): Seen | null {
  const { data } = view;
  const me = data?.people.find((person) => person.id === view.me);
  const tenant = data?.tenants.find((t) => t.id === me?.tenant);
  return data && me && tenant ? { data, me, tenant } : null;
}

/** How to scroll for this reader. */
export const scrolling = (): ScrollBehavior =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';

/** Follows a media query. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setMatches(list.matches);
    follow();
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches;
}
