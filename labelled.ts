/** The labelled mails of the repository, and the classifier that `npm run prepare` trains from them into `dist/`. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pack } from '#core/triage/mail/classifier/classifier.ts';
import { type Example, parseExamples, parseSentences } from '#core/triage/mail/classifier/examples.ts';
import { trainClassifier } from '#core/triage/mail/classifier/trainClassifier.ts';

const directory = join(import.meta.dirname, 'examples/labelled');

const textFiles = (folder: string): [name: string, text: string][] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => [file.slice(0, -'.txt'.length), readFileSync(join(folder, file), 'utf8')]);

/** Mails by author, and sentences by language. Throws with file and line where one is not in its form. */
export const labelledExamples = (): Example[] => [
  ...textFiles(directory).flatMap(([author, text]) => parseExamples(author, text)),
  ...textFiles(join(directory, 'sentences')).flatMap(([language, text]) => parseSentences(language, text)),
];

export async function buildClassifier(file: string): Promise<void> {
  const packed = await pack(trainClassifier(labelledExamples()));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(packed));
}
