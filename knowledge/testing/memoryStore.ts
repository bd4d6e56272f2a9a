import type { Passage } from '#core/ports.ts';
import { inScope, type PassageStore, type SourceDocument } from '../store.ts';

/** A PassageStore for tests. `reads` counts what reached it, to prove caching. */
export function createMemoryStore(): PassageStore & {
  reads: number;
  documents: Map<string, { document: SourceDocument; passages: Passage[] }>;
} {
  const documents = new Map<string, { document: SourceDocument; passages: Passage[] }>();
  const revisions = new Map<string, number>();
  const store = {
    reads: 0,
    documents,
    async scoped(scope: Parameters<PassageStore['scoped']>[0]) {
      store.reads += 1;
      return [...documents.values()]
        .filter(({ document }) => inScope(document, scope))
        .flatMap(({ passages }) => passages);
    },
    async revision(tenantId: string) {
      return String(revisions.get(tenantId) ?? 0);
    },
    async put(document: SourceDocument, passages: Passage[]) {
      documents.set(`${document.tenantId}/${document.id}`, { document, passages });
      revisions.set(document.tenantId, (revisions.get(document.tenantId) ?? 0) + 1);
    },
  };
  return store;
}
