/** How alike two written numbers or names are. Pure. */

const bare = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** "PO-7731", "PO 7731" and "7731" are one number; so are "SO-10482", "so10482" and "10482". */
export function sameNumber(said: string, ours: string): boolean {
  const [a, b] = [bare(said), bare(ours)];
  if (a === '' || b === '') return false;
  const digits = (text: string) => text.replace(/^\p{L}+/u, '');
  const prefixed = /^(?:PO|SO|OC|AB|ORD|NR|NO)(?=\d{4})/;
  return (
    a === b ||
    a.replace(prefixed, '') === b.replace(prefixed, '') ||
    // People leave the prefix out; digits alone must be enough of them to mean something.
    (/^\d{4,}$/.test(a) && a === digits(b))
  );
}

/** Long enough that a slip of one digit is likelier than another number that happens to be near. */
const leastForTypo = 5;

/** One digit wrong, left out or too many, or two neighbours swapped: a slip of the hand, and only ever a candidate. */
export function oneSlipApart(said: string, ours: string): boolean {
  const [a, b] = [bare(said), bare(ours)];
  if (a === b || Math.min(a.length, b.length) < leastForTypo || Math.abs(a.length - b.length) > 1)
    return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const rest = (by: { a: number; b: number }) => a.slice(start + by.a) === b.slice(start + by.b);
  const swapped =
    a[start] !== undefined && a[start] === b[start + 1] && a[start + 1] === b[start] && rest({ a: 2, b: 2 });
  return swapped || rest({ a: 1, b: 1 }) || rest({ a: 1, b: 0 }) || rest({ a: 0, b: 1 });
}

const forms = new Set(
  'inc llc ltd limited corp corporation co company gmbh ag kg se sa sas sarl sl spa srl bv nv ab as aps oy the and und et y'.split(
    ' ',
  ),
);
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.filter((word) => !forms.has(word)) ?? [];

/** Share of the words, without company forms, that two names have in common; 0 to 1. */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  const common = [...left].filter((word) => right.has(word)).length;
  return left.size && right.size ? common / Math.max(left.size, right.size) : 0;
}
