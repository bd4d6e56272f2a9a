/** Slack's mrkdwn, as its "Formatting text" reference describes it, parsed to a tree that can only become text. */
import { longestText, type Rich, safeHref } from '../client/rich.ts';
import { slackDate } from './date.ts';

export interface MrkdwnContext {
  timeZone: string;
  now: string;
  /** Slack account id to a name, null when unknown. */
  personName(id: string): string | null;
}

/** Parses mrkdwn. Text that only looks like markup stays text. */
export function parseMrkdwn(text: string, context: MrkdwnContext): Rich[] {
  const out: Rich[] = [];
  text
    .slice(0, longestText)
    .split(/```\n?([\s\S]*?)\n?```/)
    .forEach((piece, i) => {
      if (i % 2 === 1) out.push({ kind: 'pre', text: unescaped(piece) });
      else if (piece !== '') out.push(...parseLines(piece, context));
    });
  return out;
}

/** Only the words and dates of mrkdwn; used for `plain_text`, which knows no markup. */
export const plainText = (text: string): Rich[] =>
  text.split('\n').flatMap((line, i): Rich[] => {
    const words: Rich = { kind: 'text', text: line };
    return i === 0 ? [words] : [{ kind: 'break' }, words];
  });

function parseLines(text: string, context: MrkdwnContext): Rich[] {
  const out: Rich[] = [];
  let quoted: Rich[] | null = null;
  let first = true;
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) {
      if (quoted) quoted.push({ kind: 'break' });
      else {
        quoted = [];
        out.push({ kind: 'quote', children: quoted });
      }
      quoted.push(...parseInline(quote[1] ?? '', context));
    } else {
      if (!first && !quoted) out.push({ kind: 'break' });
      quoted = null;
      out.push(...parseInline(line, context));
    }
    first = false;
  }
  return out;
}

const styles: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' };
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

function parseInline(text: string, context: MrkdwnContext): Rich[] {
  const out: Rich[] = [];
  let plain = '';
  // A mark without an end in the rest of the line has none further on either: without this, long lines take long.
  const endless = new Set<string>();
  const flush = () => {
    if (plain !== '') out.push({ kind: 'text', text: unescaped(plain) });
    plain = '';
  };
  let i = 0;
  while (i < text.length) {
    const char = text[i]!;
    const found =
      char === '<'
        ? readToken(text, i, context)
        : char === '`'
          ? readCode(text, i)
          : char in styles && !endless.has(char)
            ? readStyled(text, i, context)
            : null;
    if (found === 'endless') endless.add(char);
    if (found && found !== 'endless') {
      flush();
      out.push(found.node);
      i = found.end;
    } else {
      plain += char;
      i += 1;
    }
  }
  flush();
  return out;
}

type Found = { node: Rich; end: number } | null;

function readCode(text: string, start: number): Found {
  const end = text.indexOf('`', start + 1);
  if (end <= start + 1) return null;
  return { node: { kind: 'code', text: unescaped(text.slice(start + 1, end)) }, end: end + 1 };
}

function readStyled(text: string, start: number, context: MrkdwnContext): Found | 'endless' {
  const mark = text[start]!;
  if (isWord(text[start - 1]) || isSpace(text[start + 1]) || text[start + 1] === mark) return null;
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '<') {
      const close = text.indexOf('>', i);
      if (close > 0) i = close;
    } else if (text[i] === mark && !isSpace(text[i - 1]) && !isWord(text[i + 1])) {
      return {
        node: { kind: styles[mark]!, children: parseInline(text.slice(start + 1, i), context) },
        end: i + 1,
      };
    }
  }
  return 'endless';
}

/** `<…>`: a link, a mention, a date. Anything else is text. */
function readToken(text: string, start: number, context: MrkdwnContext): Found {
  const close = text.indexOf('>', start);
  if (close < 0) return null;
  const body = text.slice(start + 1, close);
  if (body === '' || body.includes('<')) return null;
  const node = tokenNode(body, context);
  return node && { node, end: close + 1 };
}

function tokenNode(body: string, context: MrkdwnContext): Rich | null {
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(body.slice(bar + 1));
  if (target.startsWith('!date^')) return slackDate(target, label, context);
  if (target.startsWith('!subteam^')) return { kind: 'mention', text: label || '@group' };
  if (target.startsWith('!')) return { kind: 'mention', text: `@${target.slice(1)}` };
  if (target.startsWith('@')) {
    return { kind: 'mention', text: `@${context.personName(target.slice(1)) ?? (label || target.slice(1))}` };
  }
  if (target.startsWith('#')) return { kind: 'mention', text: `#${label || target.slice(1)}` };
  const href = safeHref(unescaped(target));
  return href ? { kind: 'link', href, children: [{ kind: 'text', text: label || href }] } : null;
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
