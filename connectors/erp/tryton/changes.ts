/** Polling: which orders may have changed since a cursor, by the server's own timestamps, with an overlap. */
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import { isRefusal } from './errors.ts';
import type { Setting } from './setting.ts';
import { readStream, type Stream, type StreamRow, streams } from './streams.ts';
import { datetime } from './values.ts';

// A record carries the time at which its transaction began, so a long transaction appears behind newer ones. Two
// minutes is deliberately long: a change told twice costs a read, a change missed costs an exception nobody sees.
const overlapMs = 120_000;
const beginning = '1970-01-01T00:00:00.000000Z';
const openStates = ['draft', 'quotation', 'confirmed', 'processing'];

export interface Changes {
  orderIds: string[];
  cursor: string;
  more: boolean;
}

export async function readChanges(
  client: TrytonClient,
  setting: Setting,
  text: string | null,
  limit: number,
): Promise<Changes> {
  const cursor = text === null ? await startCursor(client) : decodeCursor(text);
  if (cursor.pending.length > 0) return tell(cursor, [], limit, false);
  return cursor.openAfter === null
    ? pollStreams(client, setting, cursor, limit)
    : listOpen(client, setting, cursor, limit);
}

/** The newest timestamp is taken before the listing, so that what changes meanwhile is told after it. */
async function startCursor(client: TrytonClient): Promise<Cursor> {
  const newest = async (field: string) => {
    const order = [[field, 'DESC']];
    const rows = await client.call('sale.sale.search_read', [[[field, '!=', null]], 0, 1, order, [field]]);
    return z.array(z.record(z.string(), z.unknown())).parse(rows)[0]?.[field];
  };
  const found = await Promise.all([newest('create_date'), newest('write_date')]);
  const at =
    found
      .filter((value) => typeof value === 'string')
      .sort()
      .at(-1) ?? beginning;
  return { at, once: [], twice: [], pending: [], openAfter: 0 };
}

async function listOpen(
  client: TrytonClient,
  setting: Setting,
  cursor: Cursor,
  limit: number,
): Promise<Changes> {
  const domain = [
    ['company', '=', setting.companyId],
    ['state', 'in', openStates],
    ['id', '>', cursor.openAfter],
  ];
  const ids = await searchOrders(client, domain, limit);
  const more = ids.length >= limit;
  return tell({ ...cursor, openAfter: more ? (ids.at(-1) ?? null) : null }, ids.map(String), limit, more);
}

/**
 * Each change is told with two polls: what is read after the first may be older than a neighbour of the same business
 * event (an invoice and its reconciliation) that was committed a moment later.
 */
async function pollStreams(
  client: TrytonClient,
  setting: Setting,
  cursor: Cursor,
  limit: number,
): Promise<Changes> {
  const since = datetime(before(cursor.at));
  const once = new Set(cursor.once);
  const twice = new Set(cursor.twice);
  const pages = await Promise.all(
    streams.map(async (stream) => ({
      stream,
      // What was told already must not fill the page.
      ...(await readable(readStream(client, stream, since, limit + once.size + twice.size))),
    })),
  );
  // Where one stream is cut off, later changes of the others wait, so that orders are told oldest first.
  const until = pages.flatMap((page) => page.completeUntil ?? []).sort()[0] ?? null;
  const fresh = pages.map(({ stream, rows }) => ({
    stream,
    rows: rows.filter((row) => (until === null || row.at <= until) && !twice.has(mark(stream, row))),
  }));
  const named = fresh
    .flatMap(({ stream, rows }) =>
      rows.flatMap((row) => stream.orders([row]).map((id) => ({ id, at: row.at }))),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((order) => order.id);
  const mine = new Set(await ofCompany(client, setting, named));
  const touched = await Promise.all(
    fresh.map(({ stream, rows }) => touchedOrders(client, setting, stream, rows)),
  );
  const orderIds = [...new Set([...named.filter((id) => mine.has(id)), ...touched.flat()])].map(String);

  const told = pages.flatMap(({ stream, rows }) =>
    rows
      .filter((row) => until === null || row.at <= until)
      .map((row) => ({ at: row.at, mark: mark(stream, row) })),
  );
  const at = [cursor.at, ...told.map((row) => row.at)].sort().at(-1)!;
  const kept = told.filter((row) => row.at >= before(at)).map((row) => row.mark);
  const again = kept.filter((known) => once.has(known) || twice.has(known));
  const first = kept.filter((known) => !once.has(known) && !twice.has(known));
  return tell({ ...cursor, at, once: first, twice: again }, orderIds, limit, until !== null);
}

/** At most `limit` orders now, the rest with the next call. */
function tell(cursor: Cursor, found: string[], limit: number, more: boolean): Changes {
  const all = [...cursor.pending, ...found];
  const pending = all.slice(limit);
  const unfinished = more || cursor.openAfter !== null || pending.length > 0;
  return { orderIds: all.slice(0, limit), cursor: encodeCursor({ ...cursor, pending }), more: unfinished };
}

async function touchedOrders(
  client: TrytonClient,
  setting: Setting,
  stream: Stream,
  rows: StreamRow[],
): Promise<number[]> {
  const domain = rows.length === 0 ? null : stream.touched(rows);
  return domain ? searchOrders(client, [['company', '=', setting.companyId], ...domain], null) : [];
}

async function ofCompany(client: TrytonClient, setting: Setting, ids: number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const domain = [
    ['company', '=', setting.companyId],
    ['id', 'in', [...new Set(ids)]],
  ];
  return searchOrders(client, domain, null);
}

async function searchOrders(
  client: TrytonClient,
  domain: unknown[],
  limit: number | null,
): Promise<number[]> {
  return z
    .array(z.number())
    .parse(await client.call('sale.sale.search', [domain, 0, limit, [['id', 'ASC']]]));
}

/** A stream that this user may not read (accounting, for many) is left out. */
async function readable(page: ReturnType<typeof readStream>): ReturnType<typeof readStream> {
  try {
    return await page;
  } catch (error) {
    if (isRefusal(error)) return { rows: [], completeUntil: null };
    throw error;
  }
}

const mark = (stream: Stream, row: StreamRow) =>
  `${streams.indexOf(stream)}.${row.id.toString(36)}.${micros(row.at).toString(36)}`;

const micros = (at: string): number => Date.parse(`${at.slice(0, 23)}Z`) * 1000 + Number(at.slice(23, 26));

/** The start of the overlap, to the millisecond below. */
function before(at: string): string {
  const start = Math.max(0, Date.parse(`${at.slice(0, 23)}Z`) - overlapMs);
  return new Date(start).toISOString().replace('Z', '000Z');
}
