import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '#knowledge/documents/ocr/image.ts';
import { endRecognition, recognise } from '#knowledge/documents/ocr/recognise.ts';
import { readPdf } from '#knowledge/documents/pdf/readPdf.ts';
import { percentile } from './measure.ts';

const folder = join(import.meta.dirname, '../examples/documents');
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

/** Milliseconds for one page of a PDF, from bytes to fields, once warm; and for one photo, its letters recognised. */
export async function papers(): Promise<{ pdf: number[]; photo: number[] }> {
  const names = [
    'purchase-order-harmony-labs.pdf',
    'invoice-hafenwerk-german.pdf',
    'packing-list-juniper-biotech.pdf',
  ];
  const pdf = await timed(30, (turn) => readPdf('x.pdf', file(names[turn % names.length]!)));
  const image = await decodeImage(file('purchase-order-photo-fulton-schools.jpg'));
  const photo = await timed(3, () => recognise(image, 1));
  await endRecognition();
  return { pdf, photo };
}

async function timed(times: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = -2; turn < times; turn += 1) {
    const start = performance.now();
    await work(Math.abs(turn));
    if (turn >= 0) taken.push(performance.now() - start);
  }
  return taken;
}

if (import.meta.main) {
  const { pdf, photo } = await papers();
  console.log({
    pdfPageMs: { p50: percentile(pdf, 0.5), p95: percentile(pdf, 0.95) },
    photoMs: { p50: percentile(photo, 0.5) },
  });
}
