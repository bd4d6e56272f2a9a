/** An XML file to the document that it is: CII or UBL, alone or inside an envelope of the Peppol network. */
import type { DocumentReading, ReadDocument } from '#core/model/document.ts';
import { missingFields } from '../missing.ts';
import { readCii } from './cii.ts';
import { isUbl, readUbl } from './ubl.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** Reads an e-invoice or another business document. `bytes` may come out of a PDF. Never throws on what is in them. */
export async function readXml(file: string, bytes: Uint8Array): Promise<DocumentReading> {
  const document = await parseXml(bytes);
  if ('code' in document) return { file, unreadable: document.why, code: document.code };
  const found = read(file, document.root, document.element);
  if (found) return { ...found, missing: missingFields(found) };
  return {
    file,
    unreadable: `XML of type ${document.root.slice(0, 60)} is not read: there are CII and UBL.`,
    code: 'unknown_type',
  };
}

function read(file: string, root: string, element: XmlElement): ReadDocument | null {
  if (/^CrossIndustry(?:Invoice|Document)$/.test(root)) return readCii(file, element);
  if (isUbl(root)) return readUbl(file, root, element);
  // The Standard Business Document and its header (SBDH) carry one document beside the header.
  if (!/^StandardBusinessDocument$/.test(root)) return null;
  for (const [name, children] of Object.entries(element)) {
    const [child] = Array.isArray(children) ? children : [];
    const found = child && name !== root ? read(file, name, child) : null;
    if (found) return found;
  }
  return null;
}
