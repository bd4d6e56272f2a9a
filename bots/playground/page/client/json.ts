/** Readers for JSON of unknown shape (cards come from bots, exactly as sent). Wrong shapes read as empty. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const asRecords = (value: unknown): Json[] => asList(value).filter(isRecord);

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
