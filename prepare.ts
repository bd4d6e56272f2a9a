/**
 * `npm run prepare`: what is built once after `npm ci`. The page's bundle, the classifier of mails, and the
 * database archive that makes the first start fast.
 */
import { join } from 'node:path';
import { buildPage } from '#bots/playground/page/build.ts';
import { buildArchive } from '#core/store/pglite.ts';
import { buildClassifier } from './labelled.ts';
import { archivePath, prepareDatabase } from './prepareDatabase.ts';

await Promise.all([
  buildPage(join(import.meta.dirname, 'dist/playground')),
  buildArchive(archivePath, prepareDatabase),
  buildClassifier(join(import.meta.dirname, 'dist/classifier.json')),
]);
