import type { Canvas } from '@napi-rs/canvas';
import type { FieldSource } from '#core/model/document.ts';
import { CannotRead } from './limits.ts';
import { decodeImage } from './ocr/image.ts';
import { renderPdfPage } from './pdf/render.ts';
import type { InputFile } from './readFile.ts';
import { inThread } from './readInWorker.ts';
import { sniff } from './sniff.ts';

/** Around the box, in shares of the page: enough to see what stands beside it. */
const margin = { x: 0.06, y: 0.018 };
/** Pixels of a crop at most: it stands beside a question on a card. */
const largest = { width: 900, height: 500 };

/**
 * The piece of a page around a field as PNG, for a person who is asked what stands there. Node only; runs in the
 * thread of `readInWorker`. Null where the field has no place or the page cannot be drawn.
 */
export async function cropField(file: InputFile, source: FieldSource | null): Promise<Uint8Array | null> {
  if (!source?.box) return null;
  const answer = await inThread({ crop: { file, page: source.page ?? 1, box: source.box } });
  return 'done' in answer ? (answer.done as Uint8Array) : null;
}

/** What the thread does for `cropField`. */
export async function cropOf({
  file,
  page,
  box: [x, y, width, height],
}: {
  file: InputFile;
  page: number;
  box: [number, number, number, number];
}): Promise<Uint8Array> {
  const picture = await pageOf(file, page);
  const { createCanvas } = await import('@napi-rs/canvas');
  const left = Math.max(0, x - margin.x) * picture.width;
  const top = Math.max(0, y - margin.y) * picture.height;
  const right = Math.min(1, x + width + margin.x) * picture.width;
  const bottom = Math.min(1, y + height + margin.y) * picture.height;
  const factor = Math.min(1, largest.width / (right - left), largest.height / (bottom - top));
  const canvas = createCanvas(
    Math.max(1, Math.round((right - left) * factor)),
    Math.max(1, Math.round((bottom - top) * factor)),
  );
  canvas
    .getContext('2d')
    .drawImage(picture, left, top, right - left, bottom - top, 0, 0, canvas.width, canvas.height);
  return new Uint8Array(canvas.toBuffer('image/png'));
}

async function pageOf({ name, bytes }: InputFile, page: number): Promise<Canvas> {
  const format = sniff(name, bytes);
  if (format === 'pdf') return renderPdfPage(bytes, page, 2);
  if (format === 'image') return decodeImage(bytes);
  throw new CannotRead('unknown_type', 'Only pages of PDFs and pictures can be shown.');
}
