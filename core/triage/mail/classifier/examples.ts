/**
 * Labelled mails as they are kept in the repository: one file for each author, mails one below the other.
 *
 *     # Who the author is.
 *     From: Name <address>
 *     @ en credit_hold wire-sent | Subject
 *     Text with its numbers marked: {so SO-10482}, {po HX-22/117}, {sku BRG-6205}, {trk 1Z…}.
 *
 * After "@": language, label, scenario, then the subject.
 */
import type { Mail } from '../../../model/signal.ts';
import { type Label, labels } from './features.ts';

export type MarkedName = 'orderNumber' | 'poNumber' | 'sku' | 'trackingNumber';

export interface Example {
  author: string;
  /** What happened, told by whomever: splits keep a scenario on one side. */
  scenario: string;
  label: Label;
  language: string;
  mail: Mail;
  /** The marked numbers of subject and text; null where none were marked by a person. */
  fields: { name: MarkedName; value: string }[] | null;
}

const names: Record<string, MarkedName> = {
  so: 'orderNumber',
  po: 'poNumber',
  sku: 'sku',
  trk: 'trackingNumber',
};

/** Throws with file and line where it does not have that form. */
export function parseExamples(author: string, file: string): Example[] {
  const examples: Example[] = [];
  const from = /^From: (.*) <(.+)>$/m.exec(file);
  const sender = { name: from?.[1] ?? '', address: from?.[2] ?? `${author}@labelled.example` };
  const lines = file.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (!line.startsWith('@ ')) continue;
    const head = /^@ ([a-z]{2}) (\w+) ([\w-]+) \|(.*)$/.exec(line);
    if (!head || !labels.includes(head[2] as Label))
      throw new Error(`${author}:${at + 1}: "${line}" is no "@ language label scenario | subject".`);
    const body: string[] = [];
    while (at + 1 < lines.length && !lines[at + 1]!.startsWith('@ ')) body.push(lines[++at]!);
    const [, language = '', label, scenario = '', subject = ''] = head;
    const fields: Example['fields'] = [];
    const unmark = (text: string) =>
      text.replace(/\{(so|po|sku|trk) ([^}]+)\}/g, (_, name: string, value: string) => {
        fields.push({ name: names[name]!, value });
        return value;
      });
    examples.push({
      author,
      scenario,
      label: label as Label,
      language,
      mail: {
        messageId: `<${author}-${scenario}-${examples.length}@labelled.example>`,
        inReplyTo: null,
        references: [],
        from: sender,
        to: [],
        subject: unmark(subject.trim()),
        date: null,
        text: unmark(body.join('\n').trim()),
        headers: {},
        attachments: [],
      },
      fields,
    });
  }
  return examples;
}

/** Groups that share neither an author nor a scenario, as a group's number for each example. */
export function groupsOf(examples: Pick<Example, 'author' | 'scenario'>[]): number[] {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    while (parent.has(at) && parent.get(at) !== at) at = parent.get(at)!;
    return at;
  };
  const join = (a: string, b: string) => {
    for (const key of [a, b]) if (!parent.has(key)) parent.set(key, key);
    parent.set(find(a), find(b));
  };
  for (const { author, scenario } of examples) join(`author ${author}`, `scenario ${scenario}`);
  const numbers = new Map<string, number>();
  return examples.map(({ author }) => {
    const root = find(`author ${author}`);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root)!;
  });
}

/** Sentences of one language under `## label`: what people say, for training only. Throws where a label is unknown. */
export function parseSentences(language: string, file: string): Example[] {
  let label: Label | null = null;
  const sentences = file.split('\n').flatMap((line, at): Example[] => {
    const heading = /^## (.+)$/.exec(line)?.[1];
    if (heading) {
      label = labels.find((known) => known === heading) ?? null;
      if (!label) throw new Error(`${language}:${at + 1}: there is no label "${heading}".`);
    }
    if (!label || !line.trim() || line.startsWith('#')) return [];
    return [
      {
        author: `sentences-${language}`,
        scenario: `sentence-${language}-${at}`,
        label,
        language,
        mail: {
          messageId: `<${language}-${at}@labelled.example>`,
          inReplyTo: null,
          references: [],
          from: null,
          to: [],
          subject: '',
          date: null,
          text: line.trim(),
          headers: {},
          attachments: [],
        },
        fields: null,
      },
    ];
  });
  return sentences;
}
