/** A document while it is read: fields are kept where they are stated first, lines are filled one after the other. */
import type {
  DocumentField,
  DocumentFieldName,
  DocumentKind,
  DocumentLine,
  LineFieldName,
  ReadEdi,
} from '#core/model/document.ts';
import type { Segment } from './split.ts';

export type Mapped = Pick<ReadEdi, 'kind' | 'fields' | 'lines'>;

/** A party as its segments say it. */
export interface Party {
  role: string;
  name: string;
  /** Street, town…: what is not empty is joined. */
  address: string[];
  segment: Segment;
}

/** Where a value stands: `segment BEG03 at 4`. */
const place = ({ tag, position }: Segment, element: number): string =>
  `segment ${tag}${String(element).padStart(2, '0')} at ${position}`;

/** Who is to be paid is mostly the seller, and sometimes its bank. */
const payees = new Set(['RI', 'RE', 'PE']);

export class Draft {
  kind: DocumentKind = 'other';
  readonly fields: Mapped['fields'] = {};
  readonly lines: DocumentLine[] = [];
  readonly parties: Party[] = [];
  /** The line that is being filled; null in the header and the summary. */
  line: DocumentLine | null = null;

  /** Sets a field of the document unless one stated earlier is there. `value` null or '': nothing was said. */
  put(name: DocumentFieldName, value: string | null, segment: Segment, element: number, text?: string): void {
    if (value && !this.fields[name]) this.fields[name] = field(value, segment, element, text);
  }

  putLine(name: LineFieldName, value: string | null, segment: Segment, element: number, text?: string): void {
    if (value && this.line && !this.line[name]) this.line[name] = field(value, segment, element, text);
  }

  /** Sets it although it was stated before. */
  replace(name: LineFieldName, value: string, segment: Segment, element: number, text?: string): void {
    if (this.line) this.line[name] = field(value, segment, element, text);
  }

  openLine(): DocumentLine {
    const line: DocumentLine = {};
    this.lines.push(line);
    this.line = line;
    return line;
  }

  /** Names the parties: for each field the first role of its list that is there. */
  assignParties(roles: Record<'seller' | 'buyer' | 'shipTo' | 'carrier', string[]>): void {
    for (const [name, wanted] of Object.entries(roles) as [
      'seller' | 'buyer' | 'shipTo' | 'carrier',
      string[],
    ][]) {
      const party = wanted
        .map((role) => this.parties.find((p) => p.role === role && (p.name || p.address.length)))
        .find(Boolean);
      if (!party) continue;
      const address = party.address.filter(Boolean).join(', ');
      if (name === 'shipTo')
        this.put(name, [party.name, address].filter(Boolean).join(', '), party.segment, 2);
      else this.put(name, party.name, party.segment, 2);
      if (name === 'seller' && payees.has(party.role) && this.fields.seller)
        this.fields.seller.confidence = 0.6;
      if (name === 'seller') this.put('sellerAddress', address, party.segment, 2);
      if (name === 'buyer') this.put('buyerAddress', address, party.segment, 2);
    }
  }

  done(): Mapped {
    return { kind: this.kind, fields: this.fields, lines: this.lines };
  }
}

function field(value: string, segment: Segment, element: number, text?: string): DocumentField {
  return {
    value,
    confidence: 1,
    source: { at: place(segment, element), ...(text && text !== value ? { text } : {}) },
    by: 'rules',
  };
}
