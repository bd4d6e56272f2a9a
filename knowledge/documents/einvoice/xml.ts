/** XML as a tree of plain objects, parsed so that hostile input cannot do anything. */
import type { Refusal } from '../sniff.ts';

/** An element: its children by local name, its attributes with `@`, its own text as `#text`. */
export interface XmlElement {
  [name: string]: XmlElement[] | string | undefined;
}

/** Depth of elements. The deepest e-invoice has about 12. */
const DEPTH = 60;

/** A tree is some hundred times its text: 8 MB and 400,000 tags take seconds, and no invoice has as many. */
const BYTES = 8_000_000;
const TAGS = 400_000;

export interface XmlDocument {
  /** Local name of the root. */
  root: string;
  element: XmlElement;
}

/**
 * Parses a document without DOCTYPE. Entities are the five of XML and character references; nothing is expanded
 * twice, nothing is loaded. Answers a refusal for anything that is not well-formed.
 */
export async function parseXml(bytes: Uint8Array): Promise<XmlDocument | Refusal> {
  if (bytes.length > BYTES || tagsIn(bytes) > TAGS)
    return { code: 'too_large', why: `The XML has more than ${BYTES / 1_000_000} MB or ${TAGS} tags.` };
  const text = xmlText(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    return { code: 'unsafe', why: 'XML with a document type or entities of its own is not read.' };
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true)
    return {
      code: 'damaged',
      why: `The XML is broken in line ${verdict.err.line}: ${verdict.err.msg.slice(0, 160)}`,
    };
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    alwaysCreateTextNode: true,
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
    maxNestedTags: DEPTH,
    ignoreDeclaration: true,
    ignorePiTags: true,
  });
  const tree = parser.parse(text) as XmlElement;
  const root = Object.keys(tree).find((name) => Array.isArray(tree[name]));
  const element = root ? (tree[root] as XmlElement[])[0] : undefined;
  if (!root || !element) return { code: 'damaged', why: 'There is no element in the XML.' };
  return { root, element };
}

const tagsIn = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(60); at >= 0; at = bytes.indexOf(60, at + 1)) count++;
  return count;
};

/** Decodes by mark, by the declaration, else as UTF-8. */
function xmlText(bytes: Uint8Array): string {
  const declared = /^[\s\ufeffï»¿]*<\?xml[^>]*encoding=["']([\w.-]{1,40})["']/i.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )?.[1];
  const mark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const charset = mark ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : (declared ?? 'utf-8');
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** All elements at a path of local names. A step may name alternatives: `A|B`. */
export function all(element: XmlElement, path: string): XmlElement[] {
  return path.split('/').reduce<XmlElement[]>(
    (found, step) =>
      found.flatMap((one) =>
        step.split('|').flatMap((name) => {
          const child = Object.hasOwn(one, name) ? one[name] : undefined;
          return Array.isArray(child) ? child : [];
        }),
      ),
    [element],
  );
}

/** The first element at a path. */
export const one = (element: XmlElement, path: string): XmlElement | undefined => all(element, path)[0];

/** The text of an element itself. */
export const own = (element: XmlElement | undefined): string => {
  const text = element?.['#text'];
  return typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '';
};

/** The first text at a path that is not empty; ''. */
export const text = (element: XmlElement, path: string): string =>
  all(element, path).map(own).find(Boolean) ?? '';

export const attribute = (element: XmlElement | undefined, name: string): string => {
  const value = element && Object.hasOwn(element, `@${name}`) ? element[`@${name}`] : undefined;
  return typeof value === 'string' ? value.trim() : '';
};
