/** Clicks under way, so that what a bot does in answer can be told to whoever clicked. */

/** One click and what came of it so far. */
export interface Turn {
  id: string;
  person: string;
  /** null: a dialog, whose answer may come anywhere. */
  channel: string | null;
  /** The private answer. */
  private: string | null;
  /** The dialog that was opened. */
  dialog: string | null;
}

export interface Turns {
  begin(person: string, channel: string | null): Turn;
  end(turn: Turn): void;
  byId(id: unknown): Turn | null;
  /** A private message that names no click: it answers the oldest one of this person here that has none yet. */
  answered(person: string, channel: string, text: string): void;
  /** Resolves when `turn` has an answer or a dialog, when `work` is done, or after `ms`. */
  outcome(turn: Turn, work: Promise<unknown>, ms: number): Promise<void>;
  /** Tells waiting clicks that something happened. */
  changed(): void;
}

export function createTurns(): Turns {
  const open = new Map<string, Turn>();
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  return {
    begin(person, channel) {
      const turn = { id: crypto.randomUUID(), person, channel, private: null, dialog: null };
      open.set(turn.id, turn);
      return turn;
    },
    end: (turn) => {
      open.delete(turn.id);
    },
    byId: (id) => (typeof id === 'string' ? (open.get(id) ?? null) : null),
    answered(person, channel, text) {
      const turn = [...open.values()].find(
        (one) => one.person === person && (one.channel ?? channel) === channel && one.private === null,
      );
      if (turn) turn.private = text;
      changed();
    },
    outcome(turn, work, ms) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const look = () => {
          if (turn.private !== null || turn.dialog !== null) done();
        };
        const timer = setTimeout(done, ms);
        waiting.add(look);
        look();
        void work.then(done, done);
      });
    },
    changed,
  };
}
