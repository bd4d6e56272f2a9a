/** Strangers' text inside Slack's mrkdwn, docs.slack.dev/messaging/formatting-message-text. */
import type { PlainTextElement } from '@slack/web-api';
import { clean, cut, fit, formatMoment, instant, type Line, oneLine, split, unlink } from './text.ts';

/**
 * Raw text as mrkdwn that shows exactly these characters: no mention, link, emoji name or format comes alive. Slack has
 * no escape for its format characters, so a zero-width space takes them out of effect.
 */
export function slackText(raw: string): string {
  return unlink(clean(raw))
    .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, (mark) => `${split}${mark}${split}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${split}`)
    .replace(/^(?=>|[-•] |\d+\. )/gm, split)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** Escaped text on one line, cut so that several fit into one section (3,000). */
export const inline = (raw: string, max = 900): string => fit(oneLine(raw), max, slackText);

export const bold = (raw: string): string => (oneLine(raw) ? `*${inline(raw, 500)}*` : '');
export const strike = (raw: string): string => (oneLine(raw) ? `~${inline(raw)}~` : '');

/** Each line as a quotation. */
export const quoteBlock = (raw: string, max = 1000): string => fit(clean(raw), max, quoted);

const quoted = (raw: string) =>
  slackText(raw)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** A link of our own. `url` is an absolute http(s) address. */
export function link(url: string, label: string): string {
  const safe = new URL(url).href.replace(/[|<>\s]/g, encodeURIComponent).replace(/&/g, '&amp;');
  return `<${safe}|${inline(label).replace(/\|/g, '/')}>`;
}

/** Moments become Slack's date tokens: the reader's own zone and language. */
export function moments(line: Line, fallback: { locale: string; timeZone: string }): string {
  return line
    .map((piece) => {
      if (typeof piece === 'string') return spaced(piece);
      const at = instant(piece.at);
      if (!at) return inline(piece.at);
      const plainDate = formatMoment(piece.at, fallback.locale, fallback.timeZone).replace(/[|<>^&]/g, ' ');
      return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time}|${plainDate}>`;
    })
    .join('');
}

/** Keeps the space beside a moment, which escaping would trim. */
function spaced(piece: string): string {
  const text = inline(piece);
  return `${/^\s/.test(piece) ? ' ' : ''}${text}${text && /\s$/.test(piece) ? ' ' : ''}`;
}

/** Plain text for headers and buttons: never empty, emoji names stay text. */
export const plain = (raw: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(oneLine(raw), max) || '–',
  emoji: false,
});
