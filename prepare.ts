/** `npm run prepare`: what is built once after `npm ci`. The page's bundle, and the database archive that makes the first start fast. */
import { join } from 'node:path';
import { buildPage } from '#bots/playground/page/build.ts';
import { buildArchive } from '#core/store/pglite.ts';
import { archivePath, prepareDatabase } from './prepareDatabase.ts';

await Promise.all([
  buildPage(join(import.meta.dirname, 'dist/playground')),
  buildArchive(archivePath, prepareDatabase),
]);
