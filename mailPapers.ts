/** The files of mails, for triage: taken out by the inbox, read by knowledge. */
import { attachmentsOf } from '#bots/inbox/attachments.ts';
import type { DocumentReading, FieldSource } from '#core/model/document.ts';
import type { OrderEvent } from '#core/model/signal.ts';
import type { Papers } from '#core/ports.ts';
import type { InputFile } from '#knowledge/documents/readFile.ts';

/** A picture in the text of a mail that is smaller is a logo or a smiley. Bytes. */
const SMALLEST_PICTURE = 20_000;

/**
 * `read` and `crop` never throw. On Node they run in a thread with limits; on Workers `read` runs within the request,
 * without what needs Node, and there is no `crop`.
 */
export const createPapers = (
  read: (file: InputFile) => Promise<DocumentReading[]>,
  crop?: (file: InputFile, source: FieldSource) => Promise<Uint8Array | null>,
): Papers => ({
  async ofMail(raw, received) {
    const { signalsOf } = await import('#knowledge/documents/signals.ts');
    const readings: DocumentReading[] = [];
    const events: OrderEvent[] = [];
    for (const file of await papersIn(raw)) {
      const found = await read(file);
      readings.push(...found);
      events.push(...found.flatMap((reading) => signalsOf(reading, received).events));
    }
    return { readings, events };
  },
  ...(crop
    ? {
        async crop(raw, name, source) {
          const [file, ...others] = (await papersIn(raw)).filter((paper) => paper.name === name);
          // A piece of the wrong paper is worse than none. What lies in an archive is not among the files.
          return file && !others.length ? crop(file, source) : null;
        },
      }
    : {}),
});

/** Everything in a raw message that may be a paper. */
const papersIn = async (raw: Uint8Array): Promise<InputFile[]> =>
  (await attachmentsOf(raw))
    .filter(
      ({ contentType, bytes, inline }) =>
        !(inline && contentType.startsWith('image/') && bytes.length < SMALLEST_PICTURE),
    )
    .map(({ filename, contentType, bytes }) => ({ name: filename || 'attachment', contentType, bytes }));
