/** Why a document cannot be read: thrown inside, told as `UnreadableDocument` outside. */
export class CannotRead extends Error {
  readonly code: string;
  /** @param code One of `UnreadableDocument`'s. @param message A sentence for whoever sent the document. */
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Beyond these a document is refused with the reason. */
export const paperLimits = {
  bytes: 25_000_000,
  pages: 300,
  /** Pieces of text on all pages together: a page of small print has about 2,000. */
  texts: 400_000,
  pixels: 50_000_000,
  /** Pages of one document whose text is recognised from their picture, at one to two seconds each. */
  scannedPages: 8,
  /** An embedded e-invoice. */
  attachmentBytes: 5_000_000,
  milliseconds: 20_000,
  /** Where text is recognised from pictures. */
  recognitionMilliseconds: 90_000,
  heapMegabytes: 512,
  /** By so much the whole process may grow meanwhile: buffers, pictures and the recognition are in no heap. */
  growthMegabytes: 700,
};

/** Whether this is Node, which has threads and a canvas; workerd calls itself Node in part. */
export const onNode = (): boolean =>
  typeof process !== 'undefined' &&
  process.versions?.node !== undefined &&
  globalThis.navigator?.userAgent !== 'Cloudflare-Workers';

export const needsNode = (what: string): CannotRead =>
  new CannotRead('needs_node', `${what}; it is left to a worker process on Node.`);
