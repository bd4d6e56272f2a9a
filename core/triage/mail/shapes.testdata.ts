/**
 * How mail programs of the last thirty years write older messages into newer ones, each with words written for the
 * project. `sender` null: nothing was passed on. `text`: the newest words.
 */
interface Shape {
  name: string;
  subject: string;
  body: string;
  /** Address, or name where the program writes no address, of whom the forwarded words are from. */
  sender: string | null;
  text: string;
  note?: string;
}

export const shapes: Shape[] = [
  {
    name: 'Outlook, English, original message',
    subject: 'FW: gloves',
    body: 'See below.\n\n-----Original Message-----\nFrom: Ann Lee [mailto:ann@a.example]\nSent: Monday, March 5, 2001 8:45 AM\nTo: Bob\nCc: Carl\nSubject: gloves\n\n\nWe need gloves.\n',
    sender: 'ann@a.example',
    text: 'We need gloves.',
    note: 'See below.',
  },
  {
    name: 'Outlook, names without addresses',
    subject: 'FW: gloves',
    body: '\n -----Original Message-----\nFrom: \tLee, Ann  \nSent:\tMonday, March 05, 2001 8:45 AM\nTo:\tSmith, Bob\nSubject:\tgloves\n\nWe need gloves.',
    sender: 'Lee, Ann',
    text: 'We need gloves.',
  },
  {
    name: 'Outlook, German, block without divider',
    subject: 'WG: Handschuhe',
    body: 'Bitte prüfen.\n\nVon: Anna Groß <anna@a.example>\nGesendet: Dienstag, 4. November 2025 09:10\nAn: Einkauf <einkauf@b.example>\nBetreff: Handschuhe\n\nWir brauchen Handschuhe.\n\nMit freundlichen Grüßen\nAnna Groß',
    sender: 'anna@a.example',
    text: 'Wir brauchen Handschuhe.',
    note: 'Bitte prüfen.',
  },
  {
    name: 'Outlook, French, narrow blanks',
    subject: 'TR: gants',
    body: 'Pour suite.\n\nDe\u00a0: Anne Petit <anne@a.example>\nEnvoyé\u00a0: mardi 4 novembre 2025 09:10\nÀ\u00a0: Achats\nObjet\u00a0: gants\n\nIl nous faut des gants.\n\nCordialement,\nAnne',
    sender: 'anne@a.example',
    text: 'Il nous faut des gants.',
    note: 'Pour suite.',
  },
  {
    name: 'Outlook, Spanish',
    subject: 'RV: guantes',
    body: 'De: Ana Ruiz <ana@a.example>\nEnviado el: martes, 4 de noviembre de 2025 9:10\nPara: Compras\nAsunto: guantes\n\nNecesitamos guantes.',
    sender: 'ana@a.example',
    text: 'Necesitamos guantes.',
  },
  {
    name: 'Outlook, Italian, original message',
    subject: 'I: guanti',
    body: '-----Messaggio originale-----\nDa: Anna Bianchi [mailto:anna@a.example]\nInviato: martedì 4 novembre 2025 9.10\nA: Acquisti\nOggetto: guanti\n\nCi servono guanti.',
    sender: 'anna@a.example',
    text: 'Ci servono guanti.',
  },
  {
    name: 'Outlook, Dutch, sender wrapped',
    subject: 'FW: handschoenen',
    body: '> -----Oorspronkelijk bericht-----\n> Van: inkoop\n> [mailto:inkoop@a.example] Namens Anneke\n> de Vries via inkoop\n> Verzonden: dinsdag 4 november 2025 9:10\n> Aan: verkoop@b.example\n> Onderwerp: handschoenen\n>\n> Wij hebben handschoenen nodig.',
    sender: 'inkoop@a.example',
    text: 'Wij hebben handschoenen nodig.',
  },
  {
    name: 'Outlook, Polish, Swedish and Finnish labels',
    subject: 'PD: rękawice',
    body: 'Od: Anna Nowak <anna@a.example>\nWysłano: wtorek, 4 listopada 2025 09:10\nDo: Zakupy\nTemat: rękawice\n\nPotrzebujemy rękawic.\n\nPozdrawiam\nAnna',
    sender: 'anna@a.example',
    text: 'Potrzebujemy rękawic.',
  },
  {
    name: 'Outlook, Norwegian',
    subject: 'VS: hansker',
    body: 'Fra: Anne Berg <anne@a.example>\nSendt: tirsdag 4. november 2025 09:10\nTil: Innkjøp\nEmne: hansker\n\nVi trenger hansker.',
    sender: 'anne@a.example',
    text: 'Vi trenger hansker.',
  },
  {
    name: 'HTML turned into text, blank lines between the fields',
    subject: 'Fwd: gloves',
    body: 'Hi\n\n*From:* Ann Lee <ann@a.example>\n\n*Sent:* Tuesday, November 4, 2025 9:10 AM\n\n*To:* Bob\n\n*Subject:* gloves\n\nWe need gloves.',
    sender: 'ann@a.example',
    text: 'We need gloves.',
    note: 'Hi',
  },
  {
    name: 'Gmail',
    subject: 'Fwd: gloves',
    body: '---------- Forwarded message ---------\nFrom: Ann Lee <ann@a.example>\nDate: Tue, Nov 4, 2025 at 9:10 AM\nSubject: gloves\nTo: <bob@b.example>\n\n\nWe need gloves.',
    sender: 'ann@a.example',
    text: 'We need gloves.',
  },
  {
    name: 'Apple Mail, quoted',
    subject: 'Fwd: gloves',
    body: 'FYI\n\nBegin forwarded message:\n\n> From: Ann Lee <ann@a.example>\n> Subject: gloves\n> Date: November 4, 2025 at 9:10:00 AM CST\n> To: bob@b.example\n> \n> We need gloves.\n> \n',
    sender: 'ann@a.example',
    text: 'We need gloves.',
    note: 'FYI',
  },
  {
    name: 'Lotus Notes, divider wrapped, sender above To',
    subject: 'gloves',
    body: 'Please handle.\n\n---------------------- Forwarded by Bob Smith/HOU/Acme on 11/04/2025 \n11:45 AM ---------------------------\n\n\n"Ann Lee" <ann@a.example> on 11/04/2025 09:10:33 AM\nTo: <bob@b.example>\ncc:  \nSubject: gloves\n\n\nWe need gloves.\n',
    sender: 'ann@a.example',
    text: 'We need gloves.',
    note: 'Please handle.',
  },
  {
    name: 'Lotus Notes, name and date on lines of their own',
    subject: 'gloves',
    body: '---------------------- Forwarded by Bob Smith/HOU/Acme on 11/04/2025 11:45 AM ---------------------------\n\n\nAnn Lee@ACME\n11/04/2025 09:10 AM\nTo:\tBob Smith/HOU/Acme@Acme\ncc:\t \nSubject:\tgloves   \n\nWe need gloves.',
    sender: 'Ann Lee',
    text: 'We need gloves.',
  },
  {
    name: 'Lotus Notes, own message passed on',
    subject: 'RE: gloves',
    body: 'FYI\n\n---------------------- Forwarded by Ann Lee/HOU/Acme on \n11/04/2025 04:26 PM ---------------------------\nTo: Bob Smith/HOU/Acme@Acme, Carl Ray/HOU/Acme@Acme, Dora \nMay/HOU/Acme@Acme\ncc: Ed Poe/HOU/Acme@Acme \nSubject: RE: gloves\n\nWe need gloves.',
    sender: 'Ann Lee/HOU/Acme',
    text: 'We need gloves.',
    note: 'FYI',
  },
  {
    name: 'Lotus Notes, From without address and a bare date',
    subject: 'Fw: gloves',
    body: 'Ok?\n\n\nFrom:\tAnn Lee\n11/04/2025 10:20 AM\nTo:\tBob Smith/HOU/Acme@Acme\ncc:\t \nSubject:\tgloves   \n\nWe need gloves.',
    sender: 'Ann Lee',
    text: 'We need gloves.',
    note: 'Ok?',
  },
  {
    name: 'Lotus Notes, in columns',
    subject: 'Fw: gloves',
    body: 'Ok?\n\nFrom:  Ann Lee                                        11/04/2025 02:31 PM\n\t\n\nTo:\tBob Smith/HOU/Acme@Acme\ncc:\t \nSubject:\tgloves\n\nWe need gloves.',
    sender: 'Ann Lee',
    text: 'We need gloves.',
    note: 'Ok?',
  },
  {
    name: 'Mutt',
    subject: 'Fwd: gloves',
    body: '----- Forwarded message from Ann Lee <ann@a.example> -----\n\nDate: Tue, 4 Nov 2025 09:10:00 +0100\nFrom: Ann Lee <ann@a.example>\nTo: bob@b.example\nSubject: gloves\n\nWe need gloves.\n',
    sender: 'ann@a.example',
    text: 'We need gloves.',
  },
  {
    name: 'MH, divider open to the right',
    subject: 'gloves',
    body: 'Look.\n\n------- Forwarded Message\n\nFrom: Ann Lee <ann@a.example>\nTo: bob@b.example\nSubject: gloves\n\nWe need gloves.',
    sender: 'ann@a.example',
    text: 'We need gloves.',
    note: 'Look.',
  },
  {
    name: 'a forward of a forward with no words between',
    subject: 'FW: FW: gloves',
    body: 'For you.\n\nFrom: Carl Ray <carl@b.example>\nSent: Tuesday, November 4, 2025 10:00 AM\nTo: Bob\nSubject: FW: gloves\n\n\nFrom: Ann Lee <ann@a.example>\nSent: Tuesday, November 4, 2025 9:10 AM\nTo: Carl Ray\nSubject: gloves\n\nWe need gloves.',
    sender: 'ann@a.example',
    text: 'We need gloves.',
    note: 'For you.',
  },
  {
    name: 'a forwarded conversation: the newest of it counts',
    subject: 'FW: gloves',
    body: 'FYI\n\nFrom: Ann Lee <ann@a.example>\nSent: Tuesday, November 4, 2025 9:10 AM\nTo: Bob\nSubject: RE: gloves\n\nThe large ones.\n\nFrom: Bob <bob@b.example>\nSent: Tuesday, November 4, 2025 9:00 AM\nTo: Ann\nSubject: gloves\n\nWhich size?',
    sender: 'ann@a.example',
    text: 'The large ones.',
    note: 'FYI',
  },
  {
    name: 'reply above, Gmail, attribution wrapped',
    subject: 'Re: gloves',
    body: 'Large, please.\n\nOn Tue, Nov 4, 2025 at 9:10 AM Bob Smith <bob@b.example>\nwrote:\n\n> Which size?\n',
    sender: null,
    text: 'Large, please.',
  },
  {
    name: 'reply below the quotation',
    subject: 'Re: gloves',
    body: 'On 4 Nov 2025, Bob Smith wrote:\n> Which size?\n\nLarge, please.\n',
    sender: null,
    text: 'Large, please.',
  },
  {
    name: 'answers between quoted lines',
    subject: 'Re: gloves',
    body: 'Bob Smith <bob@b.example> writes:\n\n> Which size?\nLarge.\n> How many?\nForty boxes.\n',
    sender: null,
    text: 'Large.\nForty boxes.',
  },
  {
    name: 'reply, German, with signature and device',
    subject: 'AW: Handschuhe',
    body: 'Größe L bitte.\n\nViele Grüße\nAnna\n\nVon meinem iPhone gesendet\n\n> Am 04.11.2025 um 09:10 schrieb Bob Smith <bob@b.example>:\n> \n> Welche Größe?\n',
    sender: null,
    text: 'Größe L bitte.',
  },
  {
    name: 'reply, Outlook, history without quote marks',
    subject: 'RE: gloves',
    body: 'Large.\n\n________________________________\nFrom: Bob Smith <bob@b.example>\nSent: Tuesday, November 4, 2025 9:10 AM\nTo: Ann\nSubject: gloves\n\nWhich size?',
    sender: null,
    text: 'Large.',
  },
  {
    name: 'reply, Yandex, date first',
    subject: 'Re: перчатки',
    body: 'Большие.\n\n04.11.2025, 09:10, "Bob Smith" <bob@b.example>:\n> Какой размер?\n',
    sender: null,
    text: 'Большие.',
  },
  {
    name: 'reply, GroupWise',
    subject: 'Re: gloves',
    body: 'Large.\n\n>>> Bob Smith <bob@b.example> 11/4/2025 9:10 AM >>>\nWhich size?\n',
    sender: null,
    text: 'Large.',
  },
  {
    name: 'reply, Eudora',
    subject: 'Re: gloves',
    body: 'Large.\n\nAt 09:10 AM 11/4/2025 -0600, you wrote:\n>Which size?\n>And how many?\n',
    sender: null,
    text: 'Large.',
  },
  {
    name: 'reply, quotation that nothing introduces',
    subject: 'Re: gloves',
    body: '> Which size?\n> Bob\n\nLarge.\n',
    sender: null,
    text: 'Large.',
  },
  {
    name: 'an ordinary mail with a freight order in it',
    subject: 'Freight',
    body: 'Please book:\n\nFrom: Columbus, OH\nTo: Denver, CO\nDate: 11/24/2026\nWeight: 900 lb\n\nThank you',
    sender: null,
    text: 'Please book:\n\nFrom: Columbus, OH\nTo: Denver, CO\nDate: 11/24/2026\nWeight: 900 lb',
  },
  {
    name: 'an ordinary mail with rules, colons and a larger-than sign',
    subject: 'Count',
    body: 'We wrote:\n\n>500 pcs in stock\n\n------------------\nItem: gloves\nTo: be decided\n\nThe customer wrote: we need them.',
    sender: null,
    text: 'We wrote:\n\n>500 pcs in stock\n\n------------------\nItem: gloves\nTo: be decided\n\nThe customer wrote: we need them.',
  },
];

