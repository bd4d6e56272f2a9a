import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { exceptionType } from '#core/exceptions/index.ts';
import type { MeaningIndex } from './chroma.ts';
import { readMarkdownFiles } from './files.ts';
import { importDocuments } from './import.ts';
import { createKnowledge } from './knowledge.ts';
import { createMemoryStore } from './testing/memoryStore.ts';

const examples = new URL('../examples/', import.meta.url).pathname;
const store = createMemoryStore();
const silent = { log: { warn: () => {} } };
const knowledge = createKnowledge({ store, ...silent });
const credit = exceptionType('credit_hold').question;
const pricing = exceptionType('pricing_mismatch').question;
const ask = (
  tenantId: string,
  connectionId: string,
  customerId: string | null,
  question: string,
  on = '2026-11-23',
) => knowledge.search({ tenantId, connectionId, customerId, on, question });

beforeAll(async () => {
  const report = await importDocuments(store, await readMarkdownFiles([examples]));
  expect(report.refused).toEqual([]);
});

describe('the examples', () => {
  test('are at least ten documents of the two tenants', () => {
    const documents = [...store.documents.values()].map(({ document }) => document);
    expect(documents.length).toBeGreaterThanOrEqual(10);
    expect(new Set(documents.map((d) => d.tenantId))).toEqual(new Set(['calder', 'brightwater']));
  });
});

describe('the clause that decides comes first, quoted', () => {
  const creditWords = 'credit hold release approval credit limit exceeded';
  const priceWords = 'price deviation contract price firm correction';
  test.each([
    [
      'Harmony Labs, credit',
      'calder',
      'calder-us',
      'C-1001',
      credit,
      'harmony-labs-2026:4.3',
      /shall be released on the approval/,
    ],
    [
      'Harmony Labs, credit in short',
      'calder',
      'calder-us',
      'C-1001',
      creditWords,
      'harmony-labs-2026:4.3',
      /fifteen percent/,
    ],
    [
      'Harmony Labs, price',
      'calder',
      'calder-us',
      'C-1001',
      pricing,
      'harmony-labs-2026:3.2',
      /are firm|corrects/,
    ],
    [
      'Northfield, price',
      'calder',
      'calder-us',
      'C-1002',
      pricing,
      'northfield-fabrication-2026:4.2',
      /are firm.* clerical error/,
    ],
    [
      'Northfield, price in short',
      'calder',
      'calder-us',
      'C-1002',
      priceWords,
      'northfield-fabrication-2026:4.2',
      /are firm/,
    ],
    [
      'Hafenwerk, credit',
      'calder',
      'calder-eu',
      'E-201',
      credit,
      'hafenwerk-hamburg-2026:3.3',
      /joint approval of two/,
    ],
    [
      'Hafenwerk, credit in short',
      'calder',
      'calder-eu',
      'E-201',
      creditWords,
      'hafenwerk-hamburg-2026:3.3',
      /joint approval of two/,
    ],
    [
      'Summit, price',
      'brightwater',
      'brightwater',
      'B-301',
      pricing,
      'summit-clinic-group-2026:2.2',
      /never charged more|corrected by Brightwater/,
    ],
    [
      'Summit, price in short',
      'brightwater',
      'brightwater',
      'B-301',
      priceWords,
      'summit-clinic-group-2026:2.2',
      /contract price/,
    ],
    [
      'Lakeshore, price',
      'calder',
      'calder-us',
      'C-1003',
      pricing,
      'lakeshore-water-2026:2.2',
      /must be corrected/,
    ],
    [
      'St. Brendan, credit',
      'calder',
      'calder-us',
      'C-1006',
      credit,
      'st-brendan-hospital-2026:3.2',
      /released from credit hold/,
    ],
    [
      'Dunmore, price',
      'calder',
      'calder-us',
      'C-1008',
      pricing,
      'dunmore-paper-2026:2.2',
      /corrected by Calder/,
    ],
    [
      'Juniper, credit',
      'calder',
      'calder-us',
      'C-1013',
      credit,
      'juniper-biotech-2026:3.2',
      /may release an order/,
    ],
    [
      'no contract, credit',
      'calder',
      'calder-us',
      'C-1009',
      credit,
      'calder-sop-credit-hold:3.2',
      /thirty \(30\) days past due/,
    ],
  ])('%s', async (_case, tenant, connection, customer, question, first, quote) => {
    const [passage] = await ask(tenant, connection, customer, question);
    expect(passage?.id).toBe(first);
    expect(passage?.quote?.text).toMatch(quote);
    const { document } = store.documents.get(`${tenant}/${passage!.documentId}`)!;
    expect(document.text.slice(passage!.quote!.start, passage!.quote!.end)).toBe(passage!.quote!.text);
  });

  test('a customer with contract prices and no agreement about them gets the procedure, nothing of its own', async () => {
    for (const customer of ['C-1004', 'C-1007']) {
      const passages = await ask('calder', 'calder-us', customer, pricing);
      expect(passages.every((passage) => passage.customerId === null || !passage.quote)).toBe(true);
    }
  });
});

