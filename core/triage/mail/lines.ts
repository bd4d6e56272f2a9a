/** One line of a mail's text, taken apart once: how deep it is quoted, and what it says without the quote marks. */
export interface Line {
  /** As written, without line end. */
  raw: string;
  /** Number of leading ">" marks. */
  depth: number;
  /** Without quote marks; outer spaces kept. */
  bare: string;
}

/** What is read of a mail. Longer text is cut first, so that no later step can be made to work without end. */
export const readLimits = { characters: 200_000, lines: 5_000, markerLine: 400 } as const;

const invisible = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;

/** Webmail on phones goes on in the line of "On … Ann <ann@…> wrote:". */
const runOn =
  /^([ \t>]*[^\n<]{6,150}<[^\s<>@]{1,64}@[^\s<>@]{1,190}> ?(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev) ?:)[ \t]+(?=\S)/gmu;

/** Normalises line ends and blanks, drops invisible characters, and cuts to `readLimits`. */
export function toLines(text: string): Line[] {
  const clean = text
    .slice(0, readLimits.characters)
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(runOn, '$1\n');
  return clean.split('\n', readLimits.lines).map(toLine);
}

export function toLine(raw: string): Line {
  let depth = 0;
  let at = 0;
  for (;;) {
    const next = raw[at] === '>' ? at : /[ \t]/.test(raw[at] ?? '') && raw[at + 1] === '>' ? at + 1 : -1;
    if (next < 0) break;
    depth += 1;
    at = next + 1;
  }
  if (depth && raw[at] === ' ') at += 1;
  return { raw, depth, bare: raw.slice(at) };
}

export const isBlank = (line: Line | undefined): boolean => !line || line.bare.trim() === '';

/** Removes `levels` quote marks where they are. */
export function unquote(line: Line, levels: number): Line {
  let rest = line.raw;
  for (let level = 0; level < levels; level += 1) {
    const stripped = /^[ \t]?>/.exec(rest);
    if (!stripped) break;
    rest = rest.slice(stripped[0].length);
  }
  return toLine(rest === line.raw ? rest : rest.replace(/^ /, ''));
}

/** Lines as text, without blanks at both ends and at line ends. */
export function toText(lines: Line[]): string {
  return lines
    .map((line) => line.raw.trimEnd())
    .join('\n')
    .trim();
}
