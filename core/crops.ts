/**
 * Pictures of the places in documents that a card asks about: `GET /crops/CASE/FILE/FIELD?key=…`.
 *
 * Slack's and Teams' own servers fetch them, so a key stands for nobody: it opens this one picture of this one company, for
 * about a week. Pictures are cut out of the mail as it is kept whenever one is fetched, and stored nowhere.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { mailsOf } from './approvals/requeue.ts';
import type { Deps } from './deps.ts';
import type { FieldSource } from './model/document.ts';
import { inTenant, type Tx } from './store/database.ts';
import { isRead } from './triage/documents/papers.ts';

/** The place of one field in one document of a case. */
export interface CropPlace {
  tenantId: string;
  exceptionId: string;
  file: string;
  field: string;
}

const DAY = 24 * 60 * 60;
const VALID_DAYS = 7;
const longestKey = 1000;

const mac = (secret: string, { tenantId, exceptionId, file, field }: CropPlace, exp: number): Buffer =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['crop', tenantId, exceptionId, file, field, exp]))
    .digest();

/** Ends with a day, at the earliest a week from now: cards drawn on one day carry the same address. */
export function signCrop(secret: string, place: CropPlace, now: Date): string {
  const exp = (Math.floor(now.getTime() / 1000 / DAY) + VALID_DAYS + 1) * DAY;
  const tenant = Buffer.from(place.tenantId).toString('base64url');
  return `${exp}.${tenant}.${mac(secret, place, exp).toString('base64url')}`;
}

/** The company that the key opens the picture of; null: not ours, for another picture, or over. */
function tenantOfKey(
  secret: string,
  key: string | undefined,
  place: Omit<CropPlace, 'tenantId'>,
  now: Date,
): string | null {
  if (!key || key.length > longestKey) return null;
  const [until = '', tenant = '', signature = '', ...rest] = key.split('.');
  if (rest.length || !/^\d{1,12}$/.test(until)) return null;
  const tenantId = Buffer.from(tenant, 'base64url').toString();
  const given = Buffer.from(signature, 'base64url');
  const wanted = mac(secret, { ...place, tenantId }, Number(until));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return Number(until) * 1000 > now.getTime() ? tenantId : null;
}

export const cropAddress = (publicUrl: string, secret: string, place: CropPlace, now: Date): string =>
  `${publicUrl}/crops/${[place.exceptionId, place.file, place.field].map(encodeURIComponent).join('/')}?key=${signCrop(secret, place, now)}`;

/** Where the pictures are fetched. Real time, not the playground's: whoever fetches has it. */
export function cropRoutes({ database, papers }: Pick<Deps, 'database' | 'papers'>, secret: string): Hono {
  const routes = new Hono();
  routes.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"] },
      crossOriginResourcePolicy: 'cross-origin',
    }),
  );
  routes.get('/:exception/:file/:field', async (c) => {
    const { exception: exceptionId, file, field } = c.req.param();
    const place = { exceptionId, file, field };
    const tenantId = tenantOfKey(secret, c.req.query('key'), place, new Date());
    if (!tenantId) return c.json({ error: 'This address has expired or was changed.' }, 401);
    const found = await inTenant(database, tenantId, (tx) => findSource(tx, place));
    const png = found && (await papers?.crop?.(found.raw, file, found.source));
    if (!png) return c.json({ error: 'There is no picture of this place.' }, 404);
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png', 'cache-control': 'private' });
  });
  return routes;
}

/** The mail that the form of the case is about, and where the field stands in its file. */
async function findSource(
  tx: Tx,
  { exceptionId, file, field }: Omit<CropPlace, 'tenantId'>,
): Promise<{ raw: Uint8Array; source: FieldSource } | null> {
  const mails = await mailsOf(tx, exceptionId);
  const mail = mails.find(({ papers }) => papers?.some((paper) => paper.file === file));
  const source = mail?.papers
    ?.filter((paper) => paper.file === file)
    .filter(isRead)
    .map(({ fields }) => Object.entries(fields).find(([name]) => name === field)?.[1].source)
    .find((source) => source?.box);
  if (!mail || !source) return null;
  const [signal] = await tx.rows<{ raw: string | null }>(
    sql`select encode(raw, 'base64') as raw from unhold.signal where signal_id = ${mail.signalId}`,
  );
  return signal?.raw ? { raw: Buffer.from(signal.raw, 'base64'), source } : null;
}
