/** One EDIFACT interchange: its messages, and what its envelope gets wrong (ISO 9735, syntax versions 1 to 4). */
import { EdiErrors, shown } from '../errors.ts';
import type { EdiSet, Envelope } from '../set.ts';
import {
  at,
  MOST_SEGMENTS,
  rawSegments,
  type Segment,
  type Separators,
  splitReleased,
  unreleased,
  whole,
} from '../split.ts';
import { checkSegment } from './check.ts';

interface Found {
  sets: EdiSet[];
  /** Where the text goes on behind the interchange. */
  end: number;
}

const usual: Separators = { component: ':', element: '+', decimalMark: '.', release: '?', terminator: "'" };
/** Level B, for lines that carry control characters (ISO 9735:1988, 5.1). */
const levelB: Separators = {
  component: '\x1f',
  element: '\x1d',
  decimalMark: ',',
  release: '',
  terminator: '\x1c',
};

/** The separators of the interchange that starts at `start` with UNA, UNB or (without an envelope) UNH. */
export function edifactSeparators(
  text: string,
  start: number,
): { separators: Separators; from: number; problem?: string } {
  if (!/^UNA/i.test(text.slice(start, start + 3))) {
    const element = text[start + 3];
    if (element === levelB.element) return { separators: levelB, from: start };
    const separators = inferred(text, start);
    const problem =
      element === usual.element
        ? undefined
        : 'Other separators than the usual are used without a UNA segment.';
    return { separators: { ...usual, ...separators }, from: start, ...(problem ? { problem } : {}) };
  }
  const [component = ':', element = '+', mark = '.', release = ' ', , terminator = "'"] = [
    ...text.slice(start + 3, start + 9),
  ];
  const next = text.slice(start + 9).search(/\S/);
  const from = start + 9 + Math.max(0, next);
  if (/^(?:UNB|UNG|UNH)/i.test(text.slice(from, from + 3))) {
    const separators: Separators = {
      component,
      element,
      decimalMark: mark === ',' ? ',' : '.',
      release: release.trim(),
      // The line end as terminator: some write UNA as if it were a segment on its own line.
      terminator: /\s/.test(terminator) ? '\n' : terminator,
    };
    return { separators, from };
  }
  const header = text.slice(start, start + 40).search(/UN[BGH]/i);
  const problem = 'The UNA segment does not have its six characters.';
  return header < 0
    ? { separators: usual, from: text.length, problem }
    : { ...edifactSeparators(text, start + header), problem };
}

/** Without UNA: the usual separators, or those that the header itself shows. */
function inferred(text: string, start: number): Partial<Separators> {
  const element = text[start + 3] ?? '+';
  const component = /^[A-Z]{4}([^A-Za-z0-9])/i.exec(text.slice(start + 4, start + 10))?.[1] ?? ':';
  const own = element === usual.element ? {} : { element, component, release: '' };
  return text.indexOf("'", start) < 0 ? { ...own, terminator: '\n' } : own;
}

/** Segments that a message has once. */
const once = new Set(['BGM', 'UNS']);

/** Walks from the UNA, UNB, UNG or UNH at `start`. Never throws; at least one set comes back. */
export function readEdifactInterchange(text: string, start: number): Found {
  const { separators, from, problem } = edifactSeparators(text, start);
  const walk = new Walk(separators);
  if (problem) walk.pending.add('bad_separators', problem, 'UNA', 1);
  return walk.run(text, from);
}

class Walk {
  readonly pending = new EdiErrors();
  readonly #sets: EdiSet[] = [];
  readonly #separators: Separators;
  #envelope: Envelope | null = null;
  #set: EdiSet | null = null;
  #setStart = 0;
  #group: { control: string; sets: number } | null = null;
  #groups = 0;
  #messages = 0;
  #closed = false;

  constructor(separators: Separators) {
    this.#separators = separators;
  }

