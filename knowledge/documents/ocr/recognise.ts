import type { Canvas } from '@napi-rs/canvas';
import type { Worker } from 'tesseract.js';
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
export async function recognise(picture: Canvas, number: number): Promise<{ page: Page; upright: Canvas }> {
  const grey = greyOf(scaled(picture));
  let best = await attempt(grey, number);
  if (best.confidence < sure || best.page.words.length < fewWords) {
    for (const quarters of [1, 3, 2] as const) {
      const other = await attempt(turned(grey, quarters), number);
      if (other.readable > best.readable * 1.3) best = other;
      if (best.confidence >= sure && best.page.words.length >= fewWords) break;
    }
  }
  return { page: best.page, upright: best.upright };
}

interface Attempt {
  page: Page;
  upright: Canvas;
  confidence: number;
  /** Letters in words read with confidence: the right way up has most. */
  readable: number;
}

async function attempt(picture: Canvas, number: number): Promise<Attempt> {
  const worker = await (engine ??= startEngine());
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
          if (confidence < 15 || !/[\p{L}\p{N}]/u.test(text) && confidence < 60) return [];
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
  // Boxes are those of the picture as it was straightened by `rotateRadians`, about its middle.
  const angle = data.rotateRadians ?? 0;
  const upright = Math.abs(angle) >= 0.005 ? turnedBy(picture, angle) : picture;
  return { page, upright, confidence, readable };
}

function turnedBy(picture: Canvas, radians: number): Canvas {
  return turned(picture, 0, radians);
}

let engine: Promise<Worker> | null = null;

async function startEngine(): Promise<Worker> {
  const { createWorker, OEM } = await import('tesseract.js');
  const { createRequire } = await import('node:module');
  const { dirname, join } = await import('node:path');
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    // From node_modules: nothing is fetched, nothing is written beside the program.
    langPath: join(data, '4.0.0_best_int'),
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
