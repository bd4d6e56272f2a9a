import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from './support/process.ts';
import { buildWorker } from './workers/buildWorker.ts';

interface Meta {
  inputs: Record<string, { imports: { path: string; kind: string; external?: boolean }[] }>;
}

/**
 * Cloudflare takes 3 MB on the free plan; the rest is room for what comes. A fifth of it is the reader of PDFs, which is
 * evaluated when the first one comes.
 */
const LIMIT_KIB = 2560;

/** Large, and wanted by few requests. */
const heavy = [
  'mailparser',
  'libmime',
  'iconv-lite',
  'html-to-text',
  'unpdf',
  'ai',
  '@ai-sdk/openai',
  'chromadb',
];

const packageOf = (path: string): string | undefined =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];

describe('The bundle for Cloudflare Workers', () => {
  const directory = temporaryDirectory();
  let meta: Meta;

  beforeAll(async () => {
    await buildWorker(directory);
    meta = JSON.parse(readFileSync(join(directory, 'bundle-meta.json'), 'utf8')) as Meta;
  });

  it(`is smaller than ${LIMIT_KIB} KiB compressed`, () => {
    const bundle = readFileSync(join(directory, 'worker.js'));
    const compressed = gzipSync(bundle).length / 1024;
    console.info(
      `Worker: ${Math.round(bundle.length / 1024)} KiB, compressed ${Math.round(compressed)} KiB.`,
    );
    expect(compressed).toBeLessThan(LIMIT_KIB);
  });

  it('loads parsers, models and Chroma only when they are needed', () => {
    const atStart = new Set<string>();
    const waiting = ['worker.ts'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (atStart.has(path)) continue;
      atStart.add(path);
      const imports = meta.inputs[path]?.imports ?? [];
      for (const { path: next, kind, external } of imports) {
        if (kind !== 'dynamic-import' && !external) waiting.push(next);
      }
    }
    const packages = (paths: Iterable<string>) => new Set([...paths].map(packageOf));
    const [present, loaded] = [packages(Object.keys(meta.inputs)), packages(atStart)];
    expect(heavy.filter((name) => !present.has(name))).toEqual([]);
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  });

  it('has nothing in it that only Node has: no PGlite, no playground, no HTTP server', () => {
    const foreign = Object.keys(meta.inputs).filter((path) =>
      /@electric-sql|@hono\/node-server|^bots\/playground\/|node_modules\/pg\//.test(path),
    );
    expect(foreign).toEqual([]);
  });
});
