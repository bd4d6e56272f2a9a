import type { SimpleParserOptions } from 'mailparser';

/** How every message is taken apart: nothing is fetched, rendered or linked. */
export const parserOptions: SimpleParserOptions = {
  keepCidLinks: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  checksumAlgo: false,
  // Attached messages are taken apart in nested.ts, which knows when to stop.
  ignoreEmbedded: true,
  maxHtmlLengthToParse: 3_000_000,
};
