import type { Canvas } from '@napi-rs/canvas';
import { CannotRead, paperLimits } from '../limits.ts';
import { openPdf } from './pages.ts';

/** A page of a PDF as a picture, `scale` times its size in points. Node only. @throws CannotRead */
export async function renderPdfPage(bytes: Uint8Array, number: number, scale: number): Promise<Canvas> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const { createIsomorphicCanvasFactory, renderPageAsImage } = await import('unpdf');
  const canvasImport = () => import('@napi-rs/canvas');
  // Letters are drawn as paths: there is no font loader outside of a browser.
  const pdf = await openPdf(bytes, {
    CanvasFactory: await createIsomorphicCanvasFactory(canvasImport),
    disableFontFace: true,
  });
  try {
    const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
    // A page as large as a playing field is drawn smaller.
    const fitting = Math.min(scale, Math.sqrt(paperLimits.pixels / 4 / (width * height)));
    const image = await loadImage(
      Buffer.from(await renderPageAsImage(pdf, number, { canvasImport, scale: fitting })),
    );
    const canvas = createCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas;
  } catch (error) {
    if (error instanceof CannotRead) throw error;
    throw new CannotRead(
      'damaged',
      `Page ${number} of the PDF cannot be drawn (${String(error).slice(0, 200)}).`,
    );
  } finally {
    await pdf.loadingTask.destroy();
  }
}
