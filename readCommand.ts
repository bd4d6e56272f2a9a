import type { DocumentReading } from '#core/model/document.ts';
import { readInWorker } from '#knowledge/documents/readInWorker.ts';
import type { Command, CommandFile, Line } from './commands.ts';

/** `unhold read`: what is in papers and EDI files, without database or network. */
export const readCommand: Command = {
  usage: 'read FILE… [--json]     what papers and EDI files say; no database, no network',
  store: () => false,
  async run({ files }) {
    if (!files.length) {
      const say = 'Name at least one file.';
      return { lines: [{ data: { error: say }, say }], exitCode: 2 };
    }
    const lines: Line[] = [];
    let unreadable = false;
    for (const file of files) {
      for (const reading of await readInWorker({ name: file.name, bytes: bytes(file) })) {
        unreadable ||= 'unreadable' in reading;
        lines.push({ data: { ...reading }, say: sentence(reading) });
      }
    }
    return { lines, exitCode: unreadable ? 1 : 0 };
  },
};

const bytes = (file: CommandFile): Uint8Array => new Uint8Array(Buffer.from(file.data, 'base64'));

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function sentence(reading: DocumentReading): string {
  if ('unreadable' in reading) return `${reading.file}: not read (${reading.code}). ${reading.unreadable}`;
  const fields = Object.entries(reading.fields).map(([name, field]) => `${name} ${field?.value}`);
  const what = 'set' in reading ? `${reading.standard} ${reading.set} ${reading.control}` : reading.kind;
  const wrong =
    'set' in reading
      ? reading.errors.map(({ message }) => message)
      : reading.checks.filter(({ ok }) => !ok).map(({ detail }) => detail);
  const missing =
    'missing' in reading && reading.missing.length ? [`Missing: ${reading.missing.join(', ')}.`] : [];
  return [
    `${reading.file}: ${what}, ${plural(reading.lines.length, 'line')}; ${fields.join(', ')}.`,
    ...wrong,
    ...missing,
  ].join(' ');
}
