import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findForwarded, quotesOlder } from './forwarded.ts';

const long =
  'The pallets for the north dock were counted twice and the carrier has signed for all of them. '.repeat(3);

/** Each with an older message in it, and nothing in the subject to tell. */
const withOlder: [string, string][] = [
  ['a mail program of 1998', 'Yes.\n\nAt 10:12 AM 3/5/1998 -0600, you wrote:\n>Can we ship?\n'],
  [
    'a wrapped attribution',
    'Yes.\n\nOn Tue, Nov 4, 2025 at 9:10 AM Ann Lee at Acme Inc.\n<ann@a.example> wrote:\n\n> Can we ship?',
  ],
  ['a name alone, and nothing marked', 'Yes.\n\nAnn Lee wrote:\n\nCan we ship?'],
  [
    'words behind the attribution',
    'Yes.\n\n  On Tue, 4 Nov 2025 at 9:10, Ann Lee<ann@a.example> wrote:   Can we ship?',
  ],
  ['initials before the mark', 'AL> Can we ship on Friday?\nAL> The truck is booked.\n\nYes.'],
  ['bars before the lines', 'Ann asked\n\n| Can we ship on Friday?\n| The truck is booked.\n\nYes.'],
  ['one quoted line', '> Can we ship?\n\nYes.'],
  [
    'a fragment of a head',
    'See what he says:\n\nFrom: Carl Jones\nSent: Monday, March 5, 2001 8:45 AM\nTo: Lee, Ann\nSubject: dock\n\nThe dock is full.',
  ],
  [
    'a divider and an attribution',
    'Ok.\n\n------- Original Message -------\nOn Tuesday, November 4th, 2025 at 9:10 AM, Ann Lee <ann@a.example> wrote:\n\nCan we ship?',
  ],
  [
    'Notes in two columns',
    'Thanks.\n\n\n                    "Ann Lee"\n                    <ann@a.example>         To:     "Bob Day" <bob@b.example>\n                                            cc:\n                    03/05/2001              Subject:     RE: dock\n                    08:45 AM\n\n\n\nThe dock is full.',
  ],
  [
    'Notes in two columns, short',
    '    Ann Lee          To: Bob Day/NA/Acme@Acme\n    03/05/2001 08:45 AM   cc: Carl Jones/NA/Acme@Acme\n                     Subject: dock\n\nThe dock is full.',
  ],
  [
    'Notes, a name above',
    'Ok.\n\nAnn Lee@ACME\n03/05/2001 08:45 AM\nTo:\tBob Day/NA/Acme@Acme\ncc:\t \nSubject:\tdock\n\nThe dock is full.',
  ],
  [
    'a head that lost its writer',
    'Ok.\n\n\t\t To: Bob Day/NA/Acme@Acme\n\t\t cc: Carl Jones/NA/Acme@Acme\n\t\t Subject: Re: dock\n\nThe dock is full.',
  ],
  [
    'an appointment',
    'Moved.\n\n-----Original Appointment-----\nFrom: Ann Lee\nSent: Monday, March 5, 2001 8:45 AM\nTo: Bob\nSubject: dock\nWhen: Friday',
  ],
  [
    'a mobile client, German',
    'Ja.\n\nVon meinem iPhone gesendet\n\n> Am 04.11.2025 um 09:10 schrieb Anna Groß <anna@a.example>:\n> \n> Geht das?',
  ],
  [
    'a list, French',
    'Oui.\n\nLe mar. 4 nov. 2025 à 09:10, Anne Petit\n<anne@a.example> a écrit :\n\n> Possible ?',
  ],
];

