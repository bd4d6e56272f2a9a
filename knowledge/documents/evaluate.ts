/** How many of a set of documents are read as their labels say. */
import type { DocumentReading } from '#core/model/document.ts';
import { type InputFile, readFile } from './readFile.ts';
import { signalsOf } from './signals.ts';

/** What one document says, written down by a person. */
export interface DocumentLabel {
  file: string;
  kind: string;
  /** X12 and EDIFACT only. */
  set?: string;
  fields: Record<string, string>;
  lines: Record<string, string>[];
  /** Types of the exceptions that it tells of. */
  events: string[];
}

export interface DocumentFigures {
  documents: number;
  rightKind: number;
  /** Of the values that the labels have. */
  values: { labelled: number; right: number };
  /** Events: found and labelled, found and not labelled, labelled and not found. */
  events: { right: number; wrong: number; missed: number };
  /** One sentence for each thing that is not as labelled. */
  differences: string[];
}

/** Reads the labelled files and compares. `files`: what the labels name, by name. */
export async function evalDocuments(
  labels: DocumentLabel[],
  files: Map<string, InputFile>,
): Promise<DocumentFigures> {
  const figures: DocumentFigures = {
    documents: labels.length,
    rightKind: 0,
    values: { labelled: 0, right: 0 },
    events: { right: 0, wrong: 0, missed: 0 },
    differences: [],
  };
  for (const label of labels) {
    const file = files.get(label.file);
    const [reading] = file ? await readFile(file) : [];
    compare(label, reading, figures);
  }
  return figures;
}

function compare(label: DocumentLabel, reading: DocumentReading | undefined, figures: DocumentFigures): void {
  const say = (what: string): number => figures.differences.push(`${label.file}: ${what}`);
  if (!reading || 'unreadable' in reading) {
    say(reading ? reading.unreadable : 'is not there');
    figures.values.labelled += countValues(label);
    figures.events.missed += label.events.length;
    return;
  }
  const set = 'set' in reading ? reading.set : undefined;
  if (reading.kind === label.kind && (!label.set || set === label.set)) figures.rightKind++;
  else say(`is read as ${set ?? reading.kind}`);
  const value = (at: string, expected: string, found: string | undefined): void => {
    figures.values.labelled++;
    if (expected === found) figures.values.right++;
    else say(`${at} is "${expected}", read "${found ?? 'nothing'}"`);
  };
  const fields: Partial<Record<string, { value: string }>> = reading.fields;
  for (const [name, expected] of Object.entries(label.fields)) value(name, expected, fields[name]?.value);
  for (const [index, line] of label.lines.entries()) {
    const found: Partial<Record<string, { value: string }>> = reading.lines[index] ?? {};
    for (const [name, expected] of Object.entries(line))
      value(`line ${index + 1} ${name}`, expected, found[name]?.value);
  }
  if (reading.lines.length !== label.lines.length)
    say(`has ${label.lines.length} lines, read ${reading.lines.length}`);
  compareEvents(label, reading, figures, say);
}

const countValues = ({ fields, lines }: DocumentLabel): number =>
  [fields, ...lines].reduce((sum, values) => sum + Object.keys(values).length, 0);

function compareEvents(
  label: DocumentLabel,
  reading: DocumentReading,
  { events }: DocumentFigures,
  say: (what: string) => void,
): void {
  const open = [...label.events];
  for (const { type } of signalsOf(reading, '1970-01-01T00:00:00Z').events) {
    const at = open.indexOf(type);
    if (at >= 0) {
      open.splice(at, 1);
      events.right++;
    } else {
      events.wrong++;
      say(`tells of ${type}, which is not labelled`);
    }
  }
  events.missed += open.length;
  for (const type of open) say(`does not tell of ${type}`);
}