/** What stands between an answer and the message it answers, by program and language. */
export const answeredBelow: [program: string, head: string][] = [
  [
    'Outlook on a phone',
    'Get Outlook for Android<https://aka.ms/x>\n________________________________\nFrom: Bob <bob@b.example>\nSent: Tuesday, November 4, 2025 9:10:00 AM\nTo: Ann <ann@a.example>\nSubject: gloves\n\nWhich size?',
  ],
  [
    'Samsung',
    '-------- Original message --------\nFrom: Bob <bob@b.example>\nDate: 11/4/25 9:10 AM (GMT-06:00)\nTo: Ann <ann@a.example>\nSubject: gloves\n\nWhich size?',
  ],
  [
    'Zimbra',
    '----- Original Message -----\nFrom: "Bob" <bob@b.example>\nTo: "Ann" <ann@a.example>\nSent: Tuesday, November 4, 2025 9:10:00 AM\nSubject: gloves\n\nWhich size?',
  ],
  [
    'Proton',
    '\u2010\u2010\u2010\u2010\u2010\u2010\u2010 Original Message \u2010\u2010\u2010\u2010\u2010\u2010\u2010\nOn Tuesday, November 4th, 2025 at 9:10 AM, Bob <bob@b.example> wrote:\n\n> Which size?',
  ],
  ['Fastmail', 'On Tue, Nov 4, 2025, at 9:10 AM, Bob Smith wrote:\n> Which size?'],
  ['Spark', 'On Nov 4, 2025, 9:10 AM -0600, Bob Smith <bob@b.example>, wrote:\nWhich size?'],
  [
    'AOL',
    'In a message dated 11/4/2025 9:10:00 AM Central Standard Time, \nbob@b.example writes:\n\nWhich size?',
  ],
  ['Zendesk', '##- Please type your reply above this line -##\n\nWhich size?'],
  [
    'Notes, German',
    'Von:    "Bob" <bob@b.example>\nAn:     <ann@a.example>, \nDatum:  04.11.2025 09:10\nBetreff:        Handschuhe\n\nWelche Größe?',
  ],
  [
    'QQ',
    '------------------ 原始邮件 ------------------\n发件人: "Bob"<bob@b.example>;\n发送时间: 2025年11月4日(星期二) 上午9:10\n收件人: "Ann"<ann@a.example>;\n主题: gloves\n\nWhich size?',
  ],
  ['Mail.ru', 'Вторник, 4 ноября 2025, 9:10 +03:00 от Bob <bob@b.example>:\n\nWhich size?'],
  ['Gmail, Japanese', '2025年11月4日(火) 9:10 Bob <bob@b.example>:\n\n> Which size?'],
  ['Gmail, Korean', '2025년 11월 4일 (화) 오전 9:10, Bob <bob@b.example>님이 작성:\n\n> Which size?'],
  ['Gmail, Dutch', 'Op di 4 nov 2025 om 09:10 schreef Bob <bob@b.example>:\n\n> Which size?'],
  [
    'Gmail, Italian',
    'Il giorno mar 4 nov 2025 alle ore 09:10 Bob <bob@b.example> ha\nscritto:\n\n> Which size?',
  ],
  [
    'Gmail, Portuguese',
    'Em ter., 4 de nov. de 2025 às 09:10, Bob <bob@b.example>\nescreveu:\n\n> Which size?',
  ],
  ['Gmail, French', 'Le mar. 4 nov. 2025 à 09:10, Bob <bob@b.example> a écrit :\n\n> Which size?'],
  ['Gmail, Spanish', 'El mar, 4 nov 2025 a las 9:10, Bob (<bob@b.example>) escribió:\n\n> Which size?'],
  ['Gmail, Polish', 'wt., 4 lis 2025 o 09:10 Bob <bob@b.example> napisał(a):\n\n> Which size?'],
  ['Gmail, Swedish', 'Den tis 4 nov. 2025 kl 09:10 skrev Bob <bob@b.example>:\n\n> Which size?'],
  ['Gmail, Finnish', 'ti 4. marrask. 2025 klo 9.10 Bob (bob@b.example) kirjoitti:\n\n> Which size?'],
  ['Gmail, Czech', 'út 4. 11. 2025 v 9:10 odesílatel Bob <bob@b.example> napsal:\n\n> Which size?'],
  ['Gmail, Hungarian', 'Bob <bob@b.example> ezt írta (időpont: 2025. nov. 4., K, 9:10):\n\n> Which size?'],
  ['Gmail, Turkish', 'Bob <bob@b.example>, 4 Kas 2025 Sal, 09:10 tarihinde şunu yazdı:\n\n> Which size?'],
  ['Thunderbird, German', 'Am 04.11.25 um 09:10 schrieb Bob Smith:\n> Which size?'],
];

