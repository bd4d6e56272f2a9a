import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createChroma, type MeaningIndex } from './chroma.ts';
import { readMarkdownFiles } from './files.ts';
import { importDocuments } from './import.ts';
import { createKnowledge } from './knowledge.ts';
import { startChroma } from './testing/chromaServer.ts';
import { createMemoryStore } from './testing/memoryStore.ts';

const server = await startChroma();
const required = (process.env['REQUIRE'] ?? '').split(',').includes('chroma');
afterAll(() => server?.stop());

/** Words as dimensions: texts that share words are near. */
function vectorOf(text: string): number[] {
  const vector = new Array<number>(128).fill(0.001);
  for (const word of text.toLowerCase().match(/[a-z]{4,}/g) ?? []) {
    const at = [...word.slice(0, 6)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 128, 7);
    vector[at] = (vector[at] ?? 0) + 1;
  }
  return vector;
}

describe.skipIf(!server && !required)('ranking by meaning in a real Chroma (needs chroma)', () => {
  const store = createMemoryStore();
  const scope = { tenantId: 'calder', connectionId: 'calder-us', customerId: 'C-1001', on: '2026-11-23' };
  const question = 'an order on credit hold because the credit limit is exceeded, release on approval';
  let embedded: string[] = [];
  let chroma: MeaningIndex;

  beforeAll(async () => {
    if (!server) throw new Error('REQUIRE names chroma, and its server does not start here.');
    chroma = createChroma({
      url: server.url,
      embeddingModel: 'words',
      embed: async (texts) => {
        embedded.push(...texts);
        return texts.map(vectorOf);
      },
    });
    await importDocuments(
      store,
      await readMarkdownFiles([new URL('../examples/', import.meta.url).pathname]),
    );
  });
  beforeEach(() => {
    embedded = [];
  });

  test('orders exactly the passages in scope, nearest first', async () => {
    const passages = await store.scoped(scope);
    const ids = await chroma.rank(scope, passages, question);
    const cosine = (text: string) => {
      const [a, b] = [vectorOf(text), vectorOf(question)];
      const dot = (x: number[], y: number[]) => x.reduce((sum, value, at) => sum + value * y[at]!, 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    const nearness = ids.map((id) => {
      const passage = passages.find((one) => one.id === id)!;
      return cosine(`${passage.document}\n${passage.clause}\n${passage.text}`);
    });
    for (const [at, near] of nearness.slice(1).entries()) expect(near).toBeLessThan(nearness[at]! + 1e-4);
    expect([...ids].sort()).toEqual(passages.map(({ id }) => id).sort());
  });

  test('embeds each passage once, and again when its text changes', async () => {
    const passages = await store.scoped(scope);
    await chroma.rank(scope, passages, question);
    expect(embedded).toEqual([question]);
    const [first, ...rest] = passages;
    const changed = { ...first!, text: 'Replaced: credit hold release approval.' };
    await chroma.rank(scope, [changed, ...rest], question);
    expect(embedded.slice(1)).toEqual([expect.stringContaining('Replaced:'), question]);
  });

  test('gives another tenant nothing of what it holds', async () => {
    const passages = await store.scoped(scope);
    const other = { ...scope, tenantId: 'brightwater' };
    await chroma.rank(other, passages.slice(0, 1), question);
    expect(embedded).toHaveLength(2);
    const stranger = { ...scope, customerId: 'C-1002' };
    const seen = await chroma.rank(stranger, passages, question);
    expect(seen.every((id) => passages.find((passage) => passage.id === id)?.customerId === null)).toBe(true);
  });

  test('works through the search of knowledge', async () => {
    const warnings: string[] = [];
    const knowledge = createKnowledge({
      store,
      meaning: chroma,
      log: { warn: (sentence) => void warnings.push(sentence) },
    });
    const [first] = await knowledge.search({ ...scope, question });
    expect(first?.id).toBe('harmony-labs-2026:4.3');
    expect(await knowledge.probe()).toMatch(
      /^Clauses are ranked by words and by meaning\. Chroma answers at/,
    );
    expect(warnings).toEqual([]);
  });
});

test('a Chroma that is down is said, and search goes on by words', async () => {
  const store = createMemoryStore();
  await importDocuments(
    store,
    await readMarkdownFiles([new URL('../examples/sops/', import.meta.url).pathname]),
  );
  const warnings: string[] = [];
  const knowledge = createKnowledge({
    store,
    meaning: createChroma({ url: 'http://127.0.0.1:9', embeddingModel: 'words', embed: async () => [[1]] }),
    log: { warn: (sentence) => void warnings.push(sentence) },
  });
  const query = { tenantId: 'calder', connectionId: 'calder-us', customerId: null, on: '2026-11-23' };
  expect(await knowledge.search({ ...query, question: 'credit hold release' })).not.toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^Search by meaning failed/)]);
  expect(await knowledge.probe()).toMatch(/ranked by words alone: Chroma does not answer/);
});
