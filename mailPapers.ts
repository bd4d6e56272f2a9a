/** The files of mails, for triage: taken out by the inbox, read by knowledge. */
import { attachmentsOf } from '#bots/inbox/attachments.ts';
import type { DocumentReading } from '#core/model/document.ts';
import type { OrderEvent } from '#core/model/signal.ts';
import type { Papers } from '#core/ports.ts';
import type { InputFile } from '#knowledge/documents/readFile.ts';

/** A picture in the text of a mail that is smaller is a logo or a smiley. Bytes. */
const SMALLEST_PICTURE = 20_000;

/** `read`: never throws. On Node in a thread with limits; on Workers within the request, without what needs Node. */
export const createPapers = (read: (file: InputFile) => Promise<DocumentReading[]>): Papers => ({
  async ofMail(raw, received) {
    const { signalsOf } = await import('#knowledge/documents/signals.ts');
    const readings: DocumentReading[] = [];
    const events: OrderEvent[] = [];
    for (const { filename, contentType, bytes, inline } of await attachmentsOf(raw)) {
      if (inline && contentType.startsWith('image/') && bytes.length < SMALLEST_PICTURE) continue;
      const found = await read({ name: filename || 'attachment', contentType, bytes });
      readings.push(...found);
      events.push(...found.flatMap((reading) => signalsOf(reading, received).events));
    }
    return { readings, events };
  },
});
