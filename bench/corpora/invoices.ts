import { basename } from 'node:path';
import type { DocumentFieldName, ReadDocument } from '#core/model/document.ts';
import { readXml } from '#knowledge/documents/einvoice/readXml.ts';
import { pdfPages } from '#knowledge/documents/pdf/pages.ts';
import { readPdf } from '#knowledge/documents/pdf/readPdf.ts';
import { readFile } from '#knowledge/documents/readFile.ts';
import { bytesOf, count, filesAt, jsonOf, type Share } from './folder.ts';

/** Fields of a printed invoice by the names of its expected file. */
const printed: Record<string, { field: DocumentFieldName; same: (read: string, gold: unknown) => boolean }> =
  {
    amount: { field: 'total', same: (read, gold) => Number(read) === gold },
    date: { field: 'date', same: (read, gold) => read === gold },
    invoice_number: { field: 'number', same: (read, gold) => read === gold },
    currency: { field: 'currency', same: (read, gold) => read === gold },
    // "Coolblue B.V." and "Coolblue" are one issuer.
    issuer: { field: 'seller', same: (read, gold) => read !== '' && String(gold).startsWith(read) },
  };

/** Invoices of strangers, PDF and text: each field that the expected file has, read so or not. */
export async function printedInvoices() {
  const fields: Record<string, Share> = {};
  for (const name of Object.keys(printed)) fields[name] = { of: 0, right: 0 };
  const wrong: string[] = [];
  let papers = 0;
  for (const file of filesAt('documents/invoice2data/*.{pdf,txt}')) {
    const [gold = {}] = jsonOf<Record<string, unknown>[]>(file.replace(/\.\w+$/, '.json'));
    const [reading] = await readFile({ name: basename(file), bytes: bytesOf(file) });
    papers += 1;
    for (const [name, { field, same }] of Object.entries(printed)) {
      if (gold[name] === undefined) continue;
      const read = reading && 'fields' in reading ? reading.fields[field]?.value : undefined;
      const right = read !== undefined && same(read, gold[name]);
      count(fields[name]!, right);
      if (!right) wrong.push(`${basename(file)} ${name}`);
    }
  }
  return { papers, fields, wrong };
}

/** Invoices with their XML inside: what the rules read in the print (totals and number) against that XML. */
export async function printAgainstXml() {
  const values: Share = { of: 0, right: 0 };
  const wrong: string[] = [];
  let papers = 0;
  for (const path of filesAt('documents/zugferd/**/*.pdf')) {
    const { attachments } = await pdfPages(bytesOf(path));
    papers += 1;
    if (attachments.length !== 1) wrong.push(`${path}: ${attachments.length} files inside`);
    const { checks } = (await readPdf(path, bytesOf(path))) as ReadDocument;
    for (const { name, ok, detail } of checks) {
      if (!/^printed_(?:total|number)/.test(name)) continue;
      count(values, ok);
      if (!ok) wrong.push(`${basename(path)}: ${detail}`);
    }
  }
  return { papers, values, wrong };
}

/** One invoice as UBL, as CII and inside a PDF: all readings have to agree, and the two of bare XML to add up. */
export async function threeReadings() {
  const xml: Share = { of: 0, right: 0 };
  const pdf: Share = { of: 0, right: 0 };
  const wrong: string[] = [];
  const folder = 'documents/zugferd/XML-Rechnung/';
  const printed = new Set(filesAt(`${folder}FX/*.pdf`));
  for (const path of filesAt(`${folder}UBL/*.xml`)) {
    const name = basename(path, '.ubl.xml');
    const ubl = (await readXml(name, bytesOf(path))) as ReadDocument;
    const cii = (await readXml(name, bytesOf(`${folder}CII/${name}.cii.xml`))) as ReadDocument;
    const unlike = differences(ubl, cii);
    const adds = [...ubl.checks, ...cii.checks].every(({ ok }) => ok);
    count(xml, unlike.length === 0 && adds);
    if (unlike.length || !adds) wrong.push(`${name}, UBL and CII: ${unlike.join(', ') || 'does not add up'}`);
    const file = `${folder}FX/${name}.pdf`;
    if (!printed.has(file)) continue;
    const other = differences(cii, (await readPdf(file, bytesOf(file))) as ReadDocument);
    count(pdf, other.length === 0);
    if (other.length) wrong.push(`${name}, PDF: ${other.join(', ')}`);
  }
  return { xml, pdf, wrong };
}

/** Names of the fields whose values differ, and `lines` where their number does. */
function differences(one: ReadDocument, other: ReadDocument): string[] {
  const names = new Set([...Object.keys(one.fields), ...Object.keys(other.fields)] as DocumentFieldName[]);
  const fields = [...names].filter((name) => one.fields[name]?.value !== other.fields[name]?.value);
  return one.lines.length === other.lines.length ? fields : [...fields, 'lines'];
}
