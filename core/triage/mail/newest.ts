import { findMarkers } from './history.ts';
import { isBlank, type Line, toLines, toText } from './lines.ts';
import { dropBanner, signatureStart } from './signature.ts';

interface Newest {
  /** The newest words alone. */
  text: string;
  /** What was cut below them as signature, greeting or disclaimer. */
  signature: string;
  /** Older messages below. */
  history: string;
}

/**
 * The newest words of a message, without quoted history, signature and disclaimer. Answers written below or between
 * quoted lines are kept.
 */
export function newestText(text: string, senderName: string | null = null): Newest {
  const lines = dropBanner(toLines(text));
  const own = ownLines(lines);
  const cut = signatureStart(own.lines, senderName);
  return {
    text: toText(own.lines.slice(0, cut)).replace(/\n{3,}/g, '\n\n'),
    signature: toText(own.lines.slice(cut)),
    history: toText(own.history),
  };
}

function ownLines(lines: Line[]): { lines: Line[]; history: Line[] } {
  const markers = findMarkers(lines);
  const first = markers[0];
  if (!first) return { lines, history: [] };
  const above = lines.slice(0, first.start);
  const rest = lines.slice(first.start);
  // A block that is not quoted leaves everything below it to the older message.
  const block = markers.find((marker) => marker.kind === 'headers' || marker.kind === 'forward');
  const limit = block && block.depth === 0 ? block.start : lines.length;
  const introduced = new Set<number>();
  for (const marker of markers)
    for (let at = marker.start; at < marker.bodyStart; at += 1) introduced.add(at);
  const between = lines
    .slice(first.start, limit)
    .filter((line, index) => line.depth === 0 && !introduced.has(first.start + index));
  const quotes = rest.some((line, index) => line.depth > first.depth && !introduced.has(first.start + index));
  // "On … wrote:" without quote marks below: all of it is older.
  const keepsBetween = first.kind === 'quote' || quotes || first.depth > 0;
  const kept = keepsBetween && between.some((line) => !isBlank(line)) ? [...above, ...between] : above;
  return { lines: kept.some((line) => !isBlank(line)) ? kept : [], history: rest };
}
