/** How fast papers are read. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEdi } from '#knowledge/documents/edi/readEdi.ts';
import { signalsOf } from '#knowledge/documents/signals.ts';

/**
 * Sets and messages per second on one core, from bytes to fields, lines and events: the examples, and one 850 of a
 * thousand lines. Counted over `seconds` after a warm-up.
 */
export function ediDocuments(seconds = 2): Record<string, number> {
  const folder = join(import.meta.dirname, '../examples/edi');
  const files = globSync('*.edi', { cwd: folder }).map(
    (name) => new Uint8Array(readFileSync(join(folder, name))),
  );
  const large = new TextEncoder().encode(largeOrder(1000));
  return {
    perSecond: Math.round(rate(files, seconds)),
    linesPerSecondInLargeOrder: Math.round(rate([large], seconds) * 1000),
  };
}

function rate(files: Uint8Array[], seconds: number): number {
  const round = (): number => {
    let documents = 0;
    for (const bytes of files)
      for (const reading of readEdi('bench.edi', bytes)) {
        signalsOf(reading, '2026-11-25T00:00:00Z');
        documents++;
      }
    return documents;
  };
  for (let warm = 0; warm < 20; warm++) round();
  const start = performance.now();
  let documents = 0;
  while (performance.now() - start < seconds * 1000) documents += round();
  return documents / ((performance.now() - start) / 1000);
}

function largeOrder(lines: number): string {
  const body = Array.from(
    { length: lines },
    (_, n) => `PO1*${n + 1}*${n + 10}*EA*9.75**VN*BRG-${6000 + n}~PID*F****Deep groove ball bearing~`,
  );
  return `ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261123*0900*U*00401*000000007*0*P*>~GS*PO*BUYER*SELLER*20261123*0900*7*X*004010~ST*850*0001~BEG*00*SA*PO-1**20261123~${body.join('')}SE*${lines * 2 + 3}*0001~GE*1*7~IEA*1*000000007~`;
}
