import type { OlderHead } from './headerBlock.ts';
import { findMarkers, type Marker } from './history.ts';
import { readSubject } from './labels.ts';
import { isBlank, type Line, toLine, toLines, toText, unquote } from './lines.ts';

/** A message that somebody passed on, as found in the text of the mail that carries it. */
interface Forwarded extends OlderHead {
  /** All that follows the block, without quote marks; may hold older history. */
  body: string;
  /** What stands above it. */
  note: string;
}

interface ForwardHints {
  /** Who sent the carrying mail. */
  sender?: string | null;
  /** Mail domains of the company: a colleague's reply that carries a customer's words is read as a forward. */
  ownDomains?: string[];
}

/** More levels of "Fwd: Fwd:" than anybody reads. */
const maximumDepth = 5;

/**
 * Finds the forwarded message in a mail's text, or null for an ordinary mail or a reply with its history. Goes down
 * through forwards of forwards while a level has no words of its own or was written by a colleague.
 */
export function findForwarded(text: string, subject: string, hints: ForwardHints = {}): Forwarded | null {
  const lines = toLines(text);
  const markers = findMarkers(lines);
  const marker = forwardMarker(lines, markers, subject, hints);
  if (!marker) return null;
  let found = takeOut(lines, marker, readSubject(subject).bare);
  for (let level = 1; level < maximumDepth; level += 1) {
    const inner = toLines(found.body);
    const next = findMarkers(inner)[0];
    if (!next || next.kind === 'quote') break;
    const passedOn = toText(inner.slice(0, next.start)) === '';
    if (!passedOn && !(isOwn(found.from?.address, hints) && !isOwn(next.from?.address, hints))) break;
    const older = takeOut(inner, next, found.subject ? readSubject(found.subject).bare : null);
    if (!older.from) break;
    found = { ...older, note: [found.note, older.note].filter(Boolean).join('\n\n') };
  }
  return found;
}

/** Words enough to be somebody else's below a "Fwd:". */
const passedOnCharacters = 200;

/** Whether words of an older message are in a text at all, forwarded, quoted, or left below an answer. */
export function quotesOlder(text: string, subject: string): boolean {
  if (findMarkers(toLines(text)).length > 0) return true;
  // Some programs pass on without a word of where the older message begins.
  return readSubject(subject).kind === 'forward' && text.trim().length >= passedOnCharacters;
}

const isOwn = (address: string | null | undefined, hints: ForwardHints): boolean => {
  const domain = address?.split('@')[1]?.toLowerCase();
  return domain !== undefined && (hints.ownDomains ?? []).includes(domain);
};

/** Which marker, if any, begins a message that was passed on rather than answered. */
function forwardMarker(
  lines: Line[],
  markers: Marker[],
  subject: string,
  hints: ForwardHints,
): Marker | null {
  const first = markers.find((marker) => marker.kind !== 'quote');
  const said = markers.find((marker) => marker.kind === 'forward');
  const { kind } = readSubject(subject);
  if (first) {
    // A customer who sends our own mail back with words on top is answering it, however it was sent.
    if (
      hints.ownDomains?.length &&
      hints.sender &&
      !isOwn(hints.sender, hints) &&
      isOwn(first.from?.address, hints)
    ) {
      return null;
    }
    if (kind === 'forward') return first;
    if (isOwn(hints.sender, hints) && first.from?.address && !isOwn(first.from.address, hints)) return first;
    // In a conversation that was forwarded earlier and is answered now, the forward lies below the answer's history.
    if (said && said === first) return said;
    if (kind === 'reply') return null;
    if (first.kind === 'headers') return first;
    // "On … wrote:" with nothing above or below: passed on whole.
    if (first.kind === 'attribution') return wordsOutside(lines, first) ? null : first;
  }
  return null;
}

function wordsOutside(lines: Line[], marker: Marker): boolean {
  if (lines.slice(0, marker.start).some((line) => !isBlank(line))) return true;
  const below = lines.slice(marker.bodyStart);
  const quoted = below.some((line) => line.depth > marker.depth);
  return quoted && below.some((line) => line.depth <= marker.depth && !isBlank(line));
}

function takeOut(lines: Line[], marker: Marker, outerSubject: string | null): Forwarded {
  let body = lines.slice(marker.bodyStart).map((line) => unquote(line, marker.depth));
  const filled = body.filter((line) => !isBlank(line));
  const first = filled[0];
  if (first && first.depth > 0 && filled.every((line) => line.depth > 0)) {
    body = body.map((line) => unquote(line, 1));
  } else if (marker.kind === 'attribution' && first?.depth && marker.depth === 0) {
    // Quoted with one line that lost its mark.
    body = body.map((line) => unquote(line, 1));
  } else if (marker.kind === 'attribution' && first?.raw.startsWith('    ')) {
    body = body.map((line) => toLine(line.raw.replace(/^ {4}/, '')));
  }
  const { from, date, to, cc } = marker;
  return {
    from,
    date,
    to,
    cc,
    subject: marker.subject ?? outerSubject,
    body: toText(body),
    note: toText(lines.slice(0, marker.start)),
  };
}
