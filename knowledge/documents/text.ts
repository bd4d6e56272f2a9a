/** Bytes to text, whatever wrote them. */

export interface DecodedText {
  text: string;
  /** WHATWG label of the charset that was used. */
  charset: string;
}

const marks: [string, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Decodes by byte order mark, else as UTF-8 where it is valid, else by `fallback` (a WHATWG label; 1252 is what most
 * old programs write, and it gives every byte a character). Never throws.
 */
export function decodeText(bytes: Uint8Array, fallback = 'windows-1252'): DecodedText {
  for (const [charset, mark] of marks) {
    if (mark.every((byte, at) => bytes[at] === byte))
      return { text: new TextDecoder(charset).decode(bytes), charset };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), charset: 'utf-8' };
  } catch {
    return { text: new TextDecoder(fallback).decode(bytes), charset: fallback };
  }
}
