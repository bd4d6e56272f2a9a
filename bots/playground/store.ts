/** Reads and writes of the stand-ins' messages, dialogs and mails, one statement each, inside a tenant's transaction. */
import { type SQL, sql } from 'drizzle-orm';
import type { StandInTx } from './options.ts';

export type Product = 'slack' | 'teams';
export type Json = Record<string, unknown>;

export interface StoredMessage {
  product: Product;
  channel: string;
  id: string;
  thread: string | null;
  author: string;
  isBot: boolean;
  body: string;
  /** Slack blocks, or the Adaptive Card. */
  content: unknown;
  metadata: Json | null;
  /** The one person who sees it; null: everybody. */
  onlyFor: string | null;
  /** ISO 8601, UTC. */
  at: string;
  editedAt: string | null;
}

const json = (value: unknown): SQL => (value == null ? sql`null` : sql`${JSON.stringify(value)}::json`);
const iso = (column: string): SQL =>
  sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
/** Drivers differ in whether they parse `json`. Nothing stored here is a bare string. */
export const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

const columns = sql.join(
  [
    sql.raw(
      'product, channel_id as channel, message_id as id, thread_id as thread, author, is_bot as "isBot"',
    ),
    sql.raw('body, content, metadata, only_for as "onlyFor"'),
    sql`${iso('posted_at')} as at`,
    sql`${iso('edited_at')} as "editedAt"`,
  ],
  sql`, `,
);
const read = (row: StoredMessage): StoredMessage => ({
  ...row,
  content: parsed(row.content),
  metadata: parsed(row.metadata) as Json | null,
});

/** False when the thread it answers to is not in the channel. */
export async function insertMessage(
  tx: StandInTx,
  tenantId: string,
  message: StoredMessage,
): Promise<boolean> {
  const { product, channel, id, thread, author, isBot, body, content, metadata, onlyFor, at } = message;
  const inThread = sql`exists (select from playground.message
    where product = ${product} and channel_id = ${channel} and message_id = ${thread})`;
  const rows = await tx.rows(sql`insert into playground.message
    (tenant_id, product, channel_id, message_id, thread_id, author, is_bot, body, content, metadata, only_for, posted_at)
    select ${tenantId}, ${product}, ${channel}, ${id}, ${thread}, ${author}, ${isBot}, ${body}, ${json(content)},
      ${json(metadata)}, ${onlyFor}, ${at}::timestamptz
    ${thread === null ? sql`` : sql`where ${inThread}`} returning message_id`);
  return rows.length > 0;
}

/**
 * Edits a message of the bot in place; what is undefined stays. People who saw a card of their own see the edited one.
 * What stood there is kept: a client may still show it. False when there is no such message here.
 */
export async function editMessage(
  tx: StandInTx,
  at: { product: Product; channel: string; id: string; onlyFor?: string },
  change: { body?: string; content?: unknown; metadata?: unknown; editedAt: string },
): Promise<boolean> {
  const sets = [sql`edited_at = ${change.editedAt}::timestamptz`];
  if (change.body !== undefined) sets.push(sql`body = ${change.body}`);
  if (change.content !== undefined) sets.push(sql`content = ${json(change.content)}`);
  if (change.metadata !== undefined) sets.push(sql`metadata = ${json(change.metadata)}`);
  const visible = at.onlyFor === undefined ? sql`only_for is null` : sql`only_for = ${at.onlyFor}`;
  // Written out in each part: joined by a row of another part, the planner would read the whole table.
  const here = sql`product = ${at.product} and channel_id = ${at.channel} and message_id = ${at.id} and is_bot and ${visible}`;
  const rows = await tx.rows(sql`with kept as (
      insert into playground.edition (tenant_id, message_id, content)
      select tenant_id, message_id, content from playground.message where ${here} and content is not null
    ), viewed as (delete from playground.card_view where message_id = ${at.id})
    update playground.message set ${sql.join(sets, sql`, `)} where ${here} returning message_id`);
  return rows.length > 0;
}

/** What a message looked like before its edits, newest first, a handful. */
export async function formerContents(tx: StandInTx, id: string): Promise<unknown[]> {
  const rows = await tx.rows<{ content: unknown }>(sql`select content from playground.edition
    where message_id = ${id} order by edition_id desc limit 20`);
  return rows.map((row) => parsed(row.content));
}

export async function deleteMessage(
  tx: StandInTx,
  at: { product: Product; channel: string; id: string },
): Promise<boolean> {
  const rows = await tx.rows(sql`delete from playground.message
    where product = ${at.product} and channel_id = ${at.channel} and message_id = ${at.id} and is_bot returning 1 as n`);
  return rows.length > 0;
}

