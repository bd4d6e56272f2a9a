/** What the page knows and what it can do. Views read it whole; every change makes a new object. */
import type { PlaygroundClick, PlaygroundPerson, PlaygroundState } from '../../state.ts';
import { type Api, type FaultKind, failureWords } from './api.ts';
import { announcements, newsTabs, type OrderChange, orderChanges, type Tab } from './diff.ts';
import { asText } from './json.ts';

export type Product = Extract<Tab, 'slack' | 'teams'>;
export type DrawerTab = Exclude<Tab, Product>;
export type ThemeChoice = 'system' | 'light' | 'dark';

export interface View {
  phase: 'loading' | 'ready' | 'unauthorised';
  /** Set while the server does not answer. */
  offline: boolean;
  data: PlaygroundState | null;
  /** When `data` arrived, in the browser's milliseconds: the shown clock runs on from there. */
  receivedAt: number;
  me: string;
  theme: ThemeChoice;
  /** On narrow screens one of these is seen; on wide ones both. */
  area: 'chat' | 'drawer';
  product: Product;
  drawer: DrawerTab;
  channels: Record<Product, string | null>;
  exception: string | null;
  /** By message or dialog id: the action under way. */
  busy: Record<string, string>;
  failures: Record<string, string>;
  /** Newest first. */
  changes: OrderChange[];
  /** Grows with each change: two identical sentences are announced twice. */
  announced: { count: number; text: string };
  /** By person and channel: the last message that was in view. */
  read: Record<string, string>;
  /** Tabs with something new that was not in view yet. */
  unseen: Tab[];
  notice: { tone: 'good' | 'bad'; text: string } | null;
  guideDismissed: boolean;
  /** A message to bring into view; `count` makes a second wish for the same one new. */
  reveal: { product: Product; message: string; count: number } | null;
}

