/** The files of mails, for their job: taken out by the inbox, read by knowledge. */
import type { Attachment } from '#bots/inbox/attachments.ts';
import type { DocumentReading, FieldSource } from '#core/model/document.ts';
import type { OrderEvent } from '#core/model/signal.ts';
import type { Papers, PapersOfMail } from '#core/ports.ts';
import { WHOLE_MAIL } from '#core/triage/readPapers.ts';
import type { InputFile } from '#knowledge/documents/readFile.ts';

/** A picture in the text of a mail that is smaller is a logo or a smiley. Bytes. */
const SMALLEST_PICTURE = 20_000;
/** After so long the files that are left are not read any more: other mails wait. */
const MILLISECONDS_PER_MAIL = 60_000;
/** Events of one mail, and lines that one of them names. */
const MOST_EVENTS = 20;
const MOST_LINES = 20;

export interface GivenUp {
  unreadable: string;
  code: 'too_slow' | 'needs_node';
}

/** None of them throws. On Node they run in threads with limits; on Workers within the request, and there is no `crop`. */
interface Readers {
  /** `givenUp`: why nothing was taken out. */
  filesOf(raw: Uint8Array): Promise<{ files: Attachment[]; givenUp: GivenUp | null }>;
  read(file: InputFile): Promise<DocumentReading[]>;
  crop?(file: InputFile, source: FieldSource): Promise<Uint8Array | null>;
}

export const createPapers = ({ filesOf, read, crop }: Readers): Papers => ({
  async ofMail(raw, received) {
    const { signalsOf } = await import('#knowledge/documents/signals.ts');
    const found: PapersOfMail = { readings: [], events: [], notices: [] };
    const end = Date.now() + MILLISECONDS_PER_MAIL;
    const { files, givenUp } = await filesOf(raw);
    if (givenUp) found.readings.push({ file: WHOLE_MAIL, ...givenUp });
    for (const file of papersAmong(files)) {
      if (Date.now() > end) {
        const unreadable = 'The files before it took too long to read.';
        found.readings.push({ file: file.name, unreadable, code: 'too_slow' });
        continue;
      }
      for (const reading of await read(file)) {
        const { events, notices } = signalsOf(reading, received);
        found.readings.push(reading);
        found.events.push(...together(events));
        found.notices.push(...notices);
      }
    }
    return {
      ...found,
      events: found.events.slice(0, MOST_EVENTS),
      notices: found.notices.slice(0, MOST_EVENTS),
    };
  },
  ...(crop
    ? {
        async crop(raw, name, source) {
          const [file, ...others] = papersAmong((await filesOf(raw)).files).filter(
            (paper) => paper.name === name,
          );
          // A piece of the wrong paper is worse than none. What lies in an archive is not among the files.
          return file && !others.length ? crop(file, source) : null;
        },
      }
    : {}),
});

/** The lines of one document that tell the same kind of trouble of one order are one event. */
function together(events: OrderEvent[]): OrderEvent[] {
  const alike = Map.groupBy(events, ({ type, order }) => JSON.stringify([type, order]));
  return [...alike.values()].map((same) => {
    const texts = same.slice(0, MOST_LINES).map(({ text }) => text);
    const more = same.length - texts.length;
    const text = [...texts, ...(more > 0 ? [`And ${more} lines more.`] : [])].join('\n').slice(0, 2_000);
    return { ...same[0]!, text };
  });
}

/** Those of a mail's files that may be papers. */
const papersAmong = (files: Attachment[]): InputFile[] =>
  files
    .filter(
      ({ contentType, bytes, inline }) =>
        !(inline && contentType.startsWith('image/') && bytes.length < SMALLEST_PICTURE),
    )
    .map(({ filename, contentType, bytes }) => ({ name: filename || 'attachment', contentType, bytes }));
