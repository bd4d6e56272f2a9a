import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../e2e/support/database.ts';
import { type CropPlace, cropAddress, cropRoutes, signCrop } from './crops.ts';
import type { FieldSource } from './model/document.ts';
import { type Database, inTenant } from './store/database.ts';

const secret = 's'.repeat(32);
const png = new Uint8Array([137, 80, 78, 71]);
const place: CropPlace = { tenantId: 'calder', exceptionId: 'e-1', file: 'our order #7.pdf', field: 'total' };
const box: [number, number, number, number] = [0.5, 0.8, 0.1, 0.02];
const day = 24 * 60 * 60 * 1000;

describe('the picture of a place in a document', () => {
  let database: Database;
  const asked: { raw: string; file: string; source: FieldSource }[] = [];
  const papers = {
    ofMail: async () => ({ readings: [], events: [], notices: [] }),
    crop: async (raw: Uint8Array, file: string, source: FieldSource) => {
      asked.push({ raw: Buffer.from(raw).toString(), file, source });
      return png;
    },
  };
  const get = (address: string, with_: { crop?: typeof papers.crop } = papers) =>
    cropRoutes(
      { database, papers: { ...papers, crop: undefined, ...with_ } as typeof papers },
      secret,
    ).request(address.replace('/crops', ''));
  const address = (over: Partial<CropPlace> = {}, now = new Date()) =>
    cropAddress('', secret, { ...place, ...over }, now);

  beforeAll(async () => {
    database = await openTestDatabase('pglite');
    const field = (source: FieldSource | null) => ({ value: '1', confidence: 0.5, source });
    const body = {
      papers: [
        { file: 'broken.pdf', unreadable: 'It is damaged.', code: 'damaged' },
        {
          file: place.file,
          kind: 'invoice',
          lines: [],
          checks: [],
          missing: [],
          fields: { total: field({ page: 1, box }), date: field({ text: 'today' }), number: field(null) },
        },
      ],
    };
    for (const tenantId of ['calder', 'brightwater']) {
      await database.orm.execute(
        sql`insert into unhold.tenant (tenant_id, name, time_zone, locale, currency, inbox_address)
          values (${tenantId}, ${tenantId}, 'UTC', 'en', 'USD', ${`${tenantId}@inbox.example`})`,
      );
    }
    await inTenant(database, 'calder', (tx) =>
      tx.rows(sql`
        insert into unhold.signal (signal_id, tenant_id, connection_id, source, source_key, received_at, raw, body, status, exception_id)
        values ('s-1', 'calder', '', 'email', 'k', now(), convert_to('the mail', 'UTF8'), ${JSON.stringify(body)}::jsonb, 'triaged', 'e-1')`),
    );
  });
  afterAll(() => database.close());

  it('is given to whoever has its address, for other origins to show and for nobody to keep', async () => {
    const response = await get(address());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(png);
    expect(asked).toEqual([{ raw: 'the mail', file: place.file, source: { page: 1, box } }]);
  });

  it('has an address that holds for a week at least, eight days at most, and is the same all day', async () => {
    const ago = (days: number) => get(address({}, new Date(Date.now() - days * day)));
    expect((await ago(7)).status).toBe(200);
    expect((await ago(8)).status).toBe(401);
    const morning = new Date('2026-11-23T00:00:01Z');
    const evening = new Date('2026-11-23T23:59:59Z');
    expect(signCrop(secret, place, morning)).toBe(signCrop(secret, place, evening));
  });

  it.each<[string, (good: string) => string]>([
    ['without a key', (good) => good.split('?')[0]!],
    ['with a key that is none', (good) => good.replace(/key=.*/, 'key=a.b.c')],
    ['with an endless key', (good) => `${good}${'x'.repeat(2000)}`],
    ['with more days', (good) => good.replace(/key=(\d+)/, (_, exp) => `key=${Number(exp) + 86_400}`)],
    ['for another company', (good) => good.replace('Y2FsZGVy', 'YnJpZ2h0d2F0ZXI')],
    ['for another field', (good) => good.replace('/total?', '/date?')],
    ['for another file', (good) => good.replace('order', 'orders')],
    ['for another case', (good) => good.replace('/e-1/', '/e-2/')],
    ['signed by somebody else', () => cropAddress('', 't'.repeat(32), place, new Date())],
  ])('is refused %s', async (_, change) => {
    const before = asked.length;
    const good = address();
    expect(change(good)).not.toBe(good);
    expect((await get(change(good))).status).toBe(401);
    expect(asked).toHaveLength(before);
  });

  it.each<[string, Partial<CropPlace>]>([
    ['another company, whose key it is', { tenantId: 'brightwater' }],
    ['a company that there is not', { tenantId: 'nobody' }],
    ['a case without mail', { exceptionId: 'e-2' }],
    ['a file that could not be read', { file: 'broken.pdf' }],
    ['a file that the mail has not', { file: 'other.pdf' }],
    ['a field without a place', { field: 'date' }],
    ['a field that was not read', { field: 'number' }],
    ['a name that every object has', { field: 'constructor' }],
  ])('is not there for %s', async (_, over) => {
    const before = asked.length;
    expect((await get(address(over))).status).toBe(404);
    expect(asked).toHaveLength(before);
  });

  it('is not there where pages cannot be drawn', async () => {
    expect((await get(address(), {})).status).toBe(404);
    expect((await get(address(), { crop: async () => null as never })).status).toBe(404);
  });
});
