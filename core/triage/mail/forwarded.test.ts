import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findForwarded } from './forwarded.ts';
import { newestText } from './newest.ts';
import { answeredBelow, passedOnBelow, shapes } from './shapes.testdata.ts';

describe('older messages inside a mail', () => {
  test.each(shapes)('$name', ({ subject, body, sender, text, note }) => {
    const found = findForwarded(body, subject);
    expect(found && (found.from?.address ?? found.from?.name)).toBe(sender);
    expect(newestText(found ? found.body : body, found?.from?.name ?? 'Ann Lee').text).toBe(text);
    if (note !== undefined) expect(found?.note).toBe(note);
  });

  test.each(answeredBelow)('an answer above: %s', (_, head) => {
    const body = `Large.\n\n${head}`;
    expect(findForwarded(body, 'Re: gloves')).toBeNull();
    expect(newestText(body).text).toBe('Large.');
  });

  test.each(passedOnBelow)('passed on: %s', (_, head) => {
    const found = findForwarded(`FYI\n\n${head}\n\nWe need gloves.`, 'Fwd: gloves');
    expect(found).toMatchObject({
      from: { address: 'ann@a.example' },
      subject: 'gloves',
      body: 'We need gloves.',
      note: 'FYI',
    });
  });

  test("a colleague's answer that carries a customer's words is read as passed on", () => {
    const body =
      'Adding the inbox.\n\nOn Tue, Nov 4, 2025 at 9:10 AM Ann <ann@a.example> wrote:\n\n> We need gloves.';
    const hints = { sender: 'bob@b.example', ownDomains: ['b.example'] };
    expect(findForwarded(body, 'Re: gloves', hints)).toMatchObject({
      from: { address: 'ann@a.example' },
      note: 'Adding the inbox.',
      body: 'We need gloves.',
    });
    expect(findForwarded(body, 'Re: gloves', { ...hints, ownDomains: [] })).toBeNull();
  });

  test('a customer who sends our own mail back with words on top is answering it', () => {
    const body =
      'This is wrong.\n\n---------- Forwarded message ---------\nFrom: Bob <bob@b.example>\nSubject: confirmation\nTo: ann\n\nConfirmed.';
    const hints = { sender: 'ann@a.example', ownDomains: ['b.example'] };
    expect(findForwarded(body, 'Fwd: confirmation', hints)).toBeNull();
  });

  test('between colleagues the customer below is the one who counts', () => {
    const body =
      'Please open a case.\n\nFrom: Luis <luis@b.example>\nSent: Tuesday, November 4, 2025 9:30 AM\nTo: Bob\nSubject: FW: gloves\n\nWhat do we tell her?\n\nFrom: Ann <ann@a.example>\nSent: Tuesday, November 4, 2025 9:10 AM\nTo: Luis\nSubject: gloves\n\nWe need gloves.';
    expect(
      findForwarded(body, 'FW: gloves', { sender: 'bob@b.example', ownDomains: ['b.example'] }),
    ).toMatchObject({
      from: { address: 'ann@a.example' },
      subject: 'gloves',
      body: 'We need gloves.',
      note: 'Please open a case.\n\nWhat do we tell her?',
    });
  });
});

const folder = new URL('../../../../shared/corpora/forwarded/', import.meta.url);
const here = existsSync(folder);

interface Expected {
  body_file: string;
  subject_file: string | null;
  exp: Record<string, string | boolean | null>;
}

test.skipIf(!here)('every fixture of twelve mail programs is read exactly (needs corpora)', () => {
  const read = (name: string) => readFileSync(new URL(`fixtures/${name}.txt`, folder), 'utf8');
  const cases: Expected[] = JSON.parse(readFileSync(new URL('EXPECTED.derived.json', folder), 'utf8'));
  const wrong = cases.filter(({ body_file, subject_file, exp }) => {
    const found = findForwarded(read(body_file), subject_file ? read(subject_file) : '');
    if (!exp['forwarded']) return found !== null;
    return !(
      found &&
      found.subject === exp['email.subject'] &&
      found.body === exp['email.body'] &&
      (found.from?.address ?? null) === exp['email.from.address'] &&
      (found.from?.name ?? null) === exp['email.from.name'] &&
      ['to', 'cc'].every((field) => {
        const people = found[field as 'to' | 'cc'];
        if (
          exp[`email.${field}.length`] !== undefined &&
          people.length !== Number(exp[`email.${field}.length`])
        )
          return false;
        return [0, 1].every((n) =>
          (['address', 'name'] as const).every((what) => {
            const expected = exp[`email.${field}.${n}.${what}`];
            return expected === undefined || (people[n]?.[what] ?? null) === expected;
          }),
        );
      }) &&
      (!('message' in exp) || found.note === (exp['message'] ?? ''))
    );
  });
  expect(cases).toHaveLength(206);
  expect(wrong.map((item) => item.body_file)).toEqual([]);
});
