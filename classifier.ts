/** The trained classifier, loaded once it is needed: on Node from `dist/`, on Workers from the bundle. */
import {
  type Classifier,
  createClassifier,
  type Packed,
  unpack,
} from '#core/triage/mail/classifier/classifier.ts';

let loaded: Promise<Classifier | null> | null = null;

/** null where `npm run prepare` has not run: mails are then read by rules alone. */
export function loadClassifier(): Promise<Classifier | null> {
  loaded ??= import('./dist/classifier.json', { with: { type: 'json' } }).then(
    async ({ default: packed }) => createClassifier(await unpack(packed as Packed)),
    () => null,
  );
  return loaded;
}