export async function findMessage(
  tx: StandInTx,
  product: Product,
  id: string,
): Promise<StoredMessage | null> {
  const rows = await tx.rows<StoredMessage>(
    sql`select ${columns} from playground.message where product = ${product} and message_id = ${id}`,
  );
  return rows[0] ? read(rows[0]) : null;
}

/** Message ids of one product sort by time. */
export interface Bound {
  is: '>' | '>=' | '<' | '<=';
  id: string;
}

/** A channel's messages as its history shows them: what only one person sees is never in it. */
export async function listMessages(
  tx: StandInTx,
  where: { product: Product; channel: string; thread: string | null; bounds: Bound[] },
  options: { limit: number; newestFirst: boolean },
): Promise<(StoredMessage & { replies: number })[]> {
  const inThread =
    where.thread === null
      ? sql`m.thread_id is null`
      : sql`(m.message_id = ${where.thread} or m.thread_id = ${where.thread})`;
  const bounds = where.bounds.map((bound) => sql` and m.message_id ${sql.raw(bound.is)} ${bound.id}`);
  const rows = await tx.rows<StoredMessage & { replies: number }>(sql`select ${columns},
      (select count(*)::int from playground.message r where r.product = m.product and r.channel_id = m.channel_id
        and r.thread_id = m.message_id and r.only_for is null) as replies
    from playground.message m
    where m.product = ${where.product} and m.channel_id = ${where.channel} and ${inThread} and m.only_for is null
      ${sql.join(bounds)}
    order by m.message_id ${options.newestFirst ? sql`desc` : sql`asc`} limit ${options.limit}`);
  return rows.map((row) => ({ ...read(row), replies: row.replies }));
}

/** The newest messages of each channel, oldest first. */
export async function recentMessages(tx: StandInTx, perChannel: number): Promise<StoredMessage[]> {
  const rows = await tx.rows<StoredMessage>(sql`select ${columns} from (
      select *, row_number() over (partition by product, channel_id order by message_id desc) as place
      from playground.message) as recent
    where place <= ${perChannel} order by posted_at, message_id`);
  return rows.map(read);
}

/** The card one person sees instead of everybody's, until the bot edits the message. */
export async function keepCardView(
  tx: StandInTx,
  tenantId: string,
  view: { message: string; person: string; card: Json },
): Promise<void> {
  await tx.rows(sql`insert into playground.card_view (tenant_id, message_id, person_id, card)
    values (${tenantId}, ${view.message}, ${view.person}, ${json(view.card)})
    on conflict (tenant_id, message_id, person_id) do update set card = excluded.card`);
}

export async function cardViews(tx: StandInTx): Promise<{ message: string; person: string; card: Json }[]> {
  const rows = await tx.rows<{ message: string; person: string; card: unknown }>(
    sql`select message_id as message, person_id as person, card from playground.card_view`,
  );
  return rows.map((row) => ({ ...row, card: parsed(row.card) as Json }));
}

export async function cardViewOf(tx: StandInTx, message: string, person: string): Promise<Json | null> {
  const rows = await tx.rows<{ card: unknown }>(
    sql`select card from playground.card_view where message_id = ${message} and person_id = ${person}`,
  );
  return rows[0] ? (parsed(rows[0].card) as Json) : null;
}

export interface StoredMail {
  id: string;
  direction: 'in' | 'out';
  from: string;
  to: string;
  subject: string;
  text: string;
  at: string;
  inReplyTo: string | null;
}

/** The same mail twice is one. */
export async function insertMail(tx: StandInTx, tenantId: string, mail: StoredMail): Promise<boolean> {
  const rows = await tx.rows(sql`insert into playground.mail
      (tenant_id, mail_id, direction, sender, recipient, subject, body, in_reply_to, at)
    values (${tenantId}, ${mail.id}, ${mail.direction}, ${mail.from}, ${mail.to}, ${mail.subject}, ${mail.text},
      ${mail.inReplyTo}, ${mail.at}::timestamptz)
    on conflict do nothing returning 1 as n`);
  return rows.length > 0;
}

export async function recentMails(tx: StandInTx, limit: number): Promise<StoredMail[]> {
  const rows =
    await tx.rows<StoredMail>(sql`select mail_id as id, direction, sender as "from", recipient as "to", subject,
      body as text, ${iso('at')} as at, in_reply_to as "inReplyTo"
    from playground.mail order by playground.mail.at desc, mail_id limit ${limit}`);
  return rows.reverse();
}
