/** Strangers' text inside Adaptive Cards, learn.microsoft.com/adaptive-cards/authoring-cards/text-features. */
import { clean, formatMoment, instant, type Line, oneLine, split, unlink } from './text.ts';

/**
 * For elements that clients read as Markdown (TextBlock, FactSet). Backslashes would be visible in clients without
 * Markdown, so its characters are replaced by their look-alikes or taken out of effect with a zero-width space.
 */
export function markdownText(raw: string): string {
  return runText(oneLine(raw))
    .replace(/\*/g, '∗')
    .replace(/~/g, '∼')
    .replace(/`/g, 'ʼ')
    .replace(/\\/g, '⧵')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replace(/\](?=[([:])/g, `]${split}`)
    .replace(/!(?=\[)/g, `!${split}`)
    .replace(/^(?=[-+] |-{3}|#|>|\d{1,9}[.)] )/, split);
}

/** For text runs, which know no Markdown: addresses, tags, entities and date functions stay text. */
export function runText(raw: string): string {
  return unlink(clean(raw))
    .replace(/<(?=\S)/g, `<${split}`)
    .replace(/&(?=#?\w)/g, `&${split}`)
    .replace(/\{(?=\{)/g, `{${split}`);
}

export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  italic?: boolean;
  strikethrough?: boolean;
  isSubtle?: boolean;
  size?: 'Small';
}

/** Strict RFC 3339 without fractions: anything else is shown to people as it stands. */
function dateFunction(at: string, fallback: { locale: string; timeZone: string }): string {
  const date = instant(at);
  if (!date || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) {
    return runText(formatMoment(at, fallback.locale, fallback.timeZone));
  }
  const iso = date.toISOString().replace(/\.\d{3}Z$/, 'Z');
  return `{{DATE(${iso}, SHORT)}} {{TIME(${iso})}}`;
}

/** Moments become DATE and TIME functions: the reader's own zone and language. */
export function runs(
  line: Line,
  fallback: { locale: string; timeZone: string },
  style: Omit<TextRun, 'type' | 'text'> = {},
): TextRun[] {
  const found = line.map((piece): TextRun => {
    if (typeof piece !== 'string')
      return { type: 'TextRun', text: dateFunction(piece.at, fallback), ...style };
    const text = runText(oneLine(piece));
    const before = /^\s/.test(piece) ? ' ' : '';
    return { type: 'TextRun', text: `${before}${text}${text && /\s$/.test(piece) ? ' ' : ''}`, ...style };
  });
  return found.filter((run) => run.text !== '');
}
