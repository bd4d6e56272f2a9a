/** How many parts a mail may have, and how deep they may lie in each other. */
export const MAIL_PARTS = 200;
export const MAIL_DEPTH = 30;

const LF = 10;
/** A header block longer than this is no header block. */
const headerBytes = 256 * 1024;

/**
 * Counts the parts of a raw message and their depth without decoding any, in one pass over its lines, so that a hostile
 * one is refused before a parser works on it. Stops counting above both limits.
 */
export function mimeShape(raw: Uint8Array): { parts: number; depth: number } {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const boundaries: { mark: string; level: number }[] = [];
  let parts = 1;
  let depth = 1;
  let level = 1;
  let at = 0;
  for (let inHead = true; at < bytes.length; ) {
    if (inHead) {
      const head = headAt(bytes, at);
      at = head.end;
      inHead = head.isMessage;
      if (head.boundary) boundaries.push({ mark: head.boundary, level });
      if (head.boundary || head.isMessage) level += 1;
      if (head.isMessage) parts += 1;
      depth = Math.max(depth, level);
      if (parts > MAIL_PARTS || depth > MAIL_DEPTH) break;
      if (head.isMessage) continue;
    }
    const next = boundaryAfter(bytes, at, boundaries);
    if (!next) break;
    boundaries.length = next.index + (next.closes ? 0 : 1);
    level = next.closes ? next.level : next.level + 1;
    at = next.end;
    inHead = !next.closes;
    if (inHead) parts += 1;
    if (parts > MAIL_PARTS) break;
  }
  return { parts, depth };
}

/** The header block that begins at `start`: where it ends, its boundary, and whether another message follows in clear. */
function headAt(bytes: Buffer, start: number): { end: number; boundary: string | null; isMessage: boolean } {
  const limit = Math.min(bytes.length, start + headerBytes);
  let end = start;
  while (end < limit) {
    const lineEnd = bytes.indexOf(LF, end);
    const next = lineEnd < 0 ? bytes.length : lineEnd + 1;
    const blank = next - end <= 2 && bytes.subarray(end, next).toString('latin1').trim() === '';
    end = next;
    if (blank) break;
  }
  const head = bytes
    .subarray(start, end)
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ');
  const type = /^content-type[ \t]*:([^\r\n]*)/im.exec(head)?.[1] ?? '';
  const found = /\bboundary[ \t]*=[ \t]*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(type);
  const boundary = /^\s*multipart\//i.test(type) ? (found?.[1] ?? found?.[2] ?? null) : null;
  const encoded = /^content-transfer-encoding[ \t]*:[ \t]*(?:base64|quoted-printable)/im.test(head);
  return { end, boundary, isMessage: /^\s*message\/(?:rfc822|global)\b/i.test(type) && !encoded };
}

/** The next line that is a boundary of an open multipart. */
function boundaryAfter(bytes: Buffer, start: number, boundaries: { mark: string; level: number }[]) {
  if (!boundaries.length) return null;
  for (let at = start; at < bytes.length; ) {
    const line =
      at === start && bytes.subarray(at, at + 2).toString('latin1') === '--'
        ? at
        : bytes.indexOf('\n--', at) + 1;
    if (line === 0) return null;
    const found = bytes.indexOf(LF, line);
    const end = found < 0 ? bytes.length : found + 1;
    const text = bytes
      .subarray(line + 2, Math.min(end, line + 260))
      .toString('latin1')
      .trimEnd();
    for (let index = boundaries.length - 1; index >= 0; index -= 1) {
      const { mark, level } = boundaries[index]!;
      if (text === mark || text === `${mark}--`) return { index, level, end, closes: text !== mark };
    }
    at = end - 1 > at ? end - 1 : end;
  }
  return null;
}
