/** A reading of bounded size, however long the paper: it is stored, shown to people and given to models. */
import type { DocumentCheck, DocumentReading } from '#core/model/document.ts';

/** Characters of a value or a sentence: the longest addresses and item texts have about 200. */
const VALUE = 300;
/** Checks that are told one by one. */
const CHECKS = 50;

/** Cuts long values, in place, and gives the reading with its checks counted where there are very many. */
export function bounded(reading: DocumentReading): DocumentReading {
  if ('unreadable' in reading) return reading;
  for (const fields of [reading.fields, ...reading.lines])
    for (const field of Object.values(fields)) {
      field.value = clip(field.value);
      if (field.source?.text) field.source.text = clip(field.source.text);
    }
  if ('checks' in reading) for (const check of reading.checks) check.detail = clip(check.detail);
  return 'checks' in reading ? { ...reading, checks: firstChecks(reading.checks) } : reading;
}

const clip = (text: string): string => (text.length > VALUE ? text.slice(0, VALUE).toWellFormed() : text);

/** Those that failed first, and a last one for all the others. */
function firstChecks(checks: DocumentCheck[]): DocumentCheck[] {
  if (checks.length <= CHECKS) return checks;
  const ordered = checks.toSorted((a, b) => Number(a.ok) - Number(b.ok));
  const rest = ordered.slice(CHECKS);
  const failed = rest.filter(({ ok }) => !ok).length;
  const told = [
    ...(failed ? [`${failed} more fail`] : []),
    ...(rest.length > failed ? [`${rest.length - failed} more check out`] : []),
  ];
  const more = { name: 'more', ok: failed === 0, detail: `And ${told.join(' and ')}.` };
  return [...ordered.slice(0, CHECKS), more];
}