  run(text: string, start: number): Found {
    const { element, component, release } = this.#separators;
    let position = 0;
    let end = start;
    for (const raw of rawSegments(text, start, this.#separators)) {
      if (position > 0 && /^(?:UNA[^A-Za-z0-9]|UNB[^A-Za-z0-9]|ISA[^A-Za-z0-9\s])/i.test(raw.text)) {
        const ahead = text.slice(end).search(/UNA|UNB|ISA/i);
        return this.#finish(ahead < 0 ? end : end + ahead, position);
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
      end = raw.end;
      const [head = '', ...elements] = splitReleased(raw.text, element, release);
      const [tag = ''] = splitReleased(head, component, release);
      const segment: Segment = {
        tag: tag.trim().toUpperCase(),
        position,
        elements: elements.map((e) =>
          splitReleased(e, component, release).map((value) => unreleased(value, release).trim()),
        ),
      };
      this.#take(segment);
      if (raw.unterminated && segment.tag !== 'UNZ') {
        const { errors } = this.#set ?? this.#sets.at(-1) ?? { errors: this.pending };
        errors.add(
          'missing_terminator',
          `The ${shown(segment.tag)} segment has no terminator.`,
          segment.tag,
          position,
        );
      }
      if (this.#closed) break;
    }
    return this.#finish(end, position);
  }

  get #last(): EdiErrors {
    return this.#sets.at(-1)?.errors ?? this.pending;
  }

  #take(segment: Segment): void {
    const { tag, position } = segment;
    switch (tag) {
      case 'UNB':
        this.#envelope = { control: at(segment, 5), sender: at(segment, 2), receiver: at(segment, 3) };
        if (!this.#envelope.control)
          this.pending.add('missing_element', 'UNB has no interchange reference.', 'UNB', position);
        return;
      case 'UNG':
        this.#leaveSet(segment);
        if (this.#group)
          this.#last.add('missing_trailer', `Group ${this.#group.control} has no UNE.`, 'UNG', position);
        this.#group = { control: at(segment, 5), sets: 0 };
        this.#groups++;
        return;
      case 'UNH':
        this.#leaveSet(segment);
        this.#open(segment);
        return;
      case 'UNT':
        this.#endSet(segment);
        return;
      case 'UNE':
        this.#endGroup(segment);
        return;
      case 'UNZ':
        this.#endInterchange(segment);
        return;
    }
    if (!/^[A-Z][A-Z0-9]{2}$/.test(tag)) {
      const what = tag ? `"${shown(tag)}" is no segment tag.` : 'A segment has no tag.';
      (this.#set?.errors ?? this.#last).add('bad_segment_tag', what, shown(tag) || null, position);
      return;
    }
    if (!this.#set) {
      this.#last.add(
        'segment_outside_set',
        `The ${tag} segment stands outside of any message.`,
        tag,
        position,
      );
      return;
    }
    checkSegment(segment, this.#separators.decimalMark, this.#set.errors);
    if (
      once.has(tag) &&
      this.#set.segments.some((s) => s.tag === tag && s.elements[0]?.[0] === segment.elements[0]?.[0])
    )
      this.#set.errors.add('repeated_segment', `There is a second ${tag} segment.`, tag, position);
    this.#set.segments.push(segment);
  }

  #open(segment: Segment): void {
    const [set = '', ...version] = whole(segment, 2);
    const opened: EdiSet = {
      standard: 'EDIFACT',
      set: set.toUpperCase(),
      control: at(segment, 1),
      version: version.filter(Boolean).join(':'),
      envelope: this.#envelope ?? { control: '', sender: '', receiver: '' },
      segments: [],
      errors: new EdiErrors(),
      decimalMark: this.#separators.decimalMark,
    };
    opened.errors.list.push(...this.pending.list.splice(0));
    if (!this.#envelope)
      opened.errors.add(
        'missing_interchange_header',
        'There is no UNB segment before this.',
        'UNH',
        segment.position,
      );
    if (!set)
      opened.errors.add(
        'missing_element',
        'UNH does not say which message this is.',
        'UNH',
        segment.position,
      );
    this.#sets.push(opened);
    this.#set = opened;
    this.#setStart = segment.position;
    this.#messages++;
    if (this.#group) this.#group.sets++;
  }

  #leaveSet({ tag, position }: Segment): void {
    if (!this.#set) return;
    const what = `The message ${this.#set.set} ${this.#set.control} has no UNT before the ${tag} segment.`;
    this.#set.errors.add('missing_trailer', what, tag, position);
    this.#set = null;
  }

  #endSet(segment: Segment): void {
    const { position } = segment;
    const set = this.#set;
    if (!set) {
      this.#last.add('trailer_without_header', 'UNT without a UNH before it.', 'UNT', position);
      return;
    }
    const counted = position - this.#setStart + 1;
    this.#count(set.errors, segment, counted, 'wrong_segment_count', 'segments');
    if (at(segment, 2) !== set.control)
      set.errors.add(
        'control_number_mismatch',
        `UNT says "${shown(at(segment, 2))}", UNH says "${shown(set.control)}".`,
        'UNT',
        position,
      );
    this.#set = null;
  }

  #count(errors: EdiErrors, segment: Segment, counted: number, code: string, what: string): void {
    const said = at(segment, 1);
    if (!/^\d+$/.test(said) || Number(said) !== counted)
      errors.add(
        code,
        `${segment.tag} says ${shown(said) || 'nothing'}, there are ${counted} ${what}.`,
        segment.tag,
        segment.position,
      );
  }

  #endGroup(segment: Segment): void {
    this.#leaveSet(segment);
    const group = this.#group;
    if (!group) {
      this.#last.add('trailer_without_header', 'UNE without a UNG before it.', 'UNE', segment.position);
      return;
    }
    this.#count(this.#last, segment, group.sets, 'wrong_set_count', 'messages');
    if (at(segment, 2) !== group.control)
      this.#last.add(
        'control_number_mismatch',
        `UNE says "${shown(at(segment, 2))}", UNG says "${shown(group.control)}".`,
        'UNE',
        segment.position,
      );
    this.#group = null;
  }

  #endInterchange(segment: Segment): void {
    this.#leaveSet(segment);
    const { position } = segment;
    if (this.#group)
      this.#last.add('missing_trailer', `Group ${this.#group.control} has no UNE.`, 'UNZ', position);
    if (this.#groups) this.#count(this.#last, segment, this.#groups, 'wrong_group_count', 'groups');
    else this.#count(this.#last, segment, this.#messages, 'wrong_set_count', 'messages');
    const control = this.#envelope?.control ?? '';
    if (at(segment, 2) !== control)
      this.#last.add(
        'control_number_mismatch',
        `UNZ says "${shown(at(segment, 2))}", UNB says "${shown(control)}".`,
        'UNZ',
        position,
      );
    this.#closed = true;
  }

  #finish(end: number, position: number): Found {
    if (this.#set) {
      const { set, control, segments, errors } = this.#set;
      errors.add(
        'missing_trailer',
        `The message ${set} ${control} ends without UNT: the file is cut off.`,
        segments.at(-1)?.tag ?? 'UNH',
        position,
      );
    }
    if (!this.#sets.length) {
      this.#sets.push({
        standard: 'EDIFACT',
        set: '',
        control: this.#envelope?.control ?? '',
        version: '',
        envelope: this.#envelope ?? { control: '', sender: '', receiver: '' },
        segments: [],
        errors: new EdiErrors(),
        decimalMark: '.',
      });
      this.pending.add('empty_interchange', 'The interchange holds no message.', 'UNB', 1);
    }
    this.#last.list.push(...this.pending.list.splice(0));
    if (!this.#closed && this.#envelope)
      this.#last.add(
        'missing_trailer',
        `Interchange ${this.#envelope.control} ends without UNZ.`,
        'UNB',
        position,
      );
    return { sets: this.#sets, end: Math.max(end, 0) };
  }
}
