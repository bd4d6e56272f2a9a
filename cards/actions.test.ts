import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCardAction, readMarker, verb, writeMarker } from './actions.ts';

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
      }),
    );
  });
});

it('a message says which card it is', () => {
  const marker = { id: 'a:b', number: 'EX-1042', version: 3, status: 'needs_second' as const };
  expect(readMarker(writeMarker(marker))).toEqual(marker);
  expect(readMarker('other')).toBeNull();
});
