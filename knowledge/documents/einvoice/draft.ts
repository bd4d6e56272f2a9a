/** A document while it is read from XML. */
import Big from 'big.js';
import type {
  DocumentField,
  DocumentFieldName,
  DocumentKind,
  DocumentLine,
  LineFieldName,
  ReadDocument,
} from '#core/model/document.ts';
import { isoDate } from '../edi/values.ts';
import { one, text, type XmlElement } from './xml.ts';

/** Numbers and dates as the document model has them; null: it is none. */
export const reading = {
  text: (value: string): string | null => value || null,
  /** Money: two decimals where there are fewer. */
  amount: (value: string): string | null => {
    const number = toBig(value);
    if (!number) return null;
    const exact = number.toFixed();
    return (exact.split('.')[1] ?? '').length > 2 ? exact : number.toFixed(2);
  },
  number: (value: string): string | null => toBig(value)?.toFixed() ?? null,
  /** `2026-11-02`, with or without a zone behind it, or `20261102`. */
  date: (value: string): string | null => {
    const found = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[TZ+-]|\d{4,6}$)/.exec(value);
    return found ? isoDate(Number(found[1]), Number(found[2]), Number(found[3])) : null;
  },
};

export function toBig(value: string): Big | null {
  return /^[+-]?\d{1,30}(?:\.\d{1,30})?$/.test(value) ? new Big(value.replace(/^\+/, '')) : null;
}

type Kind = keyof typeof reading;

export class XmlDraft {
  readonly fields: ReadDocument['fields'] = {};
  readonly lines: DocumentLine[] = [];
  readonly #root: XmlElement;

  constructor(root: XmlElement) {
    this.#root = root;
  }

  /** The first of the paths that has something. */
  put(name: DocumentFieldName, kind: Kind, ...paths: string[]): void {
    for (const path of paths) {
      const found = field(this.#root, path, kind);
      if (found && !this.fields[name]) this.fields[name] = found;
    }
  }

  /** The element at a path. */
  at(path: string): XmlElement | undefined {
    return one(this.#root, path);
  }

  textOf(path: string): string {
    return text(this.#root, path);
  }

  set(name: DocumentFieldName, value: string | null, at: string, as?: string): void {
    if (value && !this.fields[name]) this.fields[name] = toField(value, at, as);
  }

  done(file: string, kind: DocumentKind): ReadDocument {
    return { file, kind, fields: this.fields, lines: this.lines, checks: [], missing: [] };
  }
}

/** One line of the document, found at a path under its root. */
export class XmlLine {
  readonly line: DocumentLine = {};
  readonly element: XmlElement;
  readonly #at: string;

  constructor(element: XmlElement, at: string) {
    this.element = element;
    this.#at = at;
  }

  put(name: LineFieldName, kind: Kind, ...paths: string[]): void {
    for (const path of paths) {
      const found = field(this.element, path, kind, this.#at);
      if (found && !this.line[name]) this.line[name] = found;
    }
  }

  set(name: LineFieldName, value: string | null, path: string, as?: string): void {
    if (value && !this.line[name]) this.line[name] = toField(value, `${this.#at}/${path}`, as);
  }
}

function field(element: XmlElement, path: string, kind: Kind, under = ''): DocumentField | null {
  const said = text(element, path);
  const value = said ? reading[kind](said) : null;
  return value ? toField(value, under ? `${under}/${path}` : path, said) : null;
}

const toField = (value: string, at: string, as?: string): DocumentField => ({
  value,
  confidence: 1,
  source: { at, ...(as && as !== value ? { text: as } : {}) },
  by: 'rules',
});
