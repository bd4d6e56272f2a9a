import type { ReadDocument } from '#core/model/document.ts';
import { decodeText } from '../text.ts';
import { pagesFromText } from './page.ts';
import { readPaper } from './read.ts';

/** Reads a document written as plain text, as printers' spool files are. */
export async function readText(file: string, bytes: Uint8Array): Promise<ReadDocument> {
  return readPaper(pagesFromText(decodeText(bytes).text), file);
}
