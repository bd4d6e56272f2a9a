/**
 * `npm run corpora`: how well mails and documents of other people are read, beside what others reach. The files lie in
 * `../shared/corpora` and never in the repository; without them there is nothing to measure. `--json`: one object a line.
 */
import { ediFigures } from './corpora/edi.ts';
import { corpora, corporaHere, type Share } from './corpora/folder.ts';
import { forwardedFixtures } from './corpora/forwarded.ts';
import { printAgainstXml, printedInvoices, threeReadings } from './corpora/invoices.ts';
import { bouncesAndOthers, mailsOfStrangers, packedByOutlook, repliesOfPrograms } from './corpora/mime.ts';
import { type ReceiptFigures, receiptPhotos, receiptTranscripts } from './corpora/receipts.ts';

const json = process.argv.includes('--json');
const photos = 10;

/** One set: its figures in words, what is to beat, and what is not as it should be. */
function print(
  set: string,
  figures: Record<string, string | number>,
  beat: string,
  wrong: string[] = [],
): void {
  if (json) {
    console.log(JSON.stringify({ corpus: set, ...figures, beat, wrong }));
    return;
  }
  const said = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  console.log(`${set.padEnd(28)} ${said.join('   ')}${beat ? `   (to beat: ${beat})` : ''}`);
  for (const one of wrong) console.log(`  not so: ${one}`);
}

const of = ({ right, of }: Share): string => `${right}/${of}`;
const shares = (fields: Record<string, Share>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, share]) => [name, of(share)]));

async function mails(): Promise<void> {
  const { cases, exact, wrong } = forwardedFixtures();
  print('forwarded mails', { exact: `${exact}/${cases}` }, '206/206', wrong);
  const strangers = await mailsOfStrangers();
  print(
    'mails of strangers',
    {
      files: strangers.files,
      read: strangers.read,
      refusedWithReason: strangers.refused.length,
      slowestMs: Math.round(strangers.slowest.milliseconds),
      slowest: strangers.slowest.file,
    },
    'no throw, none over 1 s',
    strangers.thrown,
  );
  const { machine, ordinary, wrong: unlike } = await bouncesAndOthers();
  print(
    'bounces and replies',
    { suppressed: of(machine), ordinaryPassed: of(ordinary) },
    '99 % suppressed, every ordinary mail passed',
    unlike,
  );
  const { replies, missed } = await repliesOfPrograms();
  print('quoted replies', { olderWordsFound: of(replies) }, 'recall 0.90', missed);
  const { packed, wrong: unpacked } = packedByOutlook();
  print('winmail.dat', { asListed: of(packed) }, 'all', unpacked);
}

async function documents(): Promise<void> {
  const { types, malformed, wrong } = ediFigures();
  print(
    'EDI',
    { setTypes: of(types), malformedTold: of(malformed) },
    'all set types, a typed error for each malformed file',
    wrong,
  );
  const invoices = await printedInvoices();
  print('printed invoices', { papers: invoices.papers, ...shares(invoices.fields) }, '', invoices.wrong);
  const printed = await printAgainstXml();
  print(
    'print against its XML',
    { papers: printed.papers, totalsAndNumbers: of(printed.values) },
    'totals equal to the embedded XML',
    printed.wrong,
  );
  const three = await threeReadings();
  print(
    'one invoice, three readings',
    { ublAndCii: of(three.xml), pdfToo: of(three.pdf) },
    'all agree',
    three.wrong,
  );
  receipts('receipts, transcripts', await receiptTranscripts());
  receipts('receipts, photos', await receiptPhotos(photos));
}

const receipts = (set: string, { receipts, fields, hmean }: ReceiptFigures): void =>
  print(
    set,
    { receipts, ...shares(fields), hmean: (hmean * 100).toFixed(1) },
    'Hmean 98.2, the best published',
  );

if (!corporaHere) {
  console.error(`There is nothing at ${corpora}: the files of other people to measure with are not here.`);
  process.exitCode = 1;
} else {
  await mails();
  await documents();
}
