import { readMailbox } from './address.ts';
import { columnBlockAt } from './columnBlock.ts';
import { headerBlockAt, inlineBlock, nextFilled, type OlderHead } from './headerBlock.ts';
import { announcesForward, divider, headerLine, saysWrote } from './labels.ts';
import { isBlank, type Line, readLimits } from './lines.ts';

/** A place where an older message begins inside a mail's text. */
export interface Marker extends OlderHead {
  /**
   * forward: says so itself · headers: a block of From/Sent/To/Subject · attribution: "On … X wrote:" ·
   * quote: lines with ">" and nothing above them
   */
  kind: 'forward' | 'headers' | 'attribution' | 'quote';
  /** First line of the marker (dividers included) and first line of the older message. */
  start: number;
  bodyStart: number;
  depth: number;
}

const unnamed: OlderHead = { from: null, subject: null, date: null, to: [], cc: [] };

/** More than any conversation has; what comes after is history anyway. */
const maximumMarkers = 40;

/** All places where an older message begins, topmost first. */
export function findMarkers(lines: Line[]): Marker[] {
  const markers: Marker[] = [];
  for (let at = 0; at < lines.length && markers.length < maximumMarkers; ) {
    const marker = markerAt(lines, at, markers.at(-1)?.bodyStart ?? 0);
    if (marker) markers.push(marker);
    at = marker ? Math.max(marker.bodyStart, at + 1) : at + 1;
  }
  return markers;
}

function markerAt(lines: Line[], at: number, floor: number): Marker | null {
  const line = lines[at]!;
  if (isBlank(line)) return null;
  const long = line.raw.length > readLimits.markerLine;
  return (
    (long ? null : (dividerAt(lines, at) ?? announcedAt(lines, at))) ??
    inlineAt(lines, at) ??
    blockAt(lines, at, floor) ??
    (long ? null : attributionAt(lines, at)) ??
    quoteAt(lines, at, floor)
  );
}

function dividerAt(lines: Line[], at: number): Marker | null {
  const line = lines[at]!;
  const kind = divider(line.bare);
  if (!kind) return null;
  let next = nextFilled(lines, at + 1, 4);
  if (kind === 'rule') {
    if (next === null) return null;
    const block = headerBlockAt(lines, next, false);
    return block ? { ...block, kind: 'headers', start: at, bodyStart: block.end } : null;
  }
  const lotus = /(?:forwarded by|weitergeleitet von)\s+(.{2,80}?)(?:\s+(?:on|am)\b|\s+\d|-{2,}|$)/i.exec(
    line.bare,
  );
  if (lotus && next !== null && /^[\s\d/.:APM]*-{3,}\s*$/.test(lines[next]!.bare))
    next = nextFilled(lines, next + 1, 4);
  const own: Marker = {
    ...unnamed,
    kind: kind === 'forward' ? 'forward' : 'headers',
    from: lotus ? readMailbox(lotus[1]!) : null,
    start: at,
    bodyStart: next ?? lines.length,
    depth: line.depth,
  };
  const inline = inlineBlock(line.bare);
  if (inline) return { ...own, ...inline, bodyStart: at + 1 };
  if (next === null) return own;
  // Notes names the writer on one to three lines above "To:".
  for (let probe = next; probe < Math.min(lines.length, next + 7); probe += 1) {
    if (!headerLine(lines[probe]!.bare)) continue;
    const announced = probe === next;
    const block = headerBlockAt(lines, probe, announced);
    if (!block) continue;
    // Some write the divider below the block again.
    const after = nextFilled(lines, block.end, 1);
    const again = after !== null && lines[after]!.bare.trim() === line.bare.trim();
    return {
      ...own,
      ...headOf(block),
      from: block.from ?? own.from,
      bodyStart: again ? after + 1 : block.end,
      depth: block.depth,
    };
  }
  const columns = columnBlockAt(lines, next);
  if (columns) return { ...own, ...headOf(columns), bodyStart: columns.end, depth: columns.depth };
  // Some introduce it with "On … wrote:" instead.
  const sentence = attributionAt(lines, next);
  if (sentence) return { ...sentence, kind: own.kind, start: at };
  // Without a block below it a divider still divides, when it says what it divides.
  return own;
}

