/** Starts the page in the browser. */
import { h, render } from 'preact';
import { App } from './app.ts';
import { createApi } from './client/api.ts';
import { createStore, type Memory } from './client/store.ts';
import { StoreContext } from './client/useStore.ts';

/** The token leaves the address bar at once, so that it is neither bookmarked nor seen over a shoulder. */
function takeToken(): string {
  const url = new URL(location.href);
  const given = url.searchParams.get('token');
  if (given !== null) {
    sessionStorage.setItem('unhold.token', given);
    url.searchParams.delete('token');
    history.replaceState(null, '', url);
  }
  return sessionStorage.getItem('unhold.token') ?? '';
}

/** Storage can be refused (private windows, policies): the page then simply forgets. */
const memory: Memory = {
  get(key) {
    try {
      return localStorage.getItem(`unhold.${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`unhold.${key}`, value);
    } catch {
      // Forgetting is the stated behaviour.
    }
  },
};

const root = document.getElementById('root');
if (root) {
  const store = createStore(createApi(takeToken()), memory);
  render(h(StoreContext.Provider, { value: store }, h(App, {})), root);
}
