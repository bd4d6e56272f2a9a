/** What a file is by its first bytes, whatever it is called. */
import { isEdi } from './edi/readEdi.ts';
import { columnField } from './table/headers.ts';
import { decodeText } from './text.ts';

export type FileFormat = 'edi' | 'xml' | 'table' | 'text' | 'xlsx' | 'zip' | 'pdf' | 'image';

/** Why a file is not opened. */
export interface Refusal {
  code: string;
  why: string;
}

const refuse = (code: string, why: string): Refusal => ({ code, why });

const starts = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Names of things that run. They are refused by name, too: a script is text like any other. */
const runs =
  /\.(?:exe|dll|com|scr|msi|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|jar|lnk|reg|sh|app|apk|cpl|pif|iso|img)$/i;
const macroNames = /\.(?:xlsm|xltm|xlam|docm|dotm|pptm|potm|ppam)$/i;

function isProgram(bytes: Uint8Array): boolean {
  return (
    starts(bytes, 0x4d, 0x5a) ||
    starts(bytes, 0x7f, 0x45, 0x4c, 0x46) ||
    starts(bytes, 0xca, 0xfe, 0xba, 0xbe) ||
    starts(bytes, 0xcf, 0xfa, 0xed, 0xfe) ||
    starts(bytes, 0xfe, 0xed, 0xfa) ||
    starts(bytes, 0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02) ||
    starts(bytes, 0x23, 0x21)
  );
}

function isImage(bytes: Uint8Array): boolean {
  return (
    starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    starts(bytes, 0xff, 0xd8, 0xff) ||
    starts(bytes, 0x49, 0x49, 0x2a, 0x00) ||
    starts(bytes, 0x4d, 0x4d, 0x00, 0x2a) ||
    /^GIF8[79]a/.test(ascii(bytes, 0, 6)) ||
    (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') ||
    (ascii(bytes, 4, 8) === 'ftyp' && /^(?:heic|heix|mif1|avif|hevc)/.test(ascii(bytes, 8, 12))) ||
    (starts(bytes, 0x42, 0x4d) && bytes.length > 54 && bytes[6] === 0 && bytes[14] === 40)
  );
}

/** Old Office files (OLE2) by the names of the streams inside, which stand there in UTF-16. */
function oldOffice(bytes: Uint8Array): Refusal {
  const names = new TextDecoder('utf-16le').decode(bytes.subarray(0, Math.min(bytes.length, 1 << 20) & ~1));
  if (names.includes('EncryptedPackage'))
    return refuse('encrypted', 'The file is protected with a password.');
  if (names.includes('_VBA_PROJECT')) return refuse('macro', 'The file carries macros and is not opened.');
  return refuse('unknown_type', 'Old Office files are not read. Save it as .xlsx, .csv or PDF.');
}

const otherArchives: [string, number[]][] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['gzip', [0x1f, 0x8b]],
  ['cabinet', [0x4d, 0x53, 0x43, 0x46]],
];

/** The format, or why the file is refused. `zip` may still turn out as a workbook: `openArchive` looks inside. */
export function sniff(name: string, bytes: Uint8Array): FileFormat | Refusal {
  if (!bytes.length) return refuse('empty', 'The file is empty.');
  if (isProgram(bytes) || runs.test(name))
    return refuse('executable', 'Programs and scripts are not opened.');
  if (macroNames.test(name))
    return refuse('macro', 'Files with macros are not opened. Send it as .xlsx, .csv or PDF.');
  if (ascii(bytes, 0, Math.min(bytes.length, 1024)).includes('%PDF-')) return 'pdf';
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04) || starts(bytes, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return oldOffice(bytes);
  if (isImage(bytes)) return 'image';
  const archive = otherArchives.find(([, magic]) => starts(bytes, ...magic));
  if (archive) return refuse('archive', `Archives of type ${archive[0]} are not opened.`);
  if (starts(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) return refuse('unknown_type', 'RTF files are not read.');
  return sniffText(bytes);
}

function sniffText(bytes: Uint8Array): FileFormat | Refusal {
  const { text, charset } = decodeText(bytes.subarray(0, 4096));
  const head = text.trimStart();
  if (!head && bytes.length <= 4096) return refuse('empty', 'The file has nothing in it.');
  if (isEdi(head)) return 'edi';
  // A zero byte where no UTF-16 was announced: no text.
  if (!charset.startsWith('utf-16') && text.includes('\0'))
    return refuse('unknown_type', 'This is no kind of file that is read.');
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(head))
    return refuse('unknown_type', 'Web pages are not read.');
  if (/^<[?!A-Za-z_]/.test(head)) return 'xml';
  if (/^[[{]/.test(head) && /[\]}]\s*$/.test(bytes.length > 4096 ? '}' : head))
    return refuse('unknown_type', 'JSON files are not read.');
  return looksLikeTable(head) ? 'table' : 'text';
}

/** A line that names columns of items; or lines that are nearly all cut into the same number of cells, three or more. */
function looksLikeTable(head: string): boolean {
  const lines = head
    .split(/\r\n|\r|\n/)
    .slice(0, 60)
    .filter((line) => line.trim());
  return [';', ',', '\t', '|'].some((separator) => {
    const rows = lines.map((line) => line.split(separator));
    if (
      rows.some(
        (cells) =>
          new Set(cells.map((cell) => columnField(cell.replace(/^"|"$/g, ''))).filter(Boolean)).size >= 2,
      )
    )
      return true;
    const counts = new Map<number, number>();
    for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [cells, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    return cells >= 3 && count >= 3 && count >= 0.7 * rows.length;
  });
}
