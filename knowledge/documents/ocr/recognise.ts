import { parentPort, workerData } from 'node:worker_threads';
import type { Canvas } from '@napi-rs/canvas';
import type { Worker } from 'tesseract.js';
import type { ReadDocument } from '#core/model/document.ts';
import { CannotRead } from '../limits.ts';
import type { Page, Word } from '../paper/page.ts';
import { greyOf, scaled, turned } from './prepare.ts';

/** Below this mean confidence (0 to 1) a page may lie on its side, and the other three ways are tried. */
const sure = 0.6;
/** A page with fewer words says nothing about its rotation. */
const fewWords = 8;

/**
 * The words in a picture of a page, deskewed and turned upright, with their places on the page so turned. Node only.
 * The engine is tesseract in a thread of its own; it is kept for the next page and ends with `endRecognition`.
 */
export async function recognise(picture: Canvas, number: number): Promise<Recognised> {
  // It takes longer than reading text does: whoever watches the time is told.
  if (workerData?.reads) parentPort?.postMessage({ recognising: true });
  const grey = greyOf(scaled(picture));
  let best = await attempt(grey, 0, number);
  if (best.confidence < sure || best.page.words.length < fewWords) {
    for (const quarters of [1, 3, 2] as const) {
      const other = await attempt(grey, quarters, number);
      if (other.readable > best.readable * 1.3) best = other;
      if (best.confidence >= sure && best.page.words.length >= fewWords) break;
    }
  }
  const { page, quarters, radians } = best;
  return { page, place: (box) => placeBefore(box, page, quarters, radians) };
}

type Box = [number, number, number, number];

export interface Recognised {
  page: Page;
  /** A box on the page as it was turned, as a box on the picture as it came. Both in shares. */
  place(box: Box): Box;
}

/** Where a box stood before its page was turned by quarters and then straightened about its middle. */
export function placeBefore(
  [x, y, width, height]: Box,
  page: { width: number; height: number },
  quarters: number,
  radians: number,
): Box {
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ].map(([right, down]) => {
    const dx = (right! - 0.5) * page.width;
    const dy = (down! - 0.5) * page.height;
    const angle = -(radians + (quarters * Math.PI) / 2);
    const [w, h] = quarters % 2 ? [page.height, page.width] : [page.width, page.height];
    return [
      0.5 + (dx * Math.cos(angle) - dy * Math.sin(angle)) / w,
      0.5 + (dx * Math.sin(angle) + dy * Math.cos(angle)) / h,
    ] as const;
  });
  const fit = (value: number) => Number(Math.min(1, Math.max(0, value)).toFixed(4));
  const left = fit(Math.min(...corners.map(([right]) => right)));
  const top = fit(Math.min(...corners.map(([, down]) => down)));
  return [
    left,
    top,
    fit(Math.max(...corners.map(([right]) => right)) - left),
    fit(Math.max(...corners.map(([, down]) => down)) - top),
  ];
}

/** Refuses pages on which next to nothing could be recognised. @throws CannotRead `illegible` */
export function legible(pages: Page[]): void {
  if (pages.reduce((sum, page) => sum + page.words.length, 0) >= 3) return;
  throw new CannotRead(
    'illegible',
    'No text could be recognised in the picture. Please send a sharper one, or the PDF.',
  );
}

/** The reading with its boxes where they are on the pictures as they came. */
export function placed(reading: ReadDocument, pages: Recognised[]): ReadDocument {
  const fields = [...Object.values(reading.fields), ...reading.lines.flatMap((line) => Object.values(line))];
  for (const source of new Set(fields.map((field) => field.source))) {
    const page = pages.find(({ page }) => page.number === source?.page);
    if (page && source?.box) source.box = page.place(source.box);
  }
  return reading;
}

interface Attempt {
  page: Page;
  quarters: 0 | 1 | 2 | 3;
  radians: number;
  confidence: number;
  /** Letters in words read with confidence: the right way up has most. */
  readable: number;
}

async function attempt(grey: Canvas, quarters: 0 | 1 | 2 | 3, number: number): Promise<Attempt> {
  const picture = quarters ? turned(grey, quarters) : grey;
  engine ??= startEngine();
  const worker = await engine;
  const { data } = await worker.recognize(
    picture.toBuffer('image/png'),
    { rotateAuto: true },
    { text: false, blocks: true },
  );
  const words = (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) =>
      paragraph.lines.flatMap((line) => {
        const rowHeight = line.bbox.y1 - line.bbox.y0;
        return line.words.flatMap(({ text, confidence, bbox }): Word[] => {
          const height = bbox.y1 - bbox.y0;
          // Stains and borders are read as single signs of odd sizes.
          if (confidence < 15 || (!/[\p{L}\p{N}]/u.test(text) && confidence < 60)) return [];
          if (height > 4 * rowHeight || height < 4) return [];
          return [
            {
              text,
              x: bbox.x0,
              // All words of a line stand at its height, whatever their letters' own.
              y: line.bbox.y0,
              width: bbox.x1 - bbox.x0,
              height: rowHeight,
              confidence: confidence / 100,
            },
          ];
        });
      }),
    ),
  );
  const letters = (some: Word[]) => some.reduce((sum, word) => sum + word.text.length, 0);
  const all = letters(words);
  const confidence = all ? words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / all : 0;
  const readable = letters(words.filter((word) => word.confidence > 0.75 && word.text.length > 2));
  const page = { number, width: picture.width, height: picture.height, words };
  // Boxes are those of the picture as the engine straightened it about its middle.
  return { page, quarters, radians: data.rotateRadians ?? 0, confidence, readable };
}

let engine: Promise<Worker> | null = null;

async function startEngine(): Promise<Worker> {
  const { createWorker, OEM } = await import('tesseract.js');
  // @ts-expect-error: the package ships no types.
  const { langPath } = (await import('@tesseract.js-data/eng')).default as { langPath: string };
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    // From node_modules: nothing is fetched, nothing is written beside the program.
    langPath: `${langPath}_best_int`,
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => {},
  });
  // 6, one block of text: receipts and forms keep their rows. Debug output would go to the terminal.
  await worker.setParameters({ tessedit_pageseg_mode: '6' as never, debug_file: '/dev/null' } as never);
  return worker;
}

/** Ends the engine's thread, so that a process can end. */
export async function endRecognition(): Promise<void> {
  const running = engine;
  engine = null;
  await (await running)?.terminate();
}
