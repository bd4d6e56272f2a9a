/** JSON text that PostgreSQL's jsonb takes, whatever strangers wrote: no NUL, no half of a surrogate pair. */
export const jsonbText = (value: unknown): string => JSON.stringify(clean(value));

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), clean(inner)]));
  }
  return value;
}