/** Each the words of its sender alone. */
const withoutOlder: [string, string][] = [
  [
    'prose with a colon',
    'On Monday we counted again, and here is what the driver told us:\n\nNothing is missing.',
  ],
  ['a freight order', 'Please book:\n\nFrom: Columbus, OH\nTo: Denver, CO\nDate: 11/24\nWeight: 1,200 lb'],
  ['a shift', 'Dock closed\n\nFrom: 10:00\nTo: 11:30\nSubject: stocktaking'],
  [
    'a circular',
    'TO:\tAll staff\nFROM:\tFacilities\nDATE:\tMarch 5, 2001\nSUBJECT:\tParking\n\nThe north lot is resurfaced.',
  ],
  [
    'a circular, addressee first',
    'To: All staff\nFrom: Facilities\nDate: March 5, 2001\nSubject: Parking\n\nThe north lot is resurfaced.',
  ],
  ['quantities', 'We need\n>500 pcs of VLV-2040 and\n<200 of the others'],
  ['a table', '| item | pieces |\n| VLV-2040 | 12 |\n| LAB-2210 | 4 |'],
  ['a comparison of two files', 'Our list changed:\n\n3c3\n< VLV-2040 12\n---\n> VLV-2040 14\n'],
  ['a terminal', 'I tried\n\n>>> orders = load("SO-10482")\n>>> print(orders)\n'],
  ['a signature with a rule', `${long}\n\n____________\nAnn Lee\nAcme Supply\nPhone: 555 0100`],
  ['an arrow', 'Dock 4 -> dock 5\n-> please confirm'],
  ['somebody else is quoted in words', 'Ann said: "ship it on Friday". I agree.'],
];

describe('whether older words are in a mail', () => {
  test.each(withOlder)('yes: %s', (_, text) => expect(quotesOlder(text, 'dock')).toBe(true));
  test.each(withoutOlder)('no: %s', (_, text) => expect(quotesOlder(text, 'dock')).toBe(false));

  test('a "Fwd:" with much below it passes on, whatever its program left out; one with a line does not', () => {
    expect(quotesOlder(long, 'Fwd: dock')).toBe(true);
    expect(quotesOlder('The file is attached.', 'Fwd: dock')).toBe(false);
  });

  test('two columns tell who, when, to whom and about what', () => {
    const [, text] = withOlder.find(([name]) => name === 'Notes in two columns')!;
    expect(findForwarded(text, 'Fwd: dock')).toMatchObject({
      from: { name: 'Ann Lee', address: 'ann@a.example' },
      date: '03/05/2001 08:45 AM',
      to: [{ name: 'Bob Day', address: 'bob@b.example' }],
      subject: 'RE: dock',
      body: 'The dock is full.',
      note: 'Thanks.',
    });
  });

  test.each([
    ['On Tue, Nov 4, 2025 at 9:10 AM Ann Lee <ann@a.example> wrote:', 'Tue, Nov 4, 2025 at 9:10 AM'],
    ['Am 04.11.2025 um 09:10 schrieb Anna Groß <anna@a.example>:', '04.11.2025 um 09:10'],
    ['Le mar. 4 nov. 2025 à 09:10, Anne Petit <anne@a.example> a écrit :', 'mar. 4 nov. 2025 à 09:10'],
  ])('an attribution tells the date: %s', (head, date) => {
    expect(findForwarded(`FYI\n\n${head}\n\n> We need gloves.`, 'Fwd: gloves')?.date).toBe(date);
  });

  test('takes any lines without a throw, and in time', () => {
    const pieces = fc.constantFrom(
      '> ',
      'From: ',
      'To: ',
      'cc:',
      'Subject: x',
      '     ',
      '\t',
      'On 3/5/2001',
      ' wrote:',
      '|',
      'AL> ',
      '\n',
      '\n\n',
      'Ann Lee',
      '09:00 AM',
      '<a@b.example>',
      '____________',
      '---',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(typeof quotesOlder(parts.join(''), '')).toBe('boolean');
      }),
    );
    for (const piece of [
      'On 3/5/2001 ',
      'To: x   ',
      '   ',
      '\t',
      '<a@b.example> ',
      'AL> x\n',
      'x   To: y\n',
    ]) {
      quotesOlder(piece.repeat(20_000), 'Fwd: x');
    }
  });
});