describe('scope comes before rank', () => {
  test('a superseded agreement is quoted for orders of its own time only', async () => {
    const documents = async (on: string) =>
      (await ask('calder', 'calder-us', 'C-1001', credit, on)).map((p) => p.documentId);
    expect(await documents('2026-01-01')).not.toContain('harmony-labs-2025');
    expect(await documents('2025-12-31')).toEqual(expect.arrayContaining(['harmony-labs-2025']));
    expect(await documents('2025-12-31')).not.toContain('harmony-labs-2026');
    expect(await documents('2024-12-31')).toEqual([]);
  });

  test('nobody is shown another customer, another ERP or another tenant', async () => {
    const wide = (tenantId: string, connectionId: string, customerId: string | null) =>
      knowledge.search({
        tenantId,
        connectionId,
        customerId,
        on: '2026-06-01',
        question: `${credit} ${pricing}`,
        limit: 50,
      });
    const owners = async (...of: Parameters<typeof wide>) =>
      new Set((await wide(...of)).map((p) => p.customerId));
    expect(await owners('calder', 'calder-us', 'C-1002')).toEqual(new Set(['C-1002', null]));
    expect(await owners('calder', 'calder-eu', 'C-1002')).toEqual(new Set([null]));
    expect(await owners('calder', 'calder-us', null)).toEqual(new Set([null]));
    expect(await owners('brightwater', 'brightwater', 'C-1002')).toEqual(new Set([null]));
    expect(
      (await wide('brightwater', 'brightwater', 'B-301')).every((p) => !p.documentId.startsWith('calder')),
    ).toBe(true);
    expect(await wide('nobody', 'calder-us', 'C-1002')).toEqual([]);
  });

  test('a store that returns too much does not widen the scope', async () => {
    const leaky = { ...store, scoped: async () => [...store.documents.values()].flatMap((d) => d.passages) };
    const passages = await createKnowledge({ store: leaky, ...silent }).search({
      tenantId: 'calder',
      connectionId: 'calder-us',
      customerId: 'C-1001',
      on: '2026-06-01',
      question: credit,
      limit: 50,
    });
    expect(new Set(passages.map((p) => p.customerId))).toEqual(new Set(['C-1001', null]));
    expect(passages.map((p) => p.documentId)).not.toContain('harmony-labs-2025');
  });
});

describe('the index of a scope', () => {
  test('is built once and built again after an import', async () => {
    const own = createMemoryStore();
    const file = {
      name: 'sop.md',
      text: await readFile(`${examples}sops/calder-credit-hold-release.md`, 'utf8'),
    };
    await importDocuments(own, [file]);
    const reading = createKnowledge({ store: own, ...silent });
    const query = {
      tenantId: 'calder',
      connectionId: 'x',
      customerId: null,
      on: '2026-06-01',
      question: credit,
    };
    await reading.search(query);
    await reading.search({ ...query, question: pricing });
    expect(own.reads).toBe(1);
    const changed = file.text.replace('USD 25,000', 'USD 12,345');
    await importDocuments(own, [{ ...file, text: changed }]);
    expect((await reading.search(query)).map((p) => p.text).join()).toContain('12,345');
    expect(own.reads).toBe(2);
  });
});

describe('meaning beside words', () => {
  const query = { tenantId: 'calder', connectionId: 'calder-us', customerId: 'C-1002', on: '2026-06-01' };
  const meaning = (rank: MeaningIndex['rank']): MeaningIndex => ({ rank, probe: async () => 'ok' });

  test('both rankings are fused, and only passages in scope come out', async () => {
    const fused = createKnowledge({
      store,
      ...silent,
      meaning: meaning(async () => ['northfield-fabrication-2026:8.1', 'harmony-labs-2026:4.3', 'nonsense']),
    });
    const ids = (await fused.search({ ...query, question: pricing })).map((p) => p.id);
    expect(ids.slice(0, 2)).toEqual(['northfield-fabrication-2026:4.2', 'northfield-fabrication-2026:8.1']);
    expect(ids).not.toContain('harmony-labs-2026:4.3');
  });

  test('a failure is logged once, words alone go on, and it is tried again after half a minute', async () => {
    let time = 0;
    let calls = 0;
    const log: string[] = [];
    const failing = createKnowledge({
      store,
      log: { warn: (sentence) => void log.push(sentence) },
      clock: { now: () => new Date(time) },
      meaning: meaning(async () => {
        calls += 1;
        throw new Error('connection refused');
      }),
    });
    for (time of [0, 29_999, 30_000]) {
      const [first] = await failing.search({ ...query, question: pricing });
      expect(first?.id).toBe('northfield-fabrication-2026:4.2');
    }
    expect(calls).toBe(2);
    expect(log[0]).toBe('Search by meaning failed (connection refused); ranking by words alone for 30 s.');
    expect(log).toHaveLength(2);
  });
});

describe('an import', () => {
  const text = (change: (text: string) => string) => async () =>
    change(await readFile(`${examples}sops/calder-pricing-correction.md`, 'utf8'));

  test('takes the good files and names the bad ones', async () => {
    const own = createMemoryStore();
    const report = await importDocuments(own, [
      { name: 'good.md', text: await text((t) => t)() },
      { name: 'bad.md', text: await text((t) => t.replace('kind: sop', 'kind: note'))() },
      { name: 'twice.md', text: await text((t) => t)() },
    ]);
    expect(report.imported.map((i) => i.file)).toEqual(['good.md']);
    expect(report.refused.map((r) => `${r.file}:${r.line}`)).toEqual(['bad.md:4', 'twice.md:1']);
  });

  test('for one tenant refuses documents of another', async () => {
    const own = createMemoryStore();
    const report = await importDocuments(own, [{ name: 'a.md', text: await text((t) => t)() }], {
      tenantId: 'brightwater',
    });
    expect(report.refused[0]?.message).toBe('tenant: belongs to "calder" and not to "brightwater"');
    expect(own.documents.size).toBe(0);
  });
});