const headOf = ({ from, subject, date, to, cc }: OlderHead): OlderHead => ({ from, subject, date, to, cc });

/** "Begin forwarded message:" counts only with a block below it. */
function announcedAt(lines: Line[], at: number): Marker | null {
  if (!announcesForward(lines[at]!.bare)) return null;
  const next = nextFilled(lines, at + 1, 3);
  const block = next === null ? null : headerBlockAt(lines, next, true);
  if (!block?.from) return null;
  return { ...block, kind: 'forward', start: at, bodyStart: block.end };
}

/** Webmail writes divider and block in one long line. */
function inlineAt(lines: Line[], at: number): Marker | null {
  const line = lines[at]!;
  const text = line.bare.trimStart().slice(0, 2_000);
  const head = /^(-{3,8} [^-]{5,50} -{3,8}) /.exec(text);
  if (!head || divider(head[1]!) === null) return null;
  const block = inlineBlock(text.slice(head[1]!.length));
  if (!block) return null;
  const kind = divider(head[1]!) === 'forward' ? 'forward' : 'headers';
  return { ...block, kind, start: at, bodyStart: at + 1, depth: line.depth };
}

function blockAt(lines: Line[], at: number, floor: number): Marker | null {
  const block = headerBlockAt(lines, at, false) ?? columnBlockAt(lines, at);
  return block
    ? { ...block, start: Math.max(block.start, floor), kind: 'headers', bodyStart: block.end }
    : null;
}

const hasAddress = /[\w.+-]+@[\w-]+\.[\w.-]*\w/;
const hasDate =
  /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}(?:st|nd|rd|th|\.)? \p{L}{3,}/u;

/** "On Mon, 3 Nov 2025 at 10:00, Jane <jane@x> wrote:", wrapped over up to three lines, in any language. */
function attributionAt(lines: Line[], at: number): Marker | null {
  const first = lines[at]!;
  if (/^>>> ?\S/.test(first.raw) && />>> *$/.test(first.raw) && hasDate.test(first.raw)) {
    return attribution(first.raw.replace(/>>>/g, '').trim(), at, at + 1, 0);
  }
  const begun = startsLikeDate.test(first.bare.trim()) && hasDate.test(first.bare);
  let sentence = '';
  for (let end = at; end < Math.min(lines.length, at + 4); end += 1) {
    const line = lines[end]!;
    if (isBlank(line) || line.depth !== first.depth) return null;
    sentence = sentence ? `${sentence} ${line.bare.trim()}` : line.bare.trim();
    if (sentence.length > readLimits.markerLine) return null;
    if (!/[:：]\s*$/.test(sentence)) {
      // A sentence ends before the verb came: prose. "… 9:10 a.m." and "… Acme Inc." do not end one.
      if ((/[.!?]$/.test(line.bare.trim()) && !(begun && end === at)) || end - at >= 3) return null;
      continue;
    }
    const address = hasAddress.test(sentence);
    const date = hasDate.test(sentence);
    const next = nextFilled(lines, end + 1, 2);
    const quoted = next !== null && lines[next]!.depth > first.depth && isQuote(lines, next);
    const wrote = saysWrote(sentence);
    // "4 November 2025, 9:10 from Ann <ann@a.example>:" says it without a verb.
    const signed = address && date && /[>\])]\s*[:：]$/.test(sentence);
    const certain = wrote
      ? address || (date && startsLikeDate.test(sentence)) || quoted || justAName.test(sentence)
      : signed;
    if (!certain || (end > at && !startsLikeDate.test(sentence) && !hasAddress.test(first.bare))) return null;
    return attribution(sentence, at, end + 1, first.depth);
  }
  return null;
}

/** "Ann Lee wrote:" on a line of its own. */
const justAName =
  /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,3} (?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał|napisała) ?:$/u;

