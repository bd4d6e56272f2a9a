import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createBench, createDesk, serviceUrl } from './testBench.ts';

const folder = fileURLToPath(new URL('../../../shared/corpora/teams/', import.meta.url));
const has = existsSync(folder);

/** Every activity that was recorded from real Teams clients, by file and name. */
function recordings(): [string, Record<string, unknown>][] {
  const files = readFileSync(`${folder}SOURCES.tsv`, 'utf8').trim().split('\n').slice(1);
  return files.flatMap((row) => {
    const file = row.split('\t')[0]!;
    const content: Record<string, unknown> = JSON.parse(readFileSync(folder + file, 'utf8'));
    return Object.entries(content)
      .filter((entry): entry is [string, Record<string, unknown>] => typeof entry[1] === 'object')
      .map(([name, recorded]): [string, Record<string, unknown>] => [`${file} ${name}`, recorded]);
  });
}

test.skipIf(!has)(
  'recorded Teams traffic is taken without a throw and decides nothing (needs corpora)',
  async () => {
    const all = recordings();
    expect(all.length).toBeGreaterThan(5);
    for (const [name, recorded] of all) {
      const { desk, asked } = createDesk();
      const company = { tenantId: 'calder', person: null };
      const { send, done, logged } = await createBench({ desk: { ...desk, identify: async () => company } });
      expect((await send({ ...recorded, serviceUrl })).status, name).toBe(200);
      await done();
      expect(logged, name).toEqual([]);
      expect(asked, name).toEqual([]);
    }
  },
);
