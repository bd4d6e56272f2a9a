/** Finds the clauses that decide: scope first (what the ERP knows), then rank by words and, where configured, meaning. */
import type { Log } from '#core/deps.ts';
import type { Clock, Knowledge, Passage } from '#core/ports.ts';
import type { MeaningIndex } from './chroma.ts';
import { withQuote } from './cite.ts';
import { fuseRankings } from './fuse.ts';
import { createLexicalIndex } from './lexical.ts';
import type { PassageStore, Scope } from './store.ts';

interface KnowledgeOptions {
  store: PassageStore;
  /** Chroma with an embedding model; without it ranking is lexical. */
  meaning?: MeaningIndex | null;
  /** Is told when Chroma or the embedding model fails; the search goes on without them. */
  log: Pick<Log, 'warn'>;
  clock?: Clock;
}

interface Loaded {
  byId: Map<string, Passage>;
  index: ReturnType<typeof createLexicalIndex>;
}

/** Enough for the customers of a busy hour; an entry is a few dozen clauses. */
const cachedScopes = 256;
/** After a failure triage must not wait for the same timeout on every signal. */
const pauseMs = 30_000;
/** As in the ranking by words: what the customer signed goes before a procedure that fits about as well. */
const ownContractWeight = 1.05;
const defaultLimit = 5;
const maxLimit = 50;

const inForce = (passage: Passage, scope: Scope) =>
  (passage.customerId === null || passage.customerId === scope.customerId) &&
  passage.effectiveFrom <= scope.on &&
  (passage.effectiveTo === null || scope.on <= passage.effectiveTo);

export function createKnowledge({ store, meaning, log, clock }: KnowledgeOptions): Knowledge {
  const now = () => (clock ? clock.now().getTime() : Date.now());
  const cache = new Map<string, Loaded>();
  let pausedUntil = 0;

  async function load(scope: Scope): Promise<Loaded> {
    const revision = await store.revision(scope.tenantId);
    const key = JSON.stringify([scope.tenantId, scope.connectionId, scope.customerId, scope.on, revision]);
    const known = cache.get(key);
    cache.delete(key);
    const loaded = known ?? index((await store.scoped(scope)).filter((passage) => inForce(passage, scope)));
    cache.set(key, loaded);
    if (cache.size > cachedScopes) cache.delete(cache.keys().next().value!);
    return loaded;
  }

  async function rankByMeaning(scope: Scope, loaded: Loaded, question: string): Promise<string[] | null> {
    if (!meaning || loaded.byId.size === 0 || now() < pausedUntil) return null;
    try {
      return await meaning.rank(scope, [...loaded.byId.values()], question);
    } catch (error) {
      pausedUntil = now() + pauseMs;
      log.warn(
        `Search by meaning failed (${reason(error)}); ranking by words alone for ${pauseMs / 1000} s.`,
      );
      return null;
    }
  }

  return {
    async search({ question, limit = defaultLimit, ...scope }) {
      const loaded = await load(scope);
      const byWords = loaded.index.rank(question);
      const byMeaning = await rankByMeaning(scope, loaded, question);
      const weight = (id: string) => (loaded.byId.get(id)?.customerId == null ? 1 : ownContractWeight);
      const ids = byMeaning ? fuseRankings([byWords, byMeaning], weight) : byWords;
      const best = ids.slice(0, Math.min(Math.max(limit, 1), maxLimit));
      return best.flatMap((id) => loaded.byId.get(id) ?? []).map((passage) => withQuote(passage, question));
    },
    async probe() {
      if (!meaning) return 'Clauses are ranked by words; no embedding model and Chroma are configured.';
      try {
        return `Clauses are ranked by words and by meaning. ${await meaning.probe()}`;
      } catch (error) {
        return `Clauses are ranked by words alone: Chroma does not answer (${reason(error)}).`;
      }
    },
  };
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200);

function index(passages: Passage[]): Loaded {
  return {
    byId: new Map(passages.map((passage) => [passage.id, passage])),
    index: createLexicalIndex(passages),
  };
}
