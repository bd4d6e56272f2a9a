/** How Tryton 6.0 writes decimals and times in JSON, and the plain strings the rest of the connector works with. */
import Big from 'big.js';

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** A decimal string as Tryton wants it. */
export const decimal = (value: string) => ({ __class__: 'Decimal', decimal: value });

/** An ISO date ("2026-11-23") as Tryton wants it. */
export function date(iso: string) {
  const [year, month, day] = iso.split('-').map(Number);
  return { __class__: 'date', year, month, day };
}

/** An instant as written by `reviveTryton` ("2026-11-23T00:12:30.054405Z"), to the microsecond. */
export function datetime(iso: string) {
  const [day = '', time = ''] = iso.slice(0, -1).split('T');
  const [hour, minute, seconds = '0'] = time.split(':');
  const [second, fraction = ''] = seconds.split('.');
  return {
    ...date(day),
    __class__: 'datetime',
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.padEnd(6, '0').slice(0, 6)),
  };
}

/** For JSON.parse: Decimal, date and datetime become strings (plain decimal, ISO 8601 UTC with microseconds). */
export function reviveTryton(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('__class__' in value)) return value;
  const v = value as Record<string, unknown>;
  const n = (name: string, width = 2) => pad(Number(v[name]), width);
  const day = () => `${n('year', 4)}-${n('month')}-${n('day')}`;
  switch (v['__class__']) {
    case 'Decimal':
      return plainDecimal(String(v['decimal']));
    case 'date':
      return day();
    case 'datetime':
      return `${day()}T${n('hour')}:${n('minute')}:${n('second')}.${n('microsecond', 6)}Z`;
    default:
      return value;
  }
}

/** Python may write "1E+3" or "0E-8"; trailing zeros of ordinary numbers are kept. */
function plainDecimal(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : new Big(text).toFixed();
}
