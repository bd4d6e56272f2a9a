import type {
  DocumentCheck,
  DocumentFieldName,
  DocumentReading,
  ReadDocument,
} from '#core/model/document.ts';
import { readXml } from '../einvoice/readXml.ts';
import { needsNode, onNode, paperLimits } from '../limits.ts';
import { readPaper } from '../paper/read.ts';
import { pdfPages } from './pages.ts';

/** A page with fewer words than this and nothing else is a picture of a page. */
const textLayer = 5;

/**
 * Reads a PDF: the e-invoice inside it where there is one, else its text, else (Node only) the text recognised from
 * its pictures. `file` is named in the result only.
 * @throws CannotRead
 */
export async function readPdf(
  file: string,
  bytes: Uint8Array,
  limits = paperLimits,
): Promise<DocumentReading> {
  const { pages, attachments } = await pdfPages(bytes, limits);
  const scanned = pages.every((page) => page.words.length < textLayer);
  const paper = scanned ? await readScans(file, bytes, pages.length, limits) : readPaper(pages, file);
  for (const { bytes: xml } of attachments) {
    const stated = await readXml(file, xml);
    if ('fields' in stated && !('set' in stated)) return withPrinted(stated, paper);
  }
  return paper;
}

async function readScans(
  file: string,
  bytes: Uint8Array,
  count: number,
  limits: typeof paperLimits,
): Promise<ReadDocument> {
  if (!onNode()) throw needsNode('The PDF is a scan');
  const { renderPdfPage } = await import('./render.ts');
  const { legible, placed, recognise } = await import('../ocr/recognise.ts');
  const read = [];
  for (let number = 1; number <= Math.min(count, limits.scannedPages); number += 1) {
    // 200 dots per inch.
    read.push(await recognise(await renderPdfPage(bytes, number, 200 / 72), number));
  }
  legible(read.map(({ page }) => page));
  const paper = placed(
    readPaper(
      read.map(({ page }) => page),
      file,
    ),
    read,
  );
  if (count > read.length) {
    const detail = `${read.length} of ${count} scanned pages were read.`;
    paper.checks.push({ name: 'pages_read', ok: false, detail });
  }
  return paper;
}

/**
 * What the file inside states, with the places where the paper prints it. The file's values win; a check tells where
 * the print differs.
 */
function withPrinted(stated: ReadDocument, printed: ReadDocument): ReadDocument {
  const checks: DocumentCheck[] = [];
  const fields = { ...stated.fields };
  for (const name of ['number', 'total', 'totalNet', 'totalTax', 'amountDue'] satisfies DocumentFieldName[]) {
    const said = fields[name];
    const print = printed.fields[name];
    if (!said || !print || print.confidence < 0.6) continue;
    const same = sameValue(said.value, print.value);
    if (same) fields[name] = { ...said, source: { ...print.source, ...said.source } };
    checks.push({
      name: `printed_${name}`,
      ok: same,
      detail: same
        ? `The paper prints ${print.value}, as the file inside states.`
        : `The paper prints ${print.value}, the file inside states ${said.value}.`,
    });
  }
  return { ...stated, fields, checks: [...stated.checks, ...checks] };
}

const sameValue = (a: string, b: string): boolean =>
  a === b || (Number.isFinite(Number(a)) && Math.abs(Math.abs(Number(a)) - Math.abs(Number(b))) < 0.005);
