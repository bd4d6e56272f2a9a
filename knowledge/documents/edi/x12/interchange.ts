/** One X12 interchange: its transaction sets, and what its envelope gets wrong (ASC X12.5 and X12.6). */
import { EdiErrors, shown } from '../errors.ts';
import type { EdiSet, Envelope } from '../set.ts';
import { at, MOST_SEGMENTS, rawSegments, type Segment, type Separators } from '../split.ts';
import { checkSegment } from './check.ts';
import { isaHeader } from './syntax.ts';

interface Found {
  sets: EdiSet[];
  /** Where the text goes on behind the interchange. */
  end: number;
}

interface Group {
  control: string;
  version: string;
  sets: number;
}

const sameNumber = (a: string, b: string): boolean =>
  a === b || (/^\d+$/.test(a) && /^\d+$/.test(b) && BigInt(a) === BigInt(b));

/** Walks from the ISA at `start`. Never throws; at least one set comes back, if only to carry what is wrong. */
export function readX12Interchange(text: string, start: number): Found {
  const isa = isaHeader(text, start);
  if (!isa)
    return { sets: [broken('The ISA segment is cut off or has too few elements.')], end: text.length };
  const [, , , , , sender = '', , receiver = '', , , , , control = ''] = isa.elements.map((e) => e.trim());
  const walk = new Walk({ control, sender, receiver }, isa.separators);
  walk.header(isa.elements);
  return walk.run(text, isa.end);
}

/** Segments without an ISA before them (a portal's export, a file cut in pieces), with the usual separators. */
export function readBareX12(text: string, start: number): Found {
  const element = /^[A-Za-z]{2}([^A-Za-z0-9\s])/.exec(text.slice(start, start + 3))?.[1] ?? '*';
  const terminator = text.includes('~') && element !== '~' ? '~' : '\n';
  const separators: Separators = { element, component: ':', terminator, release: '', decimalMark: '.' };
  const walk = new Walk({ control: '', sender: '', receiver: '' }, separators);
  walk.pending.add('missing_interchange_header', 'There is no ISA segment before this.', null, 1);
  return walk.run(text, start, 0);
}

function broken(message: string): EdiSet {
  const set = emptySet('', '', { control: '', sender: '', receiver: '' }, '');
  set.errors.add('bad_interchange_header', message, 'ISA', 1);
  return set;
}

const emptySet = (set: string, control: string, envelope: Envelope, version: string): EdiSet => ({
  standard: 'X12',
  set,
  control,
  version,
  envelope,
  segments: [],
  errors: new EdiErrors(),
  decimalMark: '.',
});

class Walk {
  readonly #sets: EdiSet[] = [];
  /** What was found where no set is open: told with the next one, or the last. */
  readonly pending = new EdiErrors();
  readonly #envelope: Envelope;
  readonly #separators: Separators;
  #set: EdiSet | null = null;
  #setStart = 0;
  #group: Group | null = null;
  #groups = 0;
  #closed = false;

  constructor(envelope: Envelope, separators: Separators) {
    this.#envelope = envelope;
    this.#separators = separators;
  }

  header(elements: string[]): void {
    const [, , , , , , , , , , , , control = ''] = elements;
    if (!/^\s*\d{1,9}\s*$/.test(control))
      this.pending.add('bad_control_number', `ISA13 "${shown(control)}" is no control number.`, 'ISA', 1);
  }

  run(text: string, start: number, before = 1): Found {
    let position = before;
    let end = start;
    let stopped = start;
    for (const raw of rawSegments(text, start, this.#separators)) {
      // The next interchange begins although this one was not closed.
      if (/^(?:ISA[^A-Za-z0-9\s]|UNA|UNB[^A-Za-z0-9\s])/i.test(raw.text) && position > before) {
        end = stopped;
        const ahead = text.slice(stopped).search(/ISA|UNA|UNB/i);
        if (ahead >= 0) end = stopped + ahead;
        return this.#finish(end, position);
      }
      if (position >= MOST_SEGMENTS) {
        this.#last.add(
          'too_many_segments',
          `Only the first ${MOST_SEGMENTS} segments are read.`,
          null,
          position,
        );
        return this.#finish(text.length, position);
      }
      position++;
      stopped = end = raw.end;
      const [tag = '', ...elements] = raw.text.split(this.#separators.element);
      const segment: Segment = {
        tag: tag.trim().toUpperCase(),
        position,
        elements: elements.map((element) => [element]),
      };
      this.#take(segment);
      if (raw.unterminated) this.#unterminated(segment);
      if (this.#closed) break;
    }
    return this.#finish(end, position);
  }

  get #errors(): EdiErrors {
    return this.#set?.errors ?? this.pending;
  }

  #unterminated({ tag, position }: Segment): void {
    // Old programs leave out the very last terminator; everything is there.
    if (tag === 'IEA') return;
    const { errors } = this.#set ?? this.#sets.at(-1) ?? { errors: this.pending };
    errors.add('missing_terminator', `The ${shown(tag)} segment has no terminator.`, tag, position);
  }

