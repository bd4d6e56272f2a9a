import { type DocumentProblem, parseDocument } from './document.ts';
import type { PassageStore } from './store.ts';

export interface DocumentFile {
  name: string;
  text: string;
}

export interface ImportReport {
  imported: { file: string; tenantId: string; documentId: string; passages: number }[];
  refused: DocumentProblem[];
}

/**
 * Imports Markdown files; safe to repeat. A refused file says its line and leaves what was stored before untouched; the
 * others go in. `tenantId`: files of any other tenant are refused.
 */
export async function importDocuments(
  store: Pick<PassageStore, 'put'>,
  files: DocumentFile[],
  { tenantId }: { tenantId?: string } = {},
): Promise<ImportReport> {
  const report: ImportReport = { imported: [], refused: [] };
  const seen = new Map<string, string>();
  for (const { name, text } of files) {
    const parsed = parseDocument(text, name);
    if (parsed.status === 'refused') {
      report.refused.push(parsed.problem);
      continue;
    }
    const { document, passages } = parsed;
    const key = `${document.tenantId}/${document.id}`;
    const refuse = (message: string) => report.refused.push({ file: name, line: 1, message });
    if (tenantId !== undefined && document.tenantId !== tenantId) {
      refuse(`tenant: belongs to "${document.tenantId}" and not to "${tenantId}"`);
    } else if (seen.has(key)) {
      refuse(`id: "${document.id}" is also the id of ${seen.get(key)}`);
    } else {
      seen.set(key, name);
      await store.put(document, passages);
      report.imported.push({
        file: name,
        tenantId: document.tenantId,
        documentId: document.id,
        passages: passages.length,
      });
    }
  }
  return report;
}
