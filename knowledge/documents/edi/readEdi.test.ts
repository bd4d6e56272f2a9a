import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadEdi } from '#core/model/document.ts';
import { isEdi, readEdi, readSets } from './readEdi.ts';

const read = (text: string): ReadEdi[] => readEdi('a.edi', new TextEncoder().encode(text));
const codes = (readings: ReadEdi[]): string[] =>
  readings.flatMap(({ errors }) => errors.map(({ code }) => code));

interface Style {
  element: string;
  component: string;
  terminator: string;
  after: string;
}
const usual: Style = { element: '*', component: '>', terminator: '~', after: '\n' };

/** An interchange with one 850, in the separators that are asked for. */
function x12(
  { element: e, component, terminator: t, after }: Style,
  body = ['BEG*00*SA*PO-4711**20261123', 'PO1*1*12*EA*9.5**VN*BRG-6204'],
): string {
  const isa = `ISA${e}00${e}          ${e}00${e}          ${e}ZZ${e}BUYER          ${e}ZZ${e}SELLER         ${e}261123${e}0900${e}U${e}00401${e}000000007${e}0${e}P${e}${component}`;
  const rest = [
    'GS*PO*BUYER*SELLER*20261123*0900*7*X*004010',
    'ST*850*0001',
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*7',
    'IEA*1*000000007',
  ];
  return [isa, ...rest.map((segment) => segment.replaceAll('*', e))]
    .map((segment) => segment + t + after)
    .join('');
}

const edifact = (segments: string[], una = "UNA:+.? '"): string =>
  `${una}${["UNB+UNOC:3+4399900000028:14+4399900000011:14+261123:0900+R1'", "UNH+1+ORDERS:D:96A:UN:EAN008'", ...segments.map((s) => `${s}'`), `UNT+${segments.length + 2}+1'`, "UNZ+1+R1'"].join('')}`;

