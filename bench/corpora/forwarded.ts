import { findForwarded } from '#core/triage/mail/forwarded.ts';
import { jsonOf, textOf } from './folder.ts';

interface Fixture {
  body_file: string;
  subject_file: string | null;
  exp: Record<string, string | boolean | null>;
}

/** Fixtures of twelve mail programs: exact is each with sender, recipients, subject, words and note as expected. */
export function forwardedFixtures(): { cases: number; exact: number; wrong: string[] } {
  const read = (name: string) => textOf(`forwarded/fixtures/${name}.txt`);
  const cases = jsonOf<Fixture[]>('forwarded/EXPECTED.derived.json');
  const wrong = cases
    .filter(({ body_file, subject_file, exp }) => {
      const found = findForwarded(read(body_file), subject_file ? read(subject_file) : '');
      return exp['forwarded'] ? !found || !isAsExpected(found, exp) : found !== null;
    })
    .map(({ body_file }) => body_file);
  return { cases: cases.length, exact: cases.length - wrong.length, wrong };
}

function isAsExpected(
  found: NonNullable<ReturnType<typeof findForwarded>>,
  expected: Fixture['exp'],
): boolean {
  const hasPeople = (field: 'to' | 'cc'): boolean => {
    const people = found[field];
    const length = expected[`email.${field}.length`];
    if (length !== undefined && people.length !== Number(length)) return false;
    return [0, 1].every((n) =>
      (['address', 'name'] as const).every((what) => {
        const value = expected[`email.${field}.${n}.${what}`];
        return value === undefined || (people[n]?.[what] ?? null) === value;
      }),
    );
  };
  return (
    found.subject === expected['email.subject'] &&
    found.body === expected['email.body'] &&
    (found.from?.address ?? null) === expected['email.from.address'] &&
    (found.from?.name ?? null) === expected['email.from.name'] &&
    hasPeople('to') &&
    hasPeople('cc') &&
    (!('message' in expected) || found.note === (expected['message'] ?? ''))
  );
}
