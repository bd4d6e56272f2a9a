import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authentication, senderWarnings } from './sender.ts';

const id = 'mx.calder.example';
const found = (results: string, from = 'maya@caldersupply.example', trusted: string | null = id) =>
  authentication({ 'authentication-results': results }, from, trusted);

describe('what the receiving server vouches for', () => {
  test.each<[string, string, 'pass' | 'fail' | 'none']>([
    [
      'DMARC',
      `${id}; spf=pass smtp.mailfrom=x.example; dmarc=pass (p=reject) header.from=caldersupply.example`,
      'pass',
    ],
    ['a signature of the domain', `${id} 1; dkim=pass header.d=caldersupply.example header.s=a`, 'pass'],
    ['a signature by its identity', `${id}; dkim=pass header.i=@caldersupply.example`, 'pass'],
    ['the path', `${id}; spf=pass smtp.mailfrom=maya@mail.caldersupply.example`, 'pass'],
    ['verdicts on two lines', `${id}; spf=none\n${id}; dmarc=pass header.from=caldersupply.example`, 'pass'],
    ['a signature of another domain', `${id}; dkim=pass header.d=evil.example`, 'none'],
    ['a domain that ends alike', `${id}; dkim=pass header.d=notcaldersupply.example`, 'none'],
    ['a top level alone', `${id}; dkim=pass header.d=example`, 'none'],
    [
      'a failure',
      `${id}; dkim=pass header.d=caldersupply.example; dmarc=fail header.from=caldersupply.example`,
      'fail',
    ],
    ['a pass in a comment', `${id}; dkim=none (dmarc=pass header.from=caldersupply.example)`, 'none'],
    ['another server', 'mx.evil.example; dmarc=pass header.from=caldersupply.example', 'none'],
    ['one that begins alike', `${id}.evil.example; dmarc=pass header.from=caldersupply.example`, 'none'],
    [
      'a forged one below',
      `mx.evil.example; none\n${id}; dmarc=pass header.from=caldersupply.example`,
      'none',
    ],
    ['nothing', '', 'none'],
  ])('%s', (_, results, expected) => expect(found(results)).toBe(expected));

  test('nobody is believed where no server is named', () => {
    expect(found(`${id}; dmarc=pass header.from=caldersupply.example`, undefined, null)).toBe('none');
  });

  test('takes any text without a throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (results, from) => {
        expect(['pass', 'fail', 'none']).toContain(found(`${id}; ${results}`, from));
      }),
    );
  });
});

describe('what people are told of a sender', () => {
  const known = {
    ownDomains: ['caldersupply.example'],
    people: [{ name: 'Priya Nair', email: 'priya.nair@caldersupply.example' }],
    authservId: id,
  };
  const warnings = (name: string, address: string, results = '') =>
    senderWarnings({ from: { name, address }, headers: { 'authentication-results': results } }, known);

  test('a colleague whom nobody vouches for is unverified; one who is vouched for is not mentioned', () => {
    expect(warnings('Maya', 'maya@caldersupply.example')).toEqual([
      expect.stringMatching(/^Unverified: .*did not confirm/),
    ]);
    expect(warnings('Maya', 'maya@caldersupply.example', `${id}; dmarc=fail`)).toEqual([
      expect.stringMatching(/^Unverified: .*found that it is not/),
    ]);
    expect(
      warnings('Maya', 'maya@caldersupply.example', `${id}; dmarc=pass header.from=caldersupply.example`),
    ).toEqual([]);
  });

  test.each([
    'Priya Nair',
    'PRIYA  NAIR',
    'Nair, Priya (Finance)',
    'Рriyа Nair',
    'Príya Nair',
    'Pr1ya Nair'.replace('1', 'ı').replace('ı', 'i'),
  ])('"%s" from outside imitates an approver', (name) =>
    expect(warnings(name, 'priya@evil.example')).toEqual([
      expect.stringContaining('calls itself Priya Nair'),
    ]),
  );

  test.each(['Priya Patel', 'Nair Shipping', 'Owen Marsh', '', 'Priya'])(
    '"%s" from outside does not',
    (name) => expect(warnings(name, 'owen@harmonylabs.example')).toEqual([]),
  );
});