describe('an X12 interchange', () => {
  it.each<[string, Style]>([
    ['one segment to a line', usual],
    ['all on one line', { ...usual, after: '' }],
    ['with Windows line ends and indented', { ...usual, after: '\r\n    ' }],
    ['with lines as the only terminators', { ...usual, terminator: '\n', after: '' }],
    ['with blanks before the line end', { ...usual, terminator: ' \r\n', after: '' }],
    ['with odd separators', { element: '|', component: '<', terminator: '^', after: '' }],
    ['with tildes between elements', { element: '~', component: '`', terminator: '*', after: '\n' }],
    ['with control characters', { element: '\x1d', component: '\x1f', terminator: '\x1c', after: '' }],
    ['with an ellipsis that a mail program made', { ...usual, terminator: '…' }],
    ['without a component separator', { ...usual, component: '' }],
  ])('%s reads the same', (_, style) => {
    const [reading, ...more] = read(x12(style));
    expect(more).toEqual([]);
    expect(reading).toMatchObject({
      standard: 'X12',
      set: '850',
      control: '0001',
      errors: [],
      interchange: { sender: 'BUYER', control: '000000007' },
    });
    expect(reading?.fields.poNumber?.value).toBe('PO-4711');
    expect(
      reading?.lines.map((line) => [line.sku?.value, line.quantity?.value, line.unitPrice?.value]),
    ).toEqual([['BRG-6204', '12', '9.5']]);
  });

  it('wrapped at 80 columns reads the same', () => {
    const wrapped = x12({ ...usual, after: '' }).replace(/(.{80})/g, '$1\n');
    expect(read(wrapped)[0]).toMatchObject({
      set: '850',
      errors: [],
      fields: { poNumber: { value: 'PO-4711' } },
    });
  });

  it('reads on where an ISA lost its blanks, with a byte order mark and blanks before it', () => {
    const squeezed = `\ufeff \r\n${x12(usual).replace(/ {2,}/g, ' ')}`;
    expect(isEdi(squeezed)).toBe(true);
    expect(read(squeezed)[0]).toMatchObject({ set: '850', errors: [] });
  });

  it('does not miss the last terminator, nor lower-case tags', () => {
    expect(codes(read(x12(usual).trimEnd().slice(0, -1)))).toEqual([]);
    expect(read(x12(usual).toLowerCase())[0]).toMatchObject({ set: '850', errors: [] });
  });

  it('places a terminator that is missing at the end of a line, and reads both segments', () => {
    const [reading] = read(x12(usual).replace('**20261123~', '**20261123'));
    expect(reading?.errors).toEqual([
      expect.objectContaining({ code: 'missing_terminator', segment: 'BEG', position: 4 }),
    ]);
    expect(reading?.lines).toHaveLength(1);
  });

  it.each<
    [string, (text: string) => string, { code: string; segment: string | null; position: number | null }[]]
  >([
    [
      'a wrong segment count',
      (t) => t.replace('SE*4*', 'SE*9*'),
      [{ code: 'wrong_segment_count', segment: 'SE', position: 6 }],
    ],
    [
      'another control number in SE',
      (t) => t.replace('SE*4*0001', 'SE*4*0002'),
      [{ code: 'control_number_mismatch', segment: 'SE', position: 6 }],
    ],
    [
      'a wrong set count',
      (t) => t.replace('GE*1*', 'GE*3*'),
      [{ code: 'wrong_set_count', segment: 'GE', position: 7 }],
    ],
    [
      'a wrong group count',
      (t) => t.replace('IEA*1*', 'IEA*2*'),
      [{ code: 'wrong_group_count', segment: 'IEA', position: 8 }],
    ],
    [
      'another control number in IEA',
      (t) => t.replace('IEA*1*000000007', 'IEA*1*000000008'),
      [{ code: 'control_number_mismatch', segment: 'IEA', position: 8 }],
    ],
    [
      'no SE',
      (t) => t.replace('SE*4*0001~\n', ''),
      [{ code: 'missing_trailer', segment: 'GE', position: 6 }],
    ],
    ['no GE', (t) => t.replace('GE*1*7~\n', ''), [{ code: 'missing_trailer', segment: 'IEA', position: 7 }]],
    [
      'no IEA',
      (t) => t.replace('IEA*1*000000007~\n', ''),
      [{ code: 'missing_trailer', segment: 'ISA', position: 7 }],
    ],
    [
      'a set that nobody knows',
      (t) => t.replace('ST*850', 'ST*777'),
      [{ code: 'unknown_set', segment: 'ST', position: 3 }],
    ],
    [
      'a quantity that is no number',
      (t) => t.replace('*12*EA', '*1Z*EA'),
      [{ code: 'bad_number', segment: 'PO1', position: 5 }],
    ],
    [
      'a day that does not exist',
      (t) => t.replace('**20261123~', '**20261323~'),
      [{ code: 'bad_date', segment: 'BEG', position: 4 }],
    ],
    [
      'a segment outside of any set',
      (t) => t.replace('SE*4*0001~\n', 'SE*4*0001~\nREF*PO*1~\n'),
      [{ code: 'segment_outside_set', segment: 'REF', position: 7 }],
    ],
    [
      'a segment without a tag',
      (t) => t.replace('PO1*1', '*PO1*1'),
      [{ code: 'bad_segment_tag', segment: null, position: 5 }],
    ],
  ])('%s is an error with its place, and the set is read', (_, spoil, expected) => {
    const readings = read(spoil(x12(usual)));
    expect(readings).toHaveLength(1);
    expect(readings[0]?.errors).toEqual(expected.map((e) => expect.objectContaining(e)));
  });

  it('holds several groups, sets and interchanges with separators of their own, X12 beside EDIFACT', () => {
    const two =
      x12(usual).replace('GE*1*7~\n', '').replace('IEA*1*000000007~\n', '') +
      'ST*850*0002~\nBEG*00*SA*PO-4712**20261123~\nSE*3*0002~\nGE*2*7~\nGS*PO*B*S*20261123*0900*8*X*004010~\nST*850*0003~\nBEG*00*SA*PO-4713**20261123~\nSE*3*0003~\nGE*1*8~\nIEA*2*000000007~\n';
    const all = read(
      `${two}\n\n${x12({ element: '|', component: '<', terminator: '^', after: '' })}${edifact(["BGM+220+PO-5+9'".slice(0, -1)])}`,
    );
    expect(all.map(({ set, fields }) => [set, fields.poNumber?.value])).toEqual([
      ['850', 'PO-4711'],
      ['850', 'PO-4712'],
      ['850', 'PO-4713'],
      ['850', 'PO-4711'],
      ['ORDERS', 'PO-5'],
    ]);
    expect(codes(all)).toEqual([]);
  });

  it('begins the next interchange although the one before has no trailer', () => {
    const all = read(x12(usual).replace(/SE\*[\s\S]*/, '') + x12(usual));
    expect(all.map(({ set }) => set)).toEqual(['850', '850']);
    expect(all[0]?.errors.map(({ code }) => code)).toContain('missing_trailer');
    expect(all[1]?.errors).toEqual([]);
  });

  it('reads sets without an envelope, and says that it is missing', () => {
    const bare = x12(usual).slice(x12(usual).indexOf('ST*'), x12(usual).indexOf('GE*'));
    expect(read(bare)[0]).toMatchObject({
      set: '850',
      errors: [{ code: 'missing_interchange_header' }],
      fields: { poNumber: { value: 'PO-4711' } },
    });
  });

  it('says of an empty or broken envelope what is wrong', () => {
    expect(codes(read('ISA*00*'))).toEqual(['bad_interchange_header']);
    expect(
      codes(
        read(
          x12(usual)
            .replace(/GS[\s\S]*GE\*1\*7~\n/, '')
            .replace('IEA*1', 'IEA*0'),
        ),
      ),
    ).toEqual(['empty_interchange']);
  });

  it('decodes text in the charset of old programs', () => {
    const bytes = Uint8Array.from(x12(usual, ['N1*BY*M\u00fcller']), (character) => character.charCodeAt(0));
    expect(readEdi('a', bytes)[0]?.fields.buyer?.value).toBe('Müller');
  });
});