  #take(segment: Segment): void {
    const { tag, position } = segment;
    switch (tag) {
      case 'GS':
        this.#leaveSet(segment);
        this.#leaveGroup(segment);
        checkSegment(segment, this.pending);
        this.#group = { control: at(segment, 6), version: at(segment, 8), sets: 0 };
        this.#groups++;
        return;
      case 'ST':
        this.#leaveSet(segment);
        this.#open(at(segment, 1).trim(), at(segment, 2).trim(), position);
        checkSegment(segment, this.#errors);
        if (!at(segment, 1))
          this.#errors.add('missing_element', 'ST01 does not say which set this is.', 'ST', position);
        return;
      case 'SE':
        this.#endSet(segment);
        return;
      case 'GE':
        this.#endGroup(segment);
        return;
      case 'IEA':
        this.#endInterchange(segment);
        return;
      case 'TA1':
        if (!this.#set) {
          this.#open('TA1', at(segment, 1), position);
          this.#set = null;
          this.#sets.at(-1)?.segments.push(segment);
          return;
        }
        break;
      case 'ISB':
      case 'ISE':
      case 'TA3':
        if (!this.#set) return;
    }
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(tag)) {
      const what = tag ? `"${shown(tag)}" is no segment tag.` : 'A segment has no tag.';
      this.#errors.add('bad_segment_tag', what, shown(tag) || null, position);
      return;
    }
    if (!this.#set) {
      const what = `The ${tag} segment stands outside of any transaction set.`;
      this.pending.add('segment_outside_set', what, tag, position);
      return;
    }
    checkSegment(segment, this.#set.errors);
    this.#set.segments.push(segment);
  }

  #open(set: string, control: string, position: number): void {
    if (this.#group) this.#group.sets++;
    else if (set !== 'TA1' && this.#envelope.control)
      this.pending.add(
        'missing_group_header',
        'The set stands in no group: there is no GS before it.',
        'ST',
        position,
      );
    const opened = emptySet(set, control, this.#envelope, this.#group?.version ?? '');
    opened.errors.list.push(...this.pending.list.splice(0));
    this.#sets.push(opened);
    this.#set = opened;
    this.#setStart = position;
  }

  /** A new part begins although a set is open. */
  #leaveSet({ tag, position }: Segment): void {
    if (!this.#set) return;
    const what = `The set ${this.#set.set} ${this.#set.control} has no SE before the ${tag} segment.`;
    this.#set.errors.add('missing_trailer', what, tag, position);
    this.#set = null;
  }

  #leaveGroup({ tag, position }: Segment): void {
    if (!this.#group) return;
    this.#last.add(
      'missing_trailer',
      `Group ${this.#group.control} has no GE before the ${tag} segment.`,
      tag,
      position,
    );
    this.#group = null;
  }

  get #last(): EdiErrors {
    return this.#sets.at(-1)?.errors ?? this.pending;
  }

  #endSet(segment: Segment): void {
    const { position } = segment;
    const set = this.#set;
    if (!set) {
      this.#last.add('trailer_without_header', 'SE without an ST before it.', 'SE', position);
      return;
    }
    checkSegment(segment, set.errors);
    const counted = position - this.#setStart + 1;
    const said = at(segment, 1).trim();
    if (!/^\d+$/.test(said) || Number(said) !== counted)
      set.errors.add(
        'wrong_segment_count',
        `SE01 says ${shown(said) || 'nothing'}, there are ${counted} segments.`,
        'SE',
        position,
      );
    const control = at(segment, 2).trim();
    if (!sameNumber(control, set.control))
      set.errors.add(
        'control_number_mismatch',
        `SE02 is "${shown(control)}", ST02 is "${shown(set.control)}".`,
        'SE',
        position,
      );
    this.#set = null;
  }

  #endGroup(segment: Segment): void {
    this.#leaveSet(segment);
    const { position } = segment;
    const group = this.#group;
    if (!group) {
      this.#last.add('trailer_without_header', 'GE without a GS before it.', 'GE', position);
      return;
    }
    checkSegment(segment, this.#last);
    const said = at(segment, 1).trim();
    if (!/^\d+$/.test(said) || Number(said) !== group.sets)
      this.#last.add(
        'wrong_set_count',
        `GE01 says ${shown(said) || 'nothing'}, there are ${group.sets} sets.`,
        'GE',
        position,
      );
    const control = at(segment, 2).trim();
    if (!sameNumber(control, group.control.trim()))
      this.#last.add(
        'control_number_mismatch',
        `GE02 is "${shown(control)}", GS06 is "${shown(group.control)}".`,
        'GE',
        position,
      );
    this.#group = null;
  }

  #endInterchange(segment: Segment): void {
    this.#leaveSet(segment);
    this.#leaveGroup(segment);
    const { position } = segment;
    const said = at(segment, 1).trim();
    if (!/^\d+$/.test(said) || Number(said) !== this.#groups)
      this.#last.add(
        'wrong_group_count',
        `IEA01 says ${shown(said) || 'nothing'}, there are ${this.#groups} groups.`,
        'IEA',
        position,
      );
    const control = at(segment, 2).trim();
    if (!sameNumber(control, this.#envelope.control))
      this.#last.add(
        'control_number_mismatch',
        `IEA02 is "${shown(control)}", ISA13 is "${shown(this.#envelope.control)}".`,
        'IEA',
        position,
      );
    this.#closed = true;
  }

  #finish(end: number, position: number): Found {
    if (this.#set) {
      const { set, control, segments, errors } = this.#set;
      const tag = segments.at(-1)?.tag ?? 'ST';
      errors.add(
        'missing_trailer',
        `The set ${set} ${control} ends without SE: the file is cut off.`,
        tag,
        position,
      );
    }
    if (!this.#sets.length) {
      this.#sets.push(emptySet('', this.#envelope.control, this.#envelope, ''));
      this.pending.add('empty_interchange', 'The interchange holds no transaction set.', 'ISA', 1);
    }
    this.#last.list.push(...this.pending.list.splice(0));
    if (!this.#closed && this.#envelope.control) {
      if (this.#group)
        this.#last.add('missing_trailer', `Group ${this.#group.control} ends without GE.`, 'GS', position);
      this.#last.add(
        'missing_trailer',
        `Interchange ${this.#envelope.control} ends without IEA.`,
        'ISA',
        position,
      );
    }
    return { sets: this.#sets, end };
  }
}
