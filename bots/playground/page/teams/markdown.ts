/** The Markdown that Adaptive Cards know (bold, italic, links, lists), parsed to a tree that can only become text. */
import { longestText, type Rich, safeHref } from '../client/rich.ts';

type ListNode = Extract<Rich, { kind: 'list' }>;

export function parseMarkdown(text: string): Rich[] {
  const out: Rich[] = [];
  let list: ListNode | undefined;
  let breaks = 0;
  for (const line of text.slice(0, longestText).replaceAll('\r\n', '\n').split('\n')) {
    const item = /^ {0,3}(?:([-*+])|\d{1,3}[.)]) +(.*)$/.exec(line);
    if (item) {
      const ordered = item[1] === undefined;
      if (!list || list.ordered !== ordered) {
        list = { kind: 'list', ordered, items: [] };
        out.push(list);
      }
      list.items.push(parseInline(item[2] ?? ''));
      breaks = 0;
    } else if (line.trim() === '') {
      breaks += 1;
    } else {
      if (out.length > 0 && !list) out.push({ kind: 'break' });
      if (breaks > 0 && out.length > 0 && !list) out.push({ kind: 'break' });
      list = undefined;
      breaks = 0;
      out.push(...parseInline(line));
    }
  }
  return out;
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const marks = [
  ['**', 'bold'],
  ['__', 'bold'],
  ['~~', 'strike'],
  ['*', 'italic'],
  ['_', 'italic'],
] as const;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function parseInline(text: string): Rich[] {
  const out: Rich[] = [];
  let plain = '';
  let i = 0;
  while (i < text.length) {
    const char = text[i]!;
    const entity = char === '&' ? /^&(?:#(\d{1,6})|([a-z]{2,4}));/.exec(text.slice(i, i + 9)) : null;
    const found = readStyled(text, i) ?? readLink(text, i) ?? readCode(text, i);
    if (char === '\\' && /[\\`*_{}[\]()#+\-.!~|<>&]/.test(text[i + 1] ?? '')) {
      plain += text[i + 1];
      i += 2;
    } else if (entity) {
      plain += entity[1] ? codePoint(Number(entity[1])) : (entities[entity[2]!] ?? entity[0]);
      i += entity[0].length;
    } else if (found) {
      if (plain !== '') out.push({ kind: 'text', text: plain });
      plain = '';
      out.push(found.node);
      i = found.end;
    } else {
      plain += char;
      i += 1;
    }
  }
  if (plain !== '') out.push({ kind: 'text', text: plain });
  return out;
}

const codePoint = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');

type Found = { node: Rich; end: number } | null;

function readStyled(text: string, start: number): Found {
  const mark = marks.find(([characters]) => text.startsWith(characters, start));
  if (!mark) return null;
  const [characters, kind] = mark;
  const from = start + characters.length;
  if (isSpace(text[from]) || (characters.startsWith('_') && isWord(text[start - 1]))) return null;
  for (let i = from + 1; i < text.length; i += 1) {
    if (text[i - 1] === '\\' || !text.startsWith(characters, i) || isSpace(text[i - 1])) continue;
    const end = i + characters.length;
    if (characters.startsWith('_') && isWord(text[end])) continue;
    if (characters === '*' && text[end] === '*') continue;
    return { node: { kind, children: parseInline(text.slice(from, i)) }, end };
  }
  return null;
}

function readLink(text: string, start: number): Found {
  if (text[start] !== '[') return null;
  const match = /^\[((?:\\.|[^\]\\])*)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/.exec(text.slice(start));
  const href = match && safeHref(match[2] ?? '');
  if (!match || !href) return null;
  return {
    node: { kind: 'link', href, children: parseInline(match[1] ?? '') },
    end: start + match[0].length,
  };
}

function readCode(text: string, start: number): Found {
  if (text[start] !== '`') return null;
  const end = text.indexOf('`', start + 1);
  return end > start + 1 ? { node: { kind: 'code', text: text.slice(start + 1, end) }, end: end + 1 } : null;
}
