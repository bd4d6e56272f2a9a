/** Tests talk to a running product as scripts do: through the playground's API. They wait for conditions, never for a time. */
import type { PlaygroundClick, PlaygroundMessage, PlaygroundState } from '#bots/playground/state.ts';

export interface Card {
  product: 'slack' | 'teams';
  channel: string;
  tenant: string;
  message: PlaygroundMessage;
  exception: NonNullable<PlaygroundMessage['exception']>;
  /** Everything that stands on it, as JSON. */
  content: string;
}

export interface Answer {
  /** HTTP status of the playground's API: 200 the bot took the click; null: the process died over it. */
  code: number | null;
  /** What only the person was told. */
  private: string | null;
  error: string | null;
}

export interface Playground {
  url: string;
  state(): Promise<PlaygroundState>;
  /** Waits until `find` gives something. Throws with what the cards say when it does not within `seconds`. */
  until<T>(
    what: string,
    find: (state: PlaygroundState) => T | null | undefined | false | Promise<T | null | undefined | false>,
    seconds?: number,
  ): Promise<T>;
  /** The card of an order in each channel that shows it, once it is there. `status`: only when all of them say so. */
  cards(order: string, status?: string): Promise<Card[]>;
  click(click: PlaygroundClick): Promise<Answer>;
  /** Presses a button of the order's card as it is now. `action`: "choose:release". */
  press(order: string, action: string, person: string, surface?: 'slack' | 'teams'): Promise<Answer>;
  mail(tenant: string, raw: string): Promise<{ code: number; signal?: string; duplicate?: boolean }>;
  /** `kind` "none" clears. */
  fault(connection: string, kind: string, remaining?: number | null): Promise<void>;
  moveClock(seconds: number): Promise<void>;
}

const cardsIn = (state: PlaygroundState): Card[] =>
  state.channels.flatMap((channel) =>
    channel.messages.flatMap((message) =>
      message.exception
        ? [
            {
              product: channel.product,
              channel: channel.id,
              tenant: channel.tenant,
              message,
              exception: message.exception,
              content: JSON.stringify(message.blocks ?? message.card),
            },
          ]
        : [],
    ),
  );

/** Every message that is a card of this order, also one that should not be there. */
export const cardsOf = (state: PlaygroundState, order: string): Card[] =>
  cardsIn(state).filter(({ message, content }) => `${message.text} ${content}`.includes(order));

export function connectPlayground(url: string, token: string): Playground {
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}/playground/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) });
  const read = async (response: Response): Promise<PlaygroundState> => {
    if (!response.ok) throw new Error(`GET state answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as PlaygroundState;
  };

  /** null: nothing changed for a second, or it could not be told just now (a database that was cut). */
  const stateAfter = async (revision: number | null): Promise<PlaygroundState | null> => {
    const signal = AbortSignal.timeout(revision === null ? 30_000 : 1000);
    try {
      const response = await call(revision === null ? 'state' : `state?after=${revision}`, { signal });
      return response.status === 204 || response.status >= 500 ? null : await read(response);
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') return null;
      throw error;
    }
  };

  const playground: Playground = {
    url,
    state: async () => read(await call('state')),
    async until(what, find, seconds = 60) {
      const end = Date.now() + seconds * 1000;
      for (let state = await stateAfter(null); ; ) {
        const found = state && (await find(state));
        if (found) return found;
        if (Date.now() > end) throw new Error(`Not within ${seconds} s: ${what}.\n${state && told(state)}`);
        state = (await stateAfter(state?.revision ?? null)) ?? (await stateAfter(null));
      }
    },
    cards: (order, status) =>
      playground.until(`the cards of ${order}${status ? ` say ${status}` : ''}`, (state) => {
        const cards = cardsOf(state, order);
        const products = new Set(cards.map((card) => card.product));
        return products.size === 2 && (!status || cards.every((c) => c.exception.status === status)) && cards;
      }),
    async click(click) {
      const response = await post('click', click).catch(() => null);
      if (!response) return { code: null, private: null, error: null };
      const said = (await response.json().catch(() => ({}))) as Partial<Answer>;
      return { code: response.status, private: said.private ?? null, error: said.error ?? null };
    },
    async press(order, action, person, surface = 'teams') {
      const card = (await playground.cards(order)).find((c) => c.product === surface);
      if (!card) throw new Error(`${surface} shows no card of ${order}.`);
      return playground.click({ surface, message: card.message.id, action, person });
    },
    async mail(tenant, raw) {
      const response = await post('mail', { tenant, raw });
      return { code: response.status, ...((await response.json()) as object) };
    },
    async fault(connection, kind, remaining = null) {
      const response = await post('erp/faults', { connection, kind, remaining });
      if (!response.ok) throw new Error(`The fault was refused: ${await response.text()}`);
    },
    async moveClock(seconds) {
      const response = await post('clock', { seconds });
      if (!response.ok) throw new Error(`The clock did not move: ${await response.text()}`);
    },
  };
  return playground;
}

/** For the message of a test that failed. */
const told = (state: PlaygroundState): string => {
  const cards = cardsIn(state).map(
    ({ product, exception: e, message }) => `${product} ${e.number} ${e.status} ${message.text}`,
  );
  const records = state.records.toSorted((a, b) => a.at.localeCompare(b.at)).slice(-15);
  return [...cards, ...records.map((r) => `${r.tenant} ${r.seq} ${r.event} ${r.sentence}`)].join('\n');
};
