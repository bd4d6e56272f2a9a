import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fieldInput,
  fieldOf,
  readCardAction,
  readFieldAnswers,
  readMarker,
  verb,
  writeMarker,
} from './actions.ts';
import { hostileText } from './hostileText.ts';

describe('reading a pressed button back', () => {
  const data = { e: 'ex-1', v: 3 };

  it('takes Slack’s JSON text and Teams’ data object alike', () => {
    const choose = { kind: 'choose', exceptionId: 'ex-1', version: 3, optionId: 'release' };
    expect(readCardAction('choose:release', JSON.stringify(data))).toEqual(choose);
    expect(readCardAction('choose:release', { ...data, reason: 'typed beside it' })).toEqual(choose);
  });

  it('finds the verb in the data where the product has no verb', () => {
    const match = { kind: 'match', exceptionId: 'ex-1', version: 3, orderId: '4:82' };
    expect(readCardAction('more', JSON.stringify({ ...data, a: 'match:4:82' }))).toEqual(match);
    expect(readCardAction(null, { ...data, a: 'match:4:82' })).toEqual(match);
  });

  it('reads every kind', () => {
    expect(readCardAction('reject', data)?.kind).toBe('reject');
    expect(readCardAction('ask', data)?.kind).toBe('ask');
    expect(readCardAction('refresh', data)?.kind).toBe('refresh');
    expect(readCardAction(verb('clause', 'p#4.2'), data)).toMatchObject({ passageId: 'p#4.2' });
    expect(readCardAction('fill', data)).toEqual({ kind: 'fill', exceptionId: 'ex-1', version: 3 });
    const retype = { kind: 'retype', exceptionId: 'ex-1', version: 3 };
    expect(readCardAction('retype', data)).toEqual({ ...retype, type: null });
    expect(readCardAction(verb('retype', 'none'), data)).toEqual({ ...retype, type: 'none' });
    expect(readCardAction('answer', { e: 'ex-1', q: 'q-9' })).toEqual({
      kind: 'answer',
      exceptionId: 'ex-1',
      questionId: 'q-9',
    });
  });

  it.each([
    ['choose:', data],
    ['choose', data],
    ['reject:x', data],
    ['delete:all', data],
    ['choose:release', { e: 'ex-1' }],
    ['choose:release', { e: '', v: 1 }],
    ['choose:release', { e: 'ex-1', v: -1 }],
    ['choose:release', { e: 'ex-1', v: '3' }],
    ['choose:release', '{"e":'],
    ['choose:release', '"x"'],
    [`choose:${'x'.repeat(201)}`, data],
    ['retype:', data],
    [`retype:${'x'.repeat(201)}`, data],
    ['retype', { e: 'ex-1' }],
    ['fill:poNumber', data],
    ['fill', { e: 'ex-1', v: 1.5 }],
    ['answer', data],
    [null, null],
  ])('refuses %s with %j', (actionId, value) => {
    expect(readCardAction(actionId, value)).toBeNull();
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.anything(), (actionId, value) => {
        readCardAction(actionId, value);
        readMarker(value);
        readFieldAnswers(Object(value));
      }),
    );
  });
});

it('a message says which card it is', () => {
  const marker = { id: 'a:b', number: 'EX-1042', version: 3, status: 'needs_second' as const };
  expect(readMarker(writeMarker(marker))).toEqual(marker);
  expect(readMarker('other')).toBeNull();
});

describe('the fields of a form', () => {
  it('travel under their names, whatever these are', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostileText, fc.constantFrom('__proto__', 'constructor', 'line 2 quantity')),
        (raw) => {
          const name = raw.toWellFormed();
          const input = fieldInput(name);
          if (input === null) return;
          expect(input.length).toBeLessThanOrEqual(255);
          expect(input).toMatch(/^field:[\w.!~*'()%-]+$/);
          expect(fieldOf(input)).toBe(name);
          const answers = readFieldAnswers({ e: 'ex-1', [input]: ' 40 ' });
          expect(Object.entries(answers ?? {})).toEqual([[name, '40']]);
        },
      ),
    );
  });

  it('are refused a name that does not fit, and none at all', () => {
    expect(fieldInput('x'.repeat(249))).toHaveLength(255);
    expect([fieldInput('x'.repeat(250)), fieldInput('漢'.repeat(40)), fieldInput('')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(['reason', 'field:', 'Field:a', `field:${'x'.repeat(250)}`].map(fieldOf)).toEqual(
      Array(4).fill(null),
    );
  });

  it('may be named as they read, too', () => {
    expect(fieldOf('field:line 2 quantity')).toBe('line 2 quantity');
    expect(fieldOf('field:100%')).toBe('100%');
  });

  it('are read without what is empty and without other inputs', () => {
    const typed = {
      'field:poNumber': 'HL-77120',
      'field:total': ' \n',
      'field:due': null,
      reason: 'x',
      v: 3,
    };
    expect(readFieldAnswers(typed)).toEqual({ poNumber: 'HL-77120' });
    expect(readFieldAnswers({})).toEqual({});
  });

  it.each([
    ['a number', { 'field:total': 12 }],
    ['a list', { 'field:total': ['12'] }],
    [
      'more than a form asks',
      Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`field:${index}`, '1'])),
    ],
    ['a text longer than its box', { 'field:total': '1'.repeat(301) }],
  ])('are not read from %s', (_what, typed) => {
    expect(readFieldAnswers(typed)).toBeNull();
  });
});
