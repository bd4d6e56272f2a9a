/** What is in a zip, before anything of it is unpacked; and its files, within limits. */
import type { Refusal } from './sniff.ts';

export interface ArchiveLimits {
  /** Files in it. */
  files: number;
  /** Bytes unpacked, all together. */
  bytes: number;
}

interface Entry {
  name: string;
  /** Bytes unpacked, as the directory says; more is never written. */
  size: number;
  encrypted: boolean;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The central directory (APPNOTE.TXT 4.3.12). null: there is none that can be read. */
export function listArchive(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  for (const lowest = Math.max(0, end - 65_535); end >= lowest && view.getUint32(end, true) !== END; ) end--;
  if (end < 0 || view.getUint32(end, true) !== END) return null;
  const entries: Entry[] = [];
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return null;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      size: view.getUint32(at + 24, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Why an archive is not opened, or what it is. Nothing is unpacked for it. */
export function judgeArchive(bytes: Uint8Array, limits: ArchiveLimits): 'xlsx' | 'zip' | Refusal {
  const entries = listArchive(bytes);
  if (!entries)
    return { code: 'damaged', why: 'The zip file has no directory that can be read; it may be cut off.' };
  if (entries.some(({ encrypted }) => encrypted))
    return { code: 'encrypted', why: 'The zip file is protected with a password.' };
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > limits.bytes)
    return {
      code: 'too_large',
      why: `Unpacked it would be ${megabytes(unpacked)} MB; up to ${megabytes(limits.bytes)} MB are opened.`,
    };
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('[Content_Types].xml')) {
    if (entries.some(({ name }) => /vbaProject|\/macrosheets\//i.test(name)))
      return {
        code: 'macro',
        why: 'The file carries macros and is not opened. Send it as .xlsx, .csv or PDF.',
      };
    if (names.has('xl/workbook.xml')) return 'xlsx';
    return { code: 'unknown_type', why: 'Of Office files only Excel workbooks are read. Send it as PDF.' };
  }
  if (names.has('META-INF/MANIFEST.MF')) return { code: 'executable', why: 'Programs are not opened.' };
  const files = entries.filter(({ name }) => !name.endsWith('/'));
  if (files.length > limits.files)
    return {
      code: 'too_large',
      why: `There are ${files.length} files in it; up to ${limits.files} are opened.`,
    };
  return 'zip';
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(0);

/** The files of an archive that `judgeArchive` let through, or those that are wanted. Throws where it is damaged. */
export async function unpack(
  bytes: Uint8Array,
  wanted: (name: string) => boolean = (name) => !name.endsWith('/'),
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const { unzipSync } = await import('fflate');
  // Each file is inflated into as many bytes as the directory announces, so a lying one is cut and not a bomb.
  const files = unzipSync(bytes, { filter: ({ name }) => wanted(name) });
  return Object.entries(files).map(([name, content]) => ({ name, bytes: content }));
}
