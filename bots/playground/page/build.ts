/** Builds the playground's page: `node bots/playground/page/build.ts [OUTDIR]`, run by `npm run prepare`. */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Served at `/` (index.html) and `/playground/` (the rest). Nothing in them is secret. */
export const pageFiles = ['index.html', 'app.js', 'app.css', 'icon.svg'] as const;

/** Writes the page's files to `outDir` and tells their sizes, gzipped, in bytes. */
export async function buildPage(outDir: string): Promise<Record<(typeof pageFiles)[number], number>> {
  await mkdir(outDir, { recursive: true });
  await build({
    entryPoints: [
      { in: join(here, 'main.ts'), out: 'app' },
      { in: join(here, 'styles/app.css'), out: 'app' },
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome110', 'firefox115', 'safari16.4'],
    legalComments: 'none',
    logLevel: 'error',
    // The carousel element's only dependency; no card of ours has one, and it would double the bundle.
    plugins: [
      {
        name: 'without-carousel',
        setup(builder) {
          builder.onResolve({ filter: /^swiper(\/|$)/ }, ({ path }) => ({ path, namespace: 'absent' }));
          builder.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
        },
      },
    ],
  });
  for (const file of ['index.html', 'icon.svg']) await copyFile(join(here, file), join(outDir, file));
  const sizes = await Promise.all(
    pageFiles.map(async (file) => [file, gzipSync(await readFile(join(outDir, file))).length] as const),
  );
  return Object.fromEntries(sizes) as Record<(typeof pageFiles)[number], number>;
}

if (import.meta.main) {
  const outDir = process.argv[2] ?? fileURLToPath(new URL('../../../dist/playground', import.meta.url));
  const sizes = await buildPage(outDir);
  for (const [file, bytes] of Object.entries(sizes))
    console.log(`${file} ${(bytes / 1024).toFixed(1)} KiB gz`);
}
