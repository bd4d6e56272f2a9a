import { describe, expect, it } from 'vitest';
import { inPolicyCurrency, PolicyError, parsePolicy, ruleFor, storedPolicy } from './policy.ts';

const problems = (source: string, knownTypes?: string[]): { line: number; message: string }[] => {
  try {
    parsePolicy(source, knownTypes);
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
};

const valid = `currency: USD
roles: [controller]
rules:
  - id: credit-release
    type: credit_hold
    action: release_hold
    limits: { controller: "100" }
`;
/** The one rule, with other lines behind its action. */
const withRule = (...lines: string[]): string =>
  valid.replace('    limits: { controller: "100" }\n', lines.map((line) => `    ${line}\n`).join(''));
const and = (...lines: string[]): string => `${valid}${lines.map((line) => `${line}\n`).join('')}`;

describe('a policy', () => {
  it('is accepted when every rule has an approver', () => {
    expect(problems(valid)).toEqual([]);
  });

  it('may use the words of earlier versions', () => {
    const old = withRule('limits: { controller: "100" }', 'second: { above: "50", roles: [controller] }');
    const policy = parsePolicy(`expiryHours: 48\n${old}`);
    expect(policy.expiry).toBe('48h clock');
    expect(policy.rules[0]?.several).toEqual([{ above: '50', people: 2, roles: ['controller'] }]);
  });

  it('is read from the store with the zone of its company, also when it was stored in old words', () => {
    const { calendar, expiry } = storedPolicy(
      {
        currency: 'USD',
        expiryHours: 72,
        roles: ['a'],
        rates: {},
        rules: [{ id: 'xx', type: 't', action: 'add_note' }],
      },
      'America/Denver',
    );
    expect([calendar.timeZone, expiry]).toEqual(['America/Denver', '72h clock']);
  });
});

describe('a policy is refused, with line and reason,', () => {
  it.each([
    [
      'an unknown role in limits',
      valid.replace('controller: "100"', 'boss: "100"'),
      7,
      'unknown role "boss"',
    ],
    [
      'a mistyped role',
      valid.replace('controller: "100"', 'controler: "100"'),
      7,
      'did you mean "controller"?',
    ],
    [
      'an unknown role in several',
      withRule('limits: { controller: "100" }', 'several:', '  - { above: "5", people: 2, roles: [boss] }'),
      9,
      '"boss"',
    ],
    [
      'an unknown role in a substitution',
      and('substitutes:', '  - { person: a, by: b, roles: [boss], from: 2026-01-01, to: 2026-01-02 }'),
      9,
      '"boss"',
    ],
    [
      'an unknown role in an escalation',
      and('escalation:', '  - steps:', '      - { after: 8h, do: widen, roles: [boss] }'),
      10,
      '"boss"',
    ],
    ['an unknown role in changes', and('changes: { roles: [boss] }'), 8, '"boss"'],
    ['an unknown role in ask', and('ask: { credit_hold: [boss] }'), 8, '"boss"'],
    ['an unknown action', valid.replace('release_hold', 'relase_hold'), 6, 'did you mean "release_hold"?'],
    [
      'a type that is no name',
      valid.replace('credit_hold', 'Credit Hold'),
      5,
      'types are written like credit_hold',
    ],
    ['a rule about changes of policy', valid.replace('release_hold', 'adopt_policy'), 6, '"changes"'],
    ['a rule without limits', withRule('limits: {}'), 4, 'without an approver'],
    [
      'a rule whose limits all depend',
      withRule('limits: { controller: { upTo: "100", marginFrom: "5" } }'),
      7,
      'without an approver',
    ],
    [
      'a rule whose only limit leaves risks out',
      withRule('limits: { controller: { upTo: "100", riskUpTo: low } }'),
      7,
      'without an approver: every limit asks for',
    ],
    [
      'a rule for a risk that no limit reaches',
      withRule('when: { risk: [high] }', 'limits: { controller: { upTo: "100", riskUpTo: normal } }'),
      8,
      'it holds for higher risks than controller may decide',
    ],
    [
      'a rule that holds further than its limits reach',
      withRule('when: { amountUpTo: "1000" }', 'limits: { controller: "500" }'),
      8,
      'leaves money above 500 without an approver: it holds up to 1000',
    ],
    [
      'a rule that is automatic, then decided, then nobody’s',
      withRule(
        'when: { amountUpTo: "1000" }',
        'mode: automatic',
        'automaticUpTo: "50"',
        'limits: { controller: "500" }',
      ),
      10,
      'leaves money above 500 without an approver',
    ],
    [
      'a highest limit that depends on the margin',
      valid
        .replace('roles: [controller]', 'roles: [rep, controller]')
        .replace('controller: "100"', 'rep: "5", controller: { upTo: "1000", marginFrom: "20" }'),
      7,
      'leaves money above 5 without an approver',
    ],
    ['a rule whose limits are zero', valid.replace('"100"', '"0"'), 7, 'no limit in it is above 0'],
    [
      'several people where it is automatic',
      withRule(
        'mode: automatic',
        'automaticUpTo: "5"',
        'limits: { controller: "100" }',
        'several: [{ people: 2, roles: [controller] }]',
      ),
      10,
      'asks for 2 people always, and is automatic up to 5',
    ],
    [
      'two rules of one name',
      and(
        '  - id: credit-release',
        '    type: credit_hold',
        '    action: place_hold',
        '    limits: { controller: "5" }',
      ),
      8,
      'a second rule is called credit-release',
    ],
    [
      'a rule that never holds',
      and(
        '  - id: again',
        '    type: credit_hold',
        '    action: release_hold',
        '    when: { tiers: [A] }',
        '    limits: { controller: "5" }',
      ),
      8,
      'rule again never holds: rule credit-release',
    ],
    ['automatic without a limit', withRule('mode: automatic'), 7, 'automatic without an explicit limit'],
    [
      'automatic papers without a limit',
      withRule('mode: automatic').replace('release_hold', 'attach_document'),
      7,
      'automatic without an explicit limit',
    ],
    [
      'automatic notes that let a price pass',
      withRule('mode: automatic').replace('release_hold', 'add_note'),
      7,
      'automatic without an explicit limit',
    ],
    [
      'automatic with nobody above',
      withRule('mode: automatic', 'automaticUpTo: "50"'),
      8,
      'leaves money above 50 without an approver',
    ],
    [
      'automatic above every limit',
      withRule('mode: automatic', 'automaticUpTo: "100"', 'limits: { controller: "100" }'),
      9,
      'no limit in it ever matters',
    ],
    [
      'automaticUpTo where nothing is automatic',
      withRule('automaticUpTo: "5"', 'limits: { controller: "100" }'),
      7,
      'is not automatic',
    ],
    [
      'limits of a rule by hand',
      withRule('mode: by_hand', 'limits: { controller: "100" }'),
      7,
      'by hand only and still names limits',
    ],
    [
      'several above the highest limit',
      withRule(
        'limits: { controller: "100" }',
        'several: [{ above: "100", people: 2, roles: [controller] }]',
      ),
      8,
      "nobody's limit reaches",
    ],
    [
      'fewer people for more money',
      withRule(
        'limits: { controller: "100" }',
        'several:',
        '  - { above: "5", people: 3, roles: [controller] }',
        '  - { above: "50", people: 2, roles: [controller] }',
      ),
      10,
      'fewer people',
    ],
    [
      'a condition that excludes its limit',
      withRule('when: { marginBelow: "5" }', 'limits: { controller: { upTo: "9", marginFrom: "5" } }'),
      8,
      'contradicts itself',
    ],
    ['a negative limit', valid.replace('"100"', '"-1"'), 7, 'below zero'],
    [
      'a substitute of oneself',
      and('substitutes:', '  - { person: a, by: a, roles: [controller], from: 2026-01-01, to: 2026-01-02 }'),
      9,
      'their own substitute',
    ],
    [
      'a substitution that ends before it begins',
      and('substitutes:', '  - { person: a, by: b, roles: [controller], from: 2026-02-01, to: 2026-01-02 }'),
      9,
      'before it begins',
    ],
    [
      'a step that repeats before the last',
      and(
        'escalation:',
        '  - steps:',
        '      - { after: 8h, do: remind, repeat: 1h }',
        '      - { after: 9h, do: remind }',
      ),
      10,
      'only the last step repeats',
    ],
    [
      'escalation steps out of order',
      and(
        'escalation:',
        '  - steps:',
        '      - { after: 2d, do: remind }',
        '      - { after: 1h, do: widen, roles: [controller] }',
      ),
      11,
      'the step after 1h stands behind the one after 2d',
    ],
    [
      'a step after the request has ended',
      and('expiry: 1h', 'escalation:', '  - steps:', '      - { after: 2h, do: remind }'),
      11,
      'the step after 2h never comes',
    ],
    [
      'a step as the request ends',
      and('expiry: 24h clock', 'escalation:', '  - steps:', '      - { after: 1d clock, do: remind }'),
      11,
      'never comes',
    ],
    [
      'a service level after the request has ended',
      and('expiry: 1h', 'serviceLevels:', '  - { within: 1d }'),
      10,
      'nothing is ever due after 1d',
    ],
    ['a service level of no time', and('serviceLevels:', '  - { within: 0h }'), 9, 'late as it is opened'],
    [
      'service levels behind one for everything',
      and('serviceLevels:', '  - { within: 1d }', '  - { type: credit_hold, priority: high, within: 1h }'),
      10,
      'never counts: one before it takes credit_hold already',
    ],
    [
      'service levels behind others that share the types among them',
      and(
        'serviceLevels:',
        '  - { type: credit_hold, priority: high, within: 1h }',
        '  - { type: pricing_mismatch, within: 1h }',
        '  - { type: [credit_hold, pricing_mismatch], priority: high, within: 1h }',
      ),
      11,
      'never counts',
    ],
    [
      'an escalation behind one for everything',
      and(
        'escalation:',
        '  - { steps: [{ after: 1h, do: remind }] }',
        '  - { type: credit_hold, steps: [{ after: 2h, do: remind }] }',
      ),
      10,
      'never counts',
    ],
    [
      'routing behind one that takes as much',
      and(
        'routing:',
        '  - { company: [us, eu], from: "10", channels: [a] }',
        '  - { company: us, from: "100", channels: [b] }',
      ),
      10,
      'never counts',
    ],
    [
      'a role that is called __proto__',
      valid.replace('controller: "100"', '__proto__: "5", controller: "100"'),
      7,
      'cannot be a name',
    ],
    ['a wait for more than a year', and('expiry: 367d'), 8, 'at most "366d"'],
    ['a time zone that is none', and('calendar: { timeZone: Mars/Base }'), 8, 'no time zone'],
    [
      'a day that ends before it begins',
      and('calendar: { hours: { mon: { from: "17:00", to: "08:00" } } }'),
      8,
      'before it begins',
    ],
    ['a week without a working day', and('calendar: { hours: {} }'), 8, 'no working day'],
    ['a day that there is not', and('calendar: { holidays: [2026-02-30] }'), 8, 'there is no day'],
    ['a rate of zero', and('rates: { EUR: { rate: "0", on: 2026-01-01 } }'), 8, 'more than 0'],
    ['requests that end at once', and('expiry: 0h'), 8, 'some time'],
    ['amounts that are no decimals', valid.replace('"100"', '"a lot"'), 7, 'decimal number'],
    ['amounts without quotes', valid.replace('"100"', '100'), 7, 'write it in quotes: "100"'],
    ['unknown settings', and('colour: red'), 8, 'colour: there is no such setting'],
    [
      'unknown settings of a limit',
      valid.replace('"100"', '{ upTo: "5", upto: "6" }'),
      7,
      'upto: there is no such setting',
    ],
    ['broken YAML', 'currency: [USD', 1, ''],
    ['a key that comes twice', `${valid}currency: EUR\n`, 8, 'unique'],
    ['a policy over 200 kB', 'x'.repeat(200_001), 1, '200 kB'],
    ['a policy that is nested without end', `currency: ${'['.repeat(20_000)}`, 1, 'nested'],
    ['a policy that is no policy', 'hello', 1, 'expected object'],
  ])('%s', (_, source, line, message) => {
    expect(problems(source)).toContainEqual({ line, message: expect.stringContaining(message) });
  });

  it('aliases that grow a small file into a large one', () => {
    const bomb = [
      'a: &a [1,2,3,4,5,6,7,8,9]',
      ...'bcdefgh'
        .split('')
        .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`),
    ];
    expect(problems(bomb.join('\n'))[0]?.message).toMatch(/alias/i);
  });

  it('a type that nothing detects, where the types are known', () => {
    expect(problems(valid, ['credit_hold'])).toEqual([]);
    expect(problems(valid.replace('credit_hold', 'credit_holt'), ['credit_hold'])).toEqual([
      { line: 5, message: 'there is no exception type "credit_holt"; did you mean "credit_hold"?' },
    ]);
  });

  it('every problem at once, in the order of lines', () => {
    const found = problems(and('changes: { roles: [boss] }').replace('controller: "100"', 'chief: "1"'));
    expect(found.map((one) => one.line)).toEqual([7, 8]);
  });
});

it('rules for other risks, and limits that share the tiers or risks among them, leave nothing out', () => {
  expect(
    problems(
      and('  - { id: again, type: credit_hold, action: release_hold, limits: { controller: "5" } }').replace(
        '    limits',
        '    when: { risk: [low] }\n    limits',
      ),
    ),
  ).toEqual([]);
  const two = (when: string, limits: string) =>
    problems(withRule(`when: ${when}`, `limits: ${limits}`).replace('[controller]', '[rep, controller]'));
  expect(
    two('{ tiers: [A, B] }', '{ rep: { upTo: "5", tiers: [A] }, controller: { upTo: "5", tiers: [B] } }'),
  ).toEqual([]);
  expect(
    two(
      '{ risk: [low, high] }',
      '{ rep: { upTo: "5", riskUpTo: low }, controller: { upTo: "5", riskUpTo: high } }',
    ),
  ).toEqual([]);
  expect(
    two(
      '{ risk: [low, high] }',
      '{ rep: { upTo: "5", riskUpTo: low }, controller: { upTo: "4", riskUpTo: high } }',
    ),
  ).toMatchObject([{ message: expect.stringContaining('above 4 without an approver') }]);
});

it('entries of which each still gets something, and steps that come in time on some days, are all kept', () => {
  expect(
    problems(
      and(
        'expiry: 24h clock',
        'serviceLevels:',
        '  - { type: credit_hold, within: 2h }',
        '  - { priority: high, within: 4h }',
        '  - { within: 1d }',
        'escalation:',
        '  - { type: credit_hold, steps: [{ after: 8h clock, do: remind }, { after: 8h, do: remind }] }',
        '  - { steps: [{ after: 9h, do: remind }, { after: 9h, do: widen, roles: [controller] }] }',
        'routing:',
        '  - { company: us, from: "10", channels: [a] }',
        '  - { company: us, channels: [b] }',
        '  - { company: eu, from: "100", channels: [b] }',
        '  - { channels: [c] }',
      ),
    ),
  ).toEqual([]);
  expect(problems(and('expiry: 366d', 'undo: 8784h'))).toEqual([]);
});

describe('an automatic rule may do without a limit', () => {
  it('only where it commits nobody', () => {
    const note = withRule('mode: automatic').replace('credit_hold', 'duplicate_order');
    expect(problems(note.replace('release_hold', 'add_note'))).toEqual([]);
    expect(problems(note.replace('release_hold', '[add_note, send_message]'))).toHaveLength(1);
  });

  it('above it where it speaks only of amounts up to it', () => {
    expect(
      problems(withRule('mode: automatic', 'automaticUpTo: "50"', 'when: { amountUpTo: "50" }')),
    ).toEqual([]);
  });
});

describe('the rule that holds', () => {
  const policy = parsePolicy(`currency: USD
rates: { EUR: { rate: "2", on: 2026-01-01 } }
roles: [rep, controller]
rules:
  - { id: small, type: [credit_hold, pricing_mismatch], action: "*", when: { amountUpTo: "100" }, limits: { rep: "100" } }
  - { id: thin, type: pricing_mismatch, action: change_price, when: { marginBelow: "5" }, limits: { controller: "900" } }
  - { id: good-customers, type: "*", action: [change_price, add_note], when: { tiers: [A] }, limits: { rep: "500" } }
  - { id: rest, type: "*", action: "*", limits: { controller: "900" } }
`);
  const about = (amount: string, over = {}) => ({
    type: 'pricing_mismatch',
    action: 'change_price',
    amount: { amount, currency: 'USD' },
    requestedAt: '2026-11-23T12:00:00Z',
    ...over,
  });

  it.each([
    ['small', about('100')],
    ['small', about('-100.00')],
    ['small', about('50', { amount: { amount: '50', currency: 'EUR' } })],
    ['rest', about('50', { amount: { amount: '50.01', currency: 'EUR' } })],
    ['rest', about('50', { amount: { amount: '1', currency: 'GBP' } })],
    ['thin', about('101', { marginPercent: '4.9', customerTier: 'A' })],
    ['good-customers', about('101', { marginPercent: '5.0', customerTier: 'A' })],
    ['rest', about('101', { customerTier: 'B' })],
    ['rest', about('101')],
  ])('is the first whose conditions hold: %s', (id, one) => {
    expect(ruleFor(policy, one)?.id).toBe(id);
  });

  it('takes rates that are given before its own, and none from the future', () => {
    const euro = { amount: '10', currency: 'EUR' };
    const on = (iso: string, rates = {}) => inPolicyCurrency(policy, euro, new Date(iso), rates)?.toString();
    expect(on('2026-01-01T00:00:00Z')).toBe('20');
    expect(on('2025-12-31T23:59:59Z')).toBeUndefined();
    expect(on('2026-01-01T00:00:00Z', { 'EUR/USD': '1.5' })).toBe('15');
    expect(on('2026-01-01T00:00:00Z', { 'USD/EUR': '0.5' })).toBe('20');
    expect(on('2026-01-01T00:00:00Z', { 'EUR/USD': '-1' })).toBe('20');
  });
});
