/** YAML with line numbers: what `parsePolicy` reads from, before it knows what a policy is. */
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

export type Path = (string | number)[];
export interface Problem {
  line: number;
  message: string;
}

/** A policy that cannot be used: one sentence per problem, each with its line. */
export class PolicyError extends Error {
  override name = 'PolicyError';
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map((p) => `line ${p.line}: ${p.message}`).join('\n'));
    this.problems = problems;
  }
}

const LARGEST = 200_000;
/** Enough to name a list twice, too little to grow a small file into a large one. */
const MOST_ALIASES = 20;
/** Policies are five deep; a parser that recurses on hostile text is stopped before its stack is. */
const DEEPEST = 200;

/** The document as plain data, and where its parts stand. Throws PolicyError. */
export function readSource(source: string): { data: unknown; lineOf: (path: Path) => number } {
  if (source.length > LARGEST) throw new PolicyError([{ line: 1, message: 'The policy is over 200 kB.' }]);
  const deep = tooDeep(source);
  if (deep) throw new PolicyError([{ line: deep, message: 'The policy is nested too deeply.' }]);
  const lines = new LineCounter();
  const yaml = parseDocument(source, { lineCounter: lines });
  if (yaml.errors.length) {
    throw new PolicyError(
      yaml.errors.map((e) => ({ line: lines.linePos(e.pos[0]).line, message: e.message.split('\n')[0]! })),
    );
  }
  const reserved = reservedNames(yaml, lines);
  if (reserved.length) throw new PolicyError(reserved);
  try {
    return { data: yaml.toJS({ maxAliasCount: MOST_ALIASES }), lineOf: (path) => lineIn(yaml, lines, path) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PolicyError([{ line: 1, message: `The policy cannot be read: ${why}.` }]);
  }
}

/** Keys that JavaScript keeps for itself, and that would be left out without a word. */
function reservedNames(yaml: Document, lines: LineCounter): Problem[] {
  const found: Problem[] = [];
  visit(yaml, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value === '__proto__')
        found.push({
          line: lines.linePos(key.range?.[0] ?? 0).line,
          message: '"__proto__" cannot be a name',
        });
    },
  });
  return found;
}

/** The first line on which brackets or indentation go too deep; 0: none. */
function tooDeep(source: string): number {
  let brackets = 0;
  for (const [index, line] of source.split('\n').entries()) {
    for (const character of line) {
      if (character === '[' || character === '{') brackets++;
      else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
    }
    const dashes = /^(?:[ \t]*[-?:] )*/.exec(line)?.[0].length ?? 0;
    if (brackets > DEEPEST || dashes > DEEPEST || line.search(/\S/) > DEEPEST) return index + 1;
  }
  return 0;
}

/** The line of a place, else of the nearest place around it that is written down. */
function lineIn(yaml: Document, lines: LineCounter, path: Path): number {
  let node: unknown = yaml.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}

/** What zod found, in words for whoever writes the policy. */
export function problemsOf(error: z.ZodError, lineOf: (path: Path) => number): Problem[] {
  return error.issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message }) => ({
      line: lineOf(path),
      message: `${path.join('.') || 'policy'}: ${message}`,
    }));
}

function flatten(issue: z.core.$ZodIssue, above: Path): { path: Path; message: string }[] {
  const path = [...above, ...(issue.path as Path)];
  // Of several shapes the one counts that went furthest: an object is not told that it is no text.
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.map((branch) => branch.flatMap((one) => flatten(one, path)));
    const depth = (branch: { path: Path }[]): number => Math.max(0, ...branch.map((one) => one.path.length));
    const best = branches.toSorted(
      (a, b) => Number(isShape(a)) - Number(isShape(b)) || depth(b) - depth(a),
    )[0];
    return best ?? [{ path, message: issue.message }];
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof issue.input === 'number') {
    return [{ path, message: `write it in quotes: "${issue.input}"` }];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'there is no such setting' }));
  }
  return [{ path, message: issue.message }];
}

const isShape = (branch: { message: string }[]): boolean =>
  branch.length === 1 && branch[0]!.message.startsWith('Invalid input: expected');
