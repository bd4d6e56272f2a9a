/** What strangers may write, for property tests. */
import fc from 'fast-check';

const nasty = [
  '<!channel> <!here> <@U0MAYA> <#C0ORDERS>',
  '<https://evil.example|Open the ERP>',
  'see https://evil.example/a?b=c&d or www.evil.example',
  '[Release](https://evil.example) ![x](https://evil.example/p.png)',
  '<at>Daniel Reyes</at> <script>alert(1)</script>',
  '*Approved* _by_ ~nobody~ `code` ```block```',
  '#5 first',
  '> quoted\n- list\n1. one\n# big',
  ':white_check_mark: Approved',
  '{{DATE(2026-11-23T22:00:00Z, SHORT)}} &lt;b&gt; &#60;',
  '<!date^0^{date}^https://evil.example|now>',
  '\u202egnihtyna\u202c \u0000\u0007 \ud800',
  '[a]: https://evil.example',
  'mailto:a@evil.example javascript:alert(1)',
  '',
];
export const hostileText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom(...nasty, '&', '*', '€', '漢', '😀', ' '), { maxLength: 60 })
    .map((all) => all.join('')),
  fc.constantFrom(
    '&'.repeat(4000),
    '漢'.repeat(4000),
    '😀'.repeat(3000),
    'a. '.repeat(2000),
    '\n'.repeat(5000),
  ),
);

/** Every object in a JSON value, parents first. */
export function* objects(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) for (const one of value) yield* objects(one);
  else if (value && typeof value === 'object') {
    yield value as Record<string, unknown>;
    for (const one of Object.values(value)) yield* objects(one);
  }
}
