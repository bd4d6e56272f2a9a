import type { ReadDocument } from '#core/model/document.ts';
import { readPaper } from '../paper/read.ts';
import { decodeImage } from './image.ts';
import { legible, placed, recognise } from './recognise.ts';

/** Reads a photo or a scan of one page. Node only. @throws CannotRead */
export async function readImage(file: string, bytes: Uint8Array): Promise<ReadDocument> {
  const recognised = await recognise(await decodeImage(bytes), 1);
  legible([recognised.page]);
  return placed(readPaper([recognised.page], file), [recognised]);
}
