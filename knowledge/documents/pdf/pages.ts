import { CannotRead, paperLimits } from '../limits.ts';
import type { Page } from '../paper/page.ts';
import { type TextItem, wordsOf } from './words.ts';

export interface PdfText {
  pages: Page[];
  /** The files inside, as far as they may be an e-invoice. */
  attachments: { name: string; bytes: Uint8Array }[];
}

/**
 * The words of a PDF with their places, and the XML files inside it. Runs on Node and on workerd.
 * @throws CannotRead `encrypted`, `damaged`, `too_large`.
 */
export async function pdfPages(bytes: Uint8Array, limits = paperLimits): Promise<PdfText> {
  const pdf = await openPdf(bytes);
  try {
    if (pdf.numPages > limits.pages) {
      throw new CannotRead(
        'too_large',
        `The PDF has ${pdf.numPages} pages; at most ${limits.pages} are read. Please send the pages that matter.`,
      );
    }
    const pages: Page[] = [];
    let texts = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const view = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      texts += items.length;
      if (texts > limits.texts) {
        throw new CannotRead('too_large', `The PDF holds more text than can be read (up to page ${number}).`);
      }
      const turn = (x: number, y: number) => view.convertToViewportPoint(x, y) as [number, number];
      const words = wordsOf(
        items.filter((item): item is TextItem & typeof item => 'str' in item),
        turn,
      );
      pages.push({ number, width: view.width, height: view.height, words });
      page.cleanup();
    }
    return { pages, attachments: await xmlInside(pdf, limits.attachmentBytes) };
  } catch (error) {
    throw asCannotRead(error);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

type Pdf = Awaited<ReturnType<typeof openPdf>>;

/** Opens a PDF with pdf.js. @throws CannotRead `encrypted`, `damaged`. */
export async function openPdf(
  bytes: Uint8Array,
  options: { CanvasFactory?: object; disableFontFace?: boolean } = {},
) {
  const { getDocumentProxy } = await import('unpdf');
  try {
    // pdf.js takes the buffer for itself; the caller's stays whole.
    return await getDocumentProxy(bytes.slice(), {
      verbosity: 0,
      maxImageSize: paperLimits.pixels,
      ...options,
    });
  } catch (error) {
    throw asCannotRead(error);
  }
}

function asCannotRead(error: unknown): CannotRead {
  if (error instanceof CannotRead) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return new CannotRead('encrypted', 'The PDF is locked with a password. Please send it without one.');
  }
  const why = error instanceof Error ? error.message : String(error);
  return new CannotRead('damaged', `The PDF is damaged and cannot be opened (${why}). Please send it again.`);
}

async function xmlInside(pdf: Pdf, limit: number): Promise<PdfText['attachments']> {
  const found: PdfText['attachments'] = [];
  for (const [id, { filename }] of (await pdf.getAttachments()) ?? []) {
    if (!/\.xml$/i.test(filename) || found.length >= 4) continue;
    const bytes = await pdf.getAttachmentContent(id);
    if (bytes && bytes.length <= limit) found.push({ name: filename, bytes });
  }
  return found;
}
