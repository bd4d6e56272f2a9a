/** Node only: reads documents from disk for the importer. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentFile } from './import.ts';

/** All .md files below the folders, by name. `name` is the path below the folder given, as it was given. */
export async function readMarkdownFiles(folders: string[]): Promise<DocumentFile[]> {
  const files: DocumentFile[] = [];
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true });
    for (const name of names.filter((path) => path.endsWith('.md')).sort()) {
      const path = join(folder, name);
      files.push({ name: path, text: await readFile(path, 'utf8') });
    }
  }
  return files;
}
