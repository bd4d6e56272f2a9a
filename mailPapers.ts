/** The files of mails, for their job: taken out by the inbox, read by knowledge. */
import { attachmentsOf } from '#bots/inbox/attachments.ts';
import type { DocumentReading } from '#core/model/document.ts';
import type { OrderEvent } from '#core/model/signal.ts';
import type { Papers, PapersOfMail } from '#core/ports.ts';
import type { InputFile } from '#knowledge/documents/readFile.ts';

/** A picture in the text of a mail that is smaller is a logo or a smiley. Bytes. */
const SMALLEST_PICTURE = 20_000;
/** After so long the files that are left are not read any more: other mails wait. */
const MILLISECONDS_PER_MAIL = 60_000;
/** Events of one mail, and lines that one of them names. */
const MOST_EVENTS = 20;
const MOST_LINES = 20;

/** `read`: never throws. On Node in a thread with limits; on Workers within the request, without what needs Node. */
export const createPapers = (read: (file: InputFile) => Promise<DocumentReading[]>): Papers => ({
  async ofMail(raw, received) {
    const { signalsOf } = await import('#knowledge/documents/signals.ts');
    const found: PapersOfMail = { readings: [], events: [], notices: [] };
    const end = Date.now() + MILLISECONDS_PER_MAIL;
    for (const { filename, contentType, bytes, inline } of await attachmentsOf(raw)) {
      if (inline && contentType.startsWith('image/') && bytes.length < SMALLEST_PICTURE) continue;
      const file = filename || 'attachment';
      if (Date.now() > end) {
        const unreadable = 'The files before it took too long to read.';
        found.readings.push({ file, unreadable, code: 'too_slow' });
        continue;
      }
      for (const reading of await read({ name: file, contentType, bytes })) {
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
