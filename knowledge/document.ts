/** Reads a contract or SOP: YAML front matter, then Markdown with one heading per clause. */
import { createHash } from 'node:crypto';
import { isMap, isScalar, LineCounter, parseDocument as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Passage } from '#core/ports.ts';
import { splitClauses } from './clauses.ts';
import type { SourceDocument } from './store.ts';

/** A longer file is not a contract but a mistake, and would stall every search of its tenant. */
export const documentLimitBytes = 1024 * 1024;

const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use lower-case letters, digits and hyphens');
const name = z.string().trim().min(1, 'must not be empty').max(200);
const day = z.iso.date('write a date such as 2026-01-31');

const frontMatter = z
  .strictObject({
    id: identifier,
    tenant: identifier,
    connection: identifier.optional(),
    kind: z.enum(['contract', 'sop']),
    customer: name.optional(),
    title: name,
    version: z.string('write the version in quotes, such as "2026.1"').trim().min(1).max(40),
    effective_from: day,
    effective_to: day.nullish(),
  })
  .superRefine((head, context) => {
    const problem = (path: keyof typeof head, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (head.kind === 'contract' && !head.customer) problem('customer', 'a contract names its customer');
    if (head.kind === 'sop' && head.customer) problem('customer', 'an SOP holds for all customers');
    // Two ERPs of one tenant may use the same code for different customers.
    if (head.customer && !head.connection) problem('connection', 'name the ERP the customer code belongs to');
    if (head.effective_to && head.effective_to < head.effective_from)
      problem('effective_to', 'ends before it begins');
  });

/** Where a file is wrong and what to do; `line` counts from 1. */
export interface DocumentProblem {
  file: string;
  line: number;
  message: string;
}

export type ParsedDocument =
  | { status: 'parsed'; document: SourceDocument; passages: Passage[] }
  | { status: 'refused'; problem: DocumentProblem };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Splits at the front matter's fences; `bodyLine` is the line of the file on which the body starts. */
function splitFrontMatter(text: string): { head: string; body: string; bodyLine: number } | null {
  const found = /^---[ \t]*\n([\s\S]*?\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!found) return null;
  return {
    head: found[1]!,
    body: text.slice(found[0].length),
    bodyLine: found[0].split('\n').length,
  };
}

type Head =
  | { status: 'read'; head: z.infer<typeof frontMatter> }
  | { status: 'wrong'; line: number; message: string };

function readFrontMatter(source: string): Head {
  const lines = new LineCounter();
  const yaml = parseYaml(source, { lineCounter: lines, uniqueKeys: true });
  // The opening fence is line 1 of the file.
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  const error = yaml.errors[0];
  if (error) return { status: 'wrong', line: lineAt(error.pos[0]), message: error.message.split('\n')[0]! };
  const read = frontMatter.safeParse(yaml.toJS());
  if (read.success) return { status: 'read', head: read.data };
  const issue = read.error.issues[0]!;
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0];
  const pair = isMap(yaml.contents)
    ? yaml.contents.items.find(({ key: node }) => isScalar(node) && node.value === key)
    : undefined;
  const at = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  const message = issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message;
  return { status: 'wrong', line: at === undefined ? 1 : lineAt(at), message: `${String(key)}: ${message}` };
}

/** "4.2 Price deviations" → "4.2"; an unnumbered heading → "price-deviations". */
function clauseKey(heading: string): string {
  const number = /^(\d+(?:\.\d+)*)\b/.exec(heading)?.[1];
  if (number) return number;
  const slug = heading.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '-');
  return slug.replace(/^-|-$/g, '').toLowerCase().slice(0, 60);
}

/**
 * Parses one Markdown file. For every passage `document.text.slice(start, end) === text` holds; passage ids are
 * "document:clause" and stay the same from import to import. A file with any mistake is refused whole, with its line.
 */
export function parseDocument(markdown: string, file = 'document.md'): ParsedDocument {
  const refuse = (line: number, message: string): ParsedDocument => ({
    status: 'refused',
    problem: { file, line, message },
  });
  if (new TextEncoder().encode(markdown).length > documentLimitBytes) {
    return refuse(1, 'is larger than 1 MB: split it into documents of their own');
  }
  const whole = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const parts = splitFrontMatter(whole);
  if (!parts) return refuse(1, 'starts without front matter: put id, tenant, kind… between two lines of ---');
  const read = readFrontMatter(parts.head);
  if (read.status === 'wrong') return refuse(read.line, read.message);
  const { head } = read;
  const { clauses } = splitClauses(parts.body);
  if (clauses.length === 0) return refuse(parts.bodyLine, 'has no text below the front matter');

  const document: SourceDocument = {
    id: head.id,
    tenantId: head.tenant,
    connectionId: head.connection ?? null,
    customerId: head.customer ?? null,
    kind: head.kind,
    title: head.title,
    version: head.version,
    effectiveFrom: head.effective_from,
    effectiveTo: head.effective_to ?? null,
    text: parts.body,
    hash: sha256(JSON.stringify([head, parts.body])),
  };
  const passages = new Map<string, Passage>();
  for (const clause of clauses) {
    const id = `${document.id}:${clauseKey(clause.heading)}`;
    if (passages.has(id)) {
      return refuse(parts.bodyLine + clause.line - 1, `clause "${clause.heading}" is there twice`);
    }
    passages.set(id, {
      id,
      documentId: document.id,
      document: document.title,
      version: document.version,
      clause: clause.heading,
      effectiveFrom: document.effectiveFrom,
      effectiveTo: document.effectiveTo,
      customerId: document.customerId,
      text: parts.body.slice(clause.start, clause.end),
      start: clause.start,
      end: clause.end,
    });
  }
  return { status: 'parsed', document, passages: [...passages.values()] };
}
