import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentLimitBytes, parseDocument } from './document.ts';

const head = `---
id: acme-2026
tenant: calder
connection: calder-us
kind: contract
customer: C-1
title: Supply Agreement Acme
version: "1"
effective_from: 2026-01-01
---
`;
const contract = `${head}# Supply Agreement

Between us and Acme.

## 1 Prices

### 1.1 Firm prices

Prices are firm.
They stay so.

## 2.1 Payment

Thirty days.
`;

const parsed = (text: string) => {
  const result = parseDocument(text, 'acme.md');
  if (result.status === 'refused') throw new Error(JSON.stringify(result.problem));
  return result;
};
const problem = (text: string) => {
  const result = parseDocument(text, 'acme.md');
  return result.status === 'refused' ? result.problem : null;
};

describe('a contract in Markdown', () => {
  test('becomes one passage per clause, headings without text left out', () => {
    expect(parsed(contract).passages.map(({ id, clause, text }) => ({ id, clause, text }))).toEqual([
      { id: 'acme-2026:preamble', clause: 'Preamble', text: 'Between us and Acme.' },
      { id: 'acme-2026:1.1', clause: '1.1 Firm prices', text: 'Prices are firm.\nThey stay so.' },
      { id: 'acme-2026:2.1', clause: '2.1 Payment', text: 'Thirty days.' },
    ]);
  });

  test('carries customer, connection, version and dates on document and passages', () => {
    const { document, passages } = parsed(contract);
    expect(document).toMatchObject({
      tenantId: 'calder',
      connectionId: 'calder-us',
      customerId: 'C-1',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
    });
    expect(passages[1]).toMatchObject({ customerId: 'C-1', version: '1', effectiveTo: null });
  });

  test('has exact spans, whatever is written in it', () => {
    const row = fc.constantFrom(
      '## 1 A',
      '### 2 B',
      '',
      '  text.',
      '```',
      '| a | b |',
      '# T',
      'Ünïcode 👍',
      '---',
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const result = parseDocument(head + rows.join('\n'), 'x.md');
        if (result.status === 'refused') return;
        for (const { start, end, text } of result.passages) {
          expect(result.document.text.slice(start, end)).toBe(text);
        }
      }),
    );
  });

  test('reads the same with Windows line ends and a byte order mark', () => {
    expect(parsed(`\uFEFF${contract.replaceAll('\n', '\r\n')}`)).toEqual(parsed(contract));
  });

  test('does not take a # inside a code block for a clause', () => {
    const { passages } = parsed(`${head}## 1 A\n\n\`\`\`\n## not a clause\n\`\`\`\n`);
    expect(passages).toHaveLength(1);
  });

  test('has another hash when its text or its dates change', () => {
    const hashes = [contract, `${contract}.`, contract.replace('2026-01-01', '2026-01-02')].map(
      (text) => parsed(text).document.hash,
    );
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('a wrong file is refused with the line and what to do', () => {
  test.each([
    ['no front matter', '# Agreement\n\nText.', 1, /front matter/],
    ['broken YAML', contract.replace('title: Supply', 'title: "Supply'), 7, /./],
    ['an unknown key', contract.replace('customer:', 'costumer:'), 6, /costumer: is not known here/],
    ['a key given twice', contract.replace('kind:', 'tenant:'), 5, /unique/],
    ['a wrong kind', contract.replace('kind: contract', 'kind: memo'), 5, /kind/],
    [
      'a date that does not exist',
      contract.replace('2026-01-01', '2026-02-30'),
      9,
      /effective_from.*2026-01-31/,
    ],
    ['a version that is a number', contract.replace('"1"', '2026.10'), 8, /in quotes/],
    ['a missing title', contract.replace(/title.*\n/, ''), 1, /title/],
    ['a contract without customer', contract.replace(/customer.*\n/, ''), 1, /customer: a contract names/],
    ['an SOP with a customer', contract.replace('kind: contract', 'kind: sop'), 6, /all customers/],
    ['a customer of no ERP', contract.replace(/connection.*\n/, ''), 1, /connection: name the ERP/],
    [
      'an end before the beginning',
      contract.replace('2026-01-01\n', '2026-01-01\neffective_to: 2025-12-31\n'),
      10,
      /ends before/,
    ],
    ['a clause that is there twice', `${contract}## 2.1 Payment again\n\nNever.`, 25, /twice/],
    ['no text', head, 11, /no text/],
    ['a file over 1 MB', contract + 'x'.repeat(documentLimitBytes), 1, /1 MB/],
  ])('%s', (_case, text, line, message) => {
    expect(problem(text)).toEqual({ file: 'acme.md', line, message: expect.stringMatching(message) });
  });
});