describe('an EDIFACT interchange', () => {
  const order = [
    'BGM+220+HW-77+9',
    'DTM+137:20261123:102',
    'LIN+1++VLV-1010:SA',
    'QTY+21:12:PCE',
    'PRI+AAA:9.5',
  ];

  it.each<[string, string]>([
    ['with the usual separators', edifact(order)],
    ['without UNA', edifact(order, '')],
    ['with a line end behind each segment', edifact(order).replaceAll("'", "'\r\n")],
    [
      'with other separators',
      edifact(order)
        .replace("UNA:+.? '", '')
        .replaceAll(':', '=')
        .replaceAll('+', '*')
        .replaceAll("'", '~')
        .replace(/^/, 'UNA=*.? ~'),
    ],
    [
      'with a decimal comma',
      edifact(
        order.map((s) => s.replace('9.5', '9,5')),
        "UNA:+,? '",
      ),
    ],
    [
      'of level B',
      edifact(order, '')
        .replaceAll('+', '\x1d')
        .replaceAll(':', '\x1f')
        .replaceAll("'", '\x1c')
        .replace('UNOC', 'UNOB'),
    ],
    ['with lines as terminators', edifact(order, '').replaceAll("'", '\n')],
    ['wrapped', edifact(order).replace(/(.{15})/g, '$1\n')],
  ])('%s reads the same', (_, text) => {
    const [reading] = read(text);
    expect(reading).toMatchObject({ standard: 'EDIFACT', set: 'ORDERS', control: '1', errors: [] });
    expect(reading?.fields.poNumber?.value).toBe('HW-77');
    expect(
      reading?.lines.map((line) => [line.sku?.value, line.quantity?.value, line.unitPrice?.value]),
    ).toEqual([['VLV-1010', '12', '9.5']]);
  });

  it('keeps separators that are released', () => {
    const [reading] = read(edifact(['BGM+220+A?+B?:C??+9', "NAD+BY+++O?'Neill ?+ Co"]));
    expect(reading?.fields.number?.value).toBe('A+B:C?');
    expect(reading?.fields.buyer?.value).toBe("O'Neill + Co");
    expect(reading?.errors).toEqual([]);
  });

  it.each<[string, (text: string) => string, string, string, number]>([
    ['a wrong segment count', (t) => t.replace('UNT+7', 'UNT+8'), 'wrong_segment_count', 'UNT', 8],
    ['another reference in UNT', (t) => t.replace('UNT+7+1', 'UNT+7+2'), 'control_number_mismatch', 'UNT', 8],
    ['a wrong message count', (t) => t.replace('UNZ+1', 'UNZ+2'), 'wrong_set_count', 'UNZ', 9],
    [
      'another reference in UNZ',
      (t) => t.replace('UNZ+1+R1', 'UNZ+1+R2'),
      'control_number_mismatch',
      'UNZ',
      9,
    ],
    ['no UNT', (t) => t.replace("UNT+7+1'", ''), 'missing_trailer', 'UNZ', 8],
    ['no UNZ', (t) => t.replace("UNZ+1+R1'", ''), 'missing_trailer', 'UNB', 8],
    ['a message that nobody knows', (t) => t.replace('ORDERS:', 'SLSRPT:'), 'unknown_set', 'UNH', 2],
    ['a quantity that is no number', (t) => t.replace('21:12:', '21:1O:'), 'bad_number', 'QTY', 6],
    ['a qualifier that is none', (t) => t.replace('PRI+AAA', 'PRI+AAAAB'), 'bad_code', 'PRI', 7],
    ['a day that does not exist', (t) => t.replace('20261123:102', '20261323:102'), 'bad_date', 'DTM', 4],
    [
      'a second BGM',
      (t) => t.replace("DTM+137:20261123:102'", "BGM+220+HW-77+9'"),
      'repeated_segment',
      'BGM',
      4,
    ],
  ])('%s is an error with its place', (_, spoil, code, segment, position) => {
    expect(read(spoil(edifact(order)))[0]?.errors).toEqual([
      expect.objectContaining({ code, segment, position }),
    ]);
  });

  it('counts groups where there are some', () => {
    const grouped = edifact(order)
      .replace('UNH+1', "UNG+ORDERS+A+B+261123:0900+5+UN+D:96A'UNH+1")
      .replace('UNZ+1', "UNE+1+5'UNZ+1");
    expect(codes(read(grouped))).toEqual([]);
    expect(codes(read(grouped.replace('UNE+1+5', 'UNE+2+6')))).toEqual([
      'wrong_set_count',
      'control_number_mismatch',
    ]);
  });

  it('decodes the charset that UNB names', () => {
    const text = edifact(['BGM+220+1+9', 'NAD+BY+++\u00a3\u00f3d\u00bc'], '').replace('UNOC', 'UNOD');
    const [reading] = readEdi(
      'a',
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
    expect(reading?.fields.buyer?.value).toBe('Łódź');
  });
});

describe('whatever comes', () => {
  const value = fc.string({ unit: fc.constantFrom(...'ABCxyz0189 .-/'), maxLength: 12 });
  const segments = fc.array(
    fc.tuple(fc.constantFrom('REF', 'DTX', 'NTE', 'MSG'), fc.array(value, { minLength: 1, maxLength: 6 })),
    { maxLength: 12 },
  );

  it('an X12 set reads back as it was written, in any separators', () => {
    fc.assert(
      fc.property(
        segments,
        fc.constantFrom('*', '|', '^', '\x1d'),
        fc.constantFrom('~', "'", '\x1c', '\n', '…'),
        fc.constantFrom('', '\n', '\r\n'),
        (body, element, terminator, after) => {
          const style = { element, component: ':', terminator, after: terminator === '\n' ? '' : after };
          const text = x12(
            style,
            body.map(([tag, values]) => [tag, ...values].join('*')),
          );
          const [set] = readSets(text);
          const kept = (values: string[]) => values.join('*').trimEnd();
          expect(set?.segments.map((s) => [s.tag, kept(s.elements.map(([v]) => v ?? ''))])).toEqual(
            body.map(([tag, values]) => [tag, kept(values)]),
          );
          expect(
            set?.errors.list.filter(({ code }) => code.includes('count') || code.includes('trailer')),
          ).toEqual([]);
        },
      ),
    );
  });

  it('an EDIFACT message reads back as it was written, with anything in its values', () => {
    const free = fc
      .string({ unit: fc.constantFrom(..."AB?:+'. ,9"), maxLength: 10 })
      .map((text) => text.trim());
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.array(free, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), {
          maxLength: 8,
        }),
        (body) => {
          const escaped = (text: string) => text.replace(/[?:+']/g, '?$&');
          const lines = body.map(
            (elements) => `FTX+${elements.map((components) => components.map(escaped).join(':')).join('+')}`,
          );
          const [set] = readSets(edifact(lines));
          expect(set?.segments.map(({ elements }) => elements)).toEqual(body);
        },
      ),
    );
  });

  it('a file that is cut anywhere is read as far as it goes, with an error', () => {
    const whole = x12(usual);
    const end = whole.indexOf('IEA');
    for (let length = 3; length < end; length++) {
      const readings = read(whole.slice(0, length));
      expect(readings.length).toBeGreaterThan(0);
      expect(codes(readings).length).toBeGreaterThan(0);
    }
  });

  it('no text at all makes it throw or run away', () => {
    const start = fc.constantFrom(
      'ISA*',
      'UNB+',
      "UNA:+.? '",
      'GS*PO*',
      'ST*850*',
      x12(usual).slice(0, 130),
      edifact([]).slice(0, 90),
    );
    fc.assert(
      fc.property(start, fc.string({ maxLength: 300 }), (head, tail) => {
        for (const reading of read(head + tail)) expect(reading.errors.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 300 },
    );
  });

  it('what stands before an interchange is told and skipped', () => {
    const [reading] = read(`Content-Type: application/EDI-X12\n\n${x12(usual)}`);
    expect(reading).toMatchObject({ set: '850', errors: [{ code: 'garbage_before_interchange' }] });
  });

  it('very many segments, sets and line ends are cut short, and soon', () => {
    expect(codes(read(x12(usual).replace('SE*', `${'N1*~'.repeat(500_001)}SE*`)))).toContain(
      'too_many_segments',
    );
    expect(codes(read("UNB+UNOA:1+A+B+1+1'".repeat(20_500)))).toContain('too_many_sets');
    expect(read(x12(usual).replace('BEG*', `REF*PO${'\n'.repeat(300_000)}~BEG*`))[0]?.set).toBe('850');
  });

  it('what stands between interchanges is told and skipped', () => {
    const all = read(`${x12(usual)}-- end of transmission --\n${x12(usual)}`);
    expect(all).toHaveLength(2);
    expect(codes(all)).toEqual(['garbage_after_interchange']);
  });
});