const startsLikeDate =
  /^["„«]?(?:in a message|on|am|le|el|il|op|den|em|dnia|w dniu|dne|dňa|d\.|på|am|v|в|на|\d{1,4}[./:-]|\d{1,2}|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|at)[\s.,\d]/iu;

function attribution(sentence: string, start: number, bodyStart: number, depth: number): Marker {
  const quotedName = /["„«“]\s?([^"„“”«»]{2,80}?)\s?["”»“]/u.exec(sentence)?.[1] ?? null;
  const open = sentence.search(/[<[(]/);
  const name =
    quotedName ??
    (open > 0 ? sentence.slice(0, open) : sentence.replace(/\s(?:wrote|writes)\s?:$/i, ''))
      .split(/,|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|(?:AM|PM|Uhr|GMT|UTC|CES?T|[+-]\d{4})\b|\d{4}/u)
      .at(-1)!
      .replace(/^(?:\s|schrieb|skrev|heeft|użytkownik|пользователь|używa|időpontban|používateľ|at)+/iu, '')
      .trim();
  const mailbox = readMailbox(hasAddress.test(sentence) ? sentence : name);
  return {
    ...unnamed,
    kind: 'attribution',
    from: { address: mailbox.address, name: name.length > 1 && name.length < 80 ? name : null },
    date: dateOf(sentence, name),
    start,
    bodyStart,
    depth,
  };
}

/** What an attribution says besides the name, the address and the verb, where a date is in it. */
function dateOf(sentence: string, name: string): string | null {
  const [before = ''] = sentence.split(/<|\[mailto:/, 1);
  const rest = (name ? before.replace(name, '') : before)
    .replace(/^["„«]?(?:in a message(?: dated)?|on|am|le|el|il|op|den|em|dnia|w dniu|at)\s/iu, '')
    .replace(
      /[\s,]*(?:["„“”«»]\s*)*(?:,|\b(?:schrieb|wrote|a écrit|skrev|escribió|ha scritto|escreveu))?[\s:]*$/iu,
      '',
    )
    .trim();
  return hasDate.test(rest) && /\d/.test(rest) ? rest : null;
}

/** Quoted lines with nothing to introduce them: at least two together, or one alone between own lines. */
function quoteAt(lines: Line[], at: number, floor: number): Marker | null {
  const line = lines[at]!;
  if (line.depth === 0 && isOtherQuote(lines, at) && at >= floor && !isOtherQuote(lines, at - 1)) {
    return { ...unnamed, kind: 'quote', start: at, bodyStart: at, depth: 0 };
  }
  if (line.depth === 0 || at < floor || (at > 0 && lines[at - 1]!.depth > 0)) return null;
  if (!isQuote(lines, at) || isListing(lines, at)) return null;
  return { ...unnamed, kind: 'quote', start: at, bodyStart: at, depth: 0 };
}

/** Initials before the mark ("AL> we need gloves"), or a bar, over two lines and more. */
function isOtherQuote(lines: Line[], at: number): boolean {
  const mark = quoteMark(lines[at]);
  return mark !== null && quoteMark(lines[at + 1]) === mark;
}

const quoteMark = (line: Line | undefined): string | null =>
  line && !/\|\s*$|\S\s\|\s\S/.test(line.raw.slice(1, readLimits.markerLine))
    ? (/^ ?(?:\p{Lu}[\p{L}]{0,3}>|\|(?= \S))/u.exec(line.raw)?.[0] ?? null)
    : null;

/** What `diff` prints ("< old", "---", "> new") is no quotation, and neither is what was typed at a ">>>" prompt. */
function isListing(lines: Line[], at: number): boolean {
  const above = lines[at - 1]?.raw ?? '';
  if (
    /^(?:---|\d+(?:,\d+)?[acd]\d)/.test(above) &&
    lines.slice(Math.max(0, at - 30), at).some((l) => /^(?:< |\d+(?:,\d+)?[acd]\d)/.test(l.raw))
  ) {
    return true;
  }
  return /^>>> ?(?:import |from \w+ import|print\(|[\w.]+ ?=|[\w.]+\()/.test(lines[at]!.raw);
}

/** ">500 pcs" alone is no quotation. */
const isQuote = (lines: Line[], at: number): boolean =>
  /^[ \t]?>+(?:[ >]|$)/.test(lines[at]!.raw) || (lines[at + 1]?.depth ?? 0) > 0;