export interface Memory {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export interface Store {
  view(): View;
  subscribe(listener: () => void): () => void;
  /** Long-polls until `stop`. */
  start(): () => void;
  retryNow(): void;
  become(person: string): void;
  click(click: Omit<PlaygroundClick, 'person'>): Promise<void>;
  sendMail(raw: Uint8Array): Promise<boolean>;
  sample(file: string): Promise<Uint8Array | null>;
  setFault(connection: string, kind: FaultKind): Promise<void>;
  /** Puts a stuck order into the ERP. */
  causeTrouble(connection: string, name: string): Promise<void>;
  moveClock(seconds: number): Promise<void>;
  show(wish: Partial<Pick<View, 'area' | 'product' | 'drawer' | 'channels' | 'exception'>>): void;
  /** These tabs are in view now. */
  seen(tabs: Tab[]): void;
  /** This person has the channel open, up to this message. */
  read(channel: string, message: string): void;
  reveal(product: Product, message: string): void;
  setTheme(theme: ThemeChoice): void;
  dismissGuide(dismissed: boolean): void;
  clearNotice(): void;
}

const firstPerson = 'maya-chen';
/** After an acknowledged click the card itself changes next; until then its buttons stay quiet, this long at most. */
const settleMs = 1500;

export function createStore(
  api: Api,
  memory: Memory,
  wait = (ms: number) => new Promise<void>((r) => setTimeout(r, ms)),
): Store {
  const remembered = (key: string, choices: string[]) => choices.find((c) => c === memory.get(key));
  let view: View = {
    phase: 'loading',
    offline: false,
    data: null,
    receivedAt: 0,
    me: memory.get('person') ?? firstPerson,
    theme: (remembered('theme', ['system', 'light', 'dark']) as ThemeChoice | undefined) ?? 'system',
    area: 'chat',
    product: 'slack',
    drawer: 'orders',
    channels: { slack: null, teams: null },
    exception: null,
    busy: {},
    failures: {},
    changes: [],
    announced: { count: 0, text: '' },
    read: {},
    unseen: [],
    notice: null,
    guideDismissed: memory.get('guide') === 'dismissed',
    reveal: null,
  };
  const listeners = new Set<() => void>();
  const set = (patch: Partial<View>) => {
    view = { ...view, ...patch };
    for (const listener of listeners) listener();
  };
  const announce = (text: string) =>
    text === '' ? {} : { announced: { count: view.announced.count + 1, text } };
  const say = (text: string, tone: 'good' | 'bad') => set({ notice: { text, tone }, ...announce(text) });
  let wake = () => {};

  const receive = (data: PlaygroundState) => {
    const before = view.data;
    const me = data.people.some((p) => p.id === view.me) ? view.me : (data.people[0]?.id ?? view.me);
    const tenant = data.people.find((p) => p.id === me)?.tenant ?? '';
    const common = { data, me, receivedAt: Date.now(), phase: 'ready' as const, offline: false };
    if (!before) return set(common);
    const fresh = orderChanges(before, data);
    set({
      ...common,
      changes: [...fresh, ...view.changes].slice(0, 40),
      unseen: [...new Set([...view.unseen, ...newsTabs(before, data, { person: me, tenant })])],
      ...announce(announcements(before, data, { person: me, tenant }).join(' ')),
    });
  };

  const poll = async (signal: AbortSignal) => {
    let failures = 0;
    while (!signal.aborted) {
      // After a failure the first answer must come at once: it is what says that the connection is back.
      const after = view.offline ? null : (view.data?.revision ?? null);
      const result = await api.state(after, signal);
      if (signal.aborted) return;
      if ('ok' in result) {
        failures = 0;
        if (result.ok) receive(result.ok);
        else if (view.offline) set({ offline: false });
      } else if (result.failed === 'unauthorised') {
        return set({ phase: 'unauthorised' });
      } else {
        failures += 1;
        if (!view.offline)
          set({ offline: true, ...announce('The connection to Unhold is lost. Trying again.') });
        await Promise.race([
          wait(Math.min(1000 * 2 ** (failures - 1), 8000)),
          new Promise<void>((r) => (wake = r)),
        ]);
      }
    }
  };

  const untilAnswered = (before: PlaygroundState | null, id: string) =>
    new Promise<void>((resolve) => {
      const earlier = answersTo(before, id, view.me);
      const done = () => {
        listeners.delete(look);
        resolve();
      };
      const look = () => {
        if (answersTo(view.data, id, view.me) !== earlier) done();
      };
      listeners.add(look);
      look();
      void wait(settleMs).then(done);
    });
  const attempt = async (work: ReturnType<Api['clock']>, undone: string): Promise<boolean> => {
    const result = await work;
    if ('ok' in result) return true;
    say(failureWords(result, undone), 'bad');
    return false;
  };
  const mine = (): PlaygroundPerson | undefined => view.data?.people.find((p) => p.id === view.me);
  const openSession = () => attempt(api.session(view.me), 'Contract passages cannot be opened yet.');

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      const stop = new AbortController();
      void poll(stop.signal);
      void openSession();
      return () => stop.abort();
    },
    retryNow: () => wake(),
    become(person) {
      const next = view.data?.people.find((p) => p.id === person);
      if (!next || person === view.me) return;
      const moved = next.tenant !== mine()?.tenant;
      memory.set('person', person);
      set({
        me: person,
        failures: {},
        channels: { slack: null, teams: null },
        ...(moved ? { exception: null, unseen: [] } : {}),
        ...announce(`You are now ${next.name}, ${next.title}.`),
      });
      void openSession();
    },
    async click(click) {
      if (view.busy[click.message]) return;
      const before = view.data;
      const { [click.message]: _, ...failures } = view.failures;
      set({ busy: { ...view.busy, [click.message]: click.action }, failures });
      const result = await api.click({ ...click, person: view.me });
      if ('ok' in result) await untilAnswered(before, click.message);
      const { [click.message]: __, ...busy } = view.busy;
      if ('ok' in result) return set({ busy });
      const words = failureWords(result, 'Your click did not arrive.');
      set({ busy, failures: { ...view.failures, [click.message]: words }, ...announce(words) });
    },
    async sendMail(raw) {
      const tenant = view.data?.tenants.find((t) => t.id === mine()?.tenant);
      if (!tenant) return false;
      const sent = await attempt(api.mail(tenant.id, raw), 'The mail was not sent.');
      if (sent) say(`Sent to ${tenant.inbox}. Unhold is reading it.`, 'good');
      return sent;
    },
    async sample(file) {
      const result = await api.sample(file);
      if ('ok' in result) return result.ok;
      say(failureWords(result, 'The sample could not be opened.'), 'bad');
      return null;
    },
    async setFault(connection, kind) {
      await attempt(api.fault(connection, kind), 'The ERP stays as it was.');
    },
    async causeTrouble(connection, name) {
      const result = await api.trouble(connection, name);
      if ('ok' in result) say(`${asText(result.ok['order'])} is in the ERP now. Its card follows.`, 'good');
      else say(failureWords(result, 'No order was put into the ERP.'), 'bad');
    },
    async moveClock(seconds) {
      await attempt(api.clock(seconds), 'The clock stays as it was.');
    },
    show: (wish) => set(wish),
    seen(tabs) {
      const unseen = view.unseen.filter((tab) => !tabs.includes(tab));
      if (unseen.length < view.unseen.length) set({ unseen });
    },
    read(channel, message) {
      const key = readKey(view.me, channel);
      if (view.read[key] !== message) set({ read: { ...view.read, [key]: message } });
    },
    reveal(product, message) {
      const home = view.data?.channels.find(
        (c) => c.product === product && c.messages.some((m) => m.id === message),
      );
      set({
        area: 'chat',
        product,
        channels: { ...view.channels, [product]: home?.id ?? null },
        reveal: { product, message, count: (view.reveal?.count ?? 0) + 1 },
      });
    },
    setTheme(theme) {
      memory.set('theme', theme);
      set({ theme });
    },
    dismissGuide(dismissed) {
      memory.set('guide', dismissed ? 'dismissed' : '');
      set({ guideDismissed: dismissed });
    },
    clearNotice: () => set({ notice: null }),
  };
}

export const readKey = (person: string, channel: string): string => `${person} ${channel}`;

/** All that can answer a click: the message or dialog itself, private words, a dialog that opened. */
function answersTo(state: PlaygroundState | null, id: string, person: string): string {
  const messages = state?.channels.flatMap((channel) => channel.messages) ?? [];
  const dialogs = state?.dialogs.filter((dialog) => dialog.person === person) ?? [];
  return JSON.stringify([
    messages.find((message) => message.id === id),
    messages.filter((message) => message.onlyFor?.includes(person)).map((message) => message.id),
    dialogs,
  ]);
}
