/** Numbers in each pixel, by the colour type (PNG, 11.2.1). */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Whether bytes are a PNG that ends before its last row: decoders draw such a one as far as it goes. It is unfolded
 * piece by piece, and none is kept.
 */
export async function isCutPng(bytes: Uint8Array): Promise<boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47) return false;
  const data: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IDAT') data.push(new Uint8Array(bytes.subarray(at + 8, at + 8 + length)));
    at += length + 12;
  }
  const bits =
    view.getUint32(16) * view.getUint32(20) * view.getUint8(24) * (samples[view.getUint8(25)] ?? 1);
  let unfolded = 0;
  try {
    for await (const piece of new Blob(data).stream().pipeThrough(new DecompressionStream('deflate'))) {
      unfolded += piece.length;
      if (unfolded >= bits / 8) return false;
    }
  } catch {
    // It ends too soon, or is broken on the way.
  }
  return true;
}