/** What stands above a message that was passed on. */
export const passedOnBelow: [program: string, head: string][] = [
  [
    'KMail',
    '----------  Forwarded Message  ----------\n\nSubject: gloves\nDate: Tuesday 04 November 2025\nFrom: Ann <ann@a.example>\nTo: bob@b.example',
  ],
  [
    'Evolution',
    '-------- Forwarded Message --------\nFrom: Ann <ann@a.example>\nReply-to: x@a.example\nTo: bob@b.example\nSubject: gloves\nDate: Tue, 04 Nov 2025 09:10:00 +0100',
  ],
  [
    'Zoho',
    '============ Forwarded message ============\nFrom: Ann <ann@a.example>\nTo: <bob@b.example>\nDate: Tue, 04 Nov 2025 09:10:00 +0100\nSubject: gloves\n============ Forwarded message ============',
  ],
  [
    'Gmail, German',
    '---------- Forwarded message ---------\nVon: Ann <ann@a.example>\nDate: Di., 4. Nov. 2025 um 09:10 Uhr\nSubject: gloves\nTo: <bob@b.example>',
  ],
  [
    'Notes, German',
    '-----Weitergeleitet von Bob/Acme am 04.11.2025 09:10 -----\n\nAn: Bob/Acme@Acme\nVon: Ann <ann@a.example>\nDatum: 04.11.2025\nBetreff: gloves',
  ],
  [
    'a block in bold',
    '**From:** Ann <ann@a.example>\n**Sent:** Tuesday, November 4, 2025\n**To:** Bob\n**Subject:** gloves',
  ],
  [
    'a block in a table',
    '| From: | Ann <ann@a.example> |\n| Sent: | Tuesday |\n| To: | Bob |\n| Subject: | gloves |',
  ],
  ['a block without blanks', 'From:Ann<ann@a.example>\nSent:4 Nov 2025\nTo:Bob\nSubject:gloves'],
  [
    'Outlook, with attachments and importance',
    'From: Ann <ann@a.example>\nSent: Tuesday, November 04, 2025 9:10 AM\nTo: Bob\nSubject: gloves\nImportance: High\nAttachments: a.pdf; b.pdf',
  ],
];
