/** Where files of other people lie to measure with: beside the repository, and never in it. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));
export const corporaHere = existsSync(corpora);

export const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(corpora + path));
export const textOf = (path: string): string => readFileSync(corpora + path, 'utf8');
export const jsonOf = <T>(path: string): T => JSON.parse(textOf(path));
/** Files under the folder, as paths within it, sorted. */
export const filesAt = (pattern: string): string[] => globSync(pattern, { cwd: corpora }).sort();

/** How many of so many. */
export interface Share {
  of: number;
  right: number;
}
export const count = (share: Share, right: boolean): void => {
  share.of += 1;
  if (right) share.right += 1;
};
