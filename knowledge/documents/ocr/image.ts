import type { Canvas } from '@napi-rs/canvas';
import { CannotRead, paperLimits } from '../limits.ts';

/**
 * Decodes a JPG, PNG or WebP. Its size is read from its header first, so that a small file that unfolds to gigabytes
 * is refused before anything is decoded.
 * @throws CannotRead `too_large`, `unknown_type`, `damaged`.
 */
export async function decodeImage(bytes: Uint8Array, limits = paperLimits): Promise<Canvas> {
  const { width, height } = await imageSizeOf(bytes);
  if (width * height > limits.pixels) {
    throw new CannotRead(
      'too_large',
      `The picture has ${width} × ${height} pixels; at most ${limits.pixels / 1_000_000} million are read. Please send a smaller one.`,
    );
  }
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  try {
    const image = await loadImage(Buffer.from(bytes));
    const canvas = createCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas;
  } catch (error) {
    throw new CannotRead(
      'damaged',
      `The picture is damaged and cannot be opened (${why(error)}). Please send it again.`,
    );
  }
}

async function imageSizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { imageSize } = await import('image-size');
  let size: { width: number; height: number; type?: string };
  try {
    size = imageSize(bytes);
  } catch (error) {
    throw new CannotRead(
      'damaged',
      `The picture cannot be opened (${why(error)}). Please send it as JPG or PNG.`,
    );
  }
  if (!['jpg', 'png', 'webp'].includes(size.type ?? '')) {
    throw new CannotRead(
      'unknown_type',
      `Pictures of type ${size.type} are not read. Please send it as JPG, PNG or PDF.`,
    );
  }
  return size;
}

const why = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 200);
