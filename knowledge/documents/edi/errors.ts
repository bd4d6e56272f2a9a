/** What breaks the standard in an interchange, by stable codes. */
import type { EdiError } from '#core/model/document.ts';

/** A thousand sentences about one file help nobody. */
const MOST = 200;

/** Collects the errors of one transaction set or message. */
export class EdiErrors {
  readonly list: EdiError[] = [];

  add(code: string, message: string, segment: string | null, position: number | null): void {
    if (this.list.length < MOST) this.list.push({ code, message, segment, position });
  }
}

/** What stood in the file, made short and harmless for a sentence. */
export const shown = (text: string): string => {
  const plain = text.replace(/\p{C}/gu, '·');
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
};
