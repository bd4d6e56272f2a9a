/**
 * A file as it arrived, to what it says. What the file is, is seen from its bytes; its name and declared type are not
 * trusted. Never throws: what cannot be read says why.
 */
import type { DocumentReading } from '#core/model/document.ts';
import { judgeArchive, unpack } from './archive.ts';
import { CannotRead, needsNode, onNode } from './limits.ts';
import { type FileFormat, type Refusal, sniff } from './sniff.ts';

export interface InputFile {
  name: string;
  contentType?: string | undefined;
  bytes: Uint8Array;
}

export interface ReadLimits {
  /** Bytes of one file. */
  bytes: number;
  archive: { files: number; bytes: number };
  /** Of a table. */
  rows: number;
  columns: number;
}

export const readLimits: ReadLimits = {
  bytes: 25_000_000,
  archive: { files: 20, bytes: 25_000_000 },
  rows: 20_000,
  columns: 200,
};

type Reader = (file: InputFile, limits: ReadLimits) => Promise<DocumentReading[]>;

/** One reader for each format; each is loaded when the first such file comes. */
const readers: Record<Exclude<FileFormat, 'zip'>, Reader> = {
  edi: async ({ name, bytes }) => (await import('./edi/readEdi.ts')).readEdi(name, bytes),
  xml: async ({ name, bytes }) => [await (await import('./einvoice/readXml.ts')).readXml(name, bytes)],
  table: async (file, limits) => [await (await import('./table/csv.ts')).readCsv(file, limits)],
  xlsx: async (file, limits) => (await import('./table/xlsx.ts')).readXlsx(file, limits),
  pdf: async ({ name, bytes }) => [await (await import('./pdf/readPdf.ts')).readPdf(name, bytes)],
  image: async ({ name, bytes }) => {
    if (!onNode()) throw needsNode('The file is a picture');
    return [await (await import('./ocr/readImage.ts')).readImage(name, bytes)];
  },
  text: async ({ name, bytes }) => [await (await import('./paper/readText.ts')).readText(name, bytes)],
};

const unreadable = (file: string, code: string, why: string): DocumentReading => ({
  file,
  unreadable: why,
  code,
});

/** All documents in a file: one for most, one for each set in an EDI file, those of each file in a zip. */
export async function readFile(file: InputFile, limits: ReadLimits = readLimits): Promise<DocumentReading[]> {
  return read(file, limits, 0);
}

async function read(file: InputFile, limits: ReadLimits, depth: number): Promise<DocumentReading[]> {
  const { name, bytes } = file;
  const refused = ({ code, why }: Refusal): DocumentReading[] => [unreadable(name, code, why)];
  if (bytes.length > limits.bytes)
    return refused({
      code: 'too_large',
      why: `The file is larger than ${Math.round(limits.bytes / 1_000_000)} MB.`,
    });
  try {
    const format = sniff(name, bytes);
    if (typeof format !== 'string') return refused(format);
    if (format !== 'zip') return await readers[format](file, limits);
    const archive = judgeArchive(bytes, limits.archive);
    if (typeof archive !== 'string') return refused(archive);
    if (archive === 'xlsx') return await readers.xlsx(file, limits);
    if (depth > 0) return refused({ code: 'archive', why: 'A zip inside a zip is not opened.' });
    const inside = await unpack(bytes);
    if (!inside.length) return refused({ code: 'empty', why: 'The zip file is empty.' });
    const readings: DocumentReading[] = [];
    for (const entry of inside)
      readings.push(
        ...(await read({ name: `${name}/${entry.name}`, bytes: entry.bytes }, limits, depth + 1)),
      );
    return readings;
  } catch (error) {
    if (error instanceof CannotRead) return refused({ code: error.code, why: error.message });
    const why = error instanceof Error ? error.message : String(error);
    return refused({ code: 'damaged', why: `The file is damaged or cut off: ${why.slice(0, 200)}` });
  }
}
