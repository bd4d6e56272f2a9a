/** A company as its `people.yaml` describes it, checked and brought into the store. */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { parse } from 'yaml';
import { z } from 'zod';
import { appendAudit } from '../audit/audit.ts';
import { decimal } from '../model/money.ts';
import { type Database, inTenant, type Tx, tenantOfAddress, tenantOfWorkspace } from '../store/database.ts';

const id = z.string().regex(/^[\w-]{1,60}$/, 'letters, digits, "-" and "_" only');
const zone = z.string().refine(isTimeZone, 'not a time zone');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const companySchema = z.strictObject({
  tenant: z.strictObject({
    id,
    name: z.string().min(1),
    timeZone: zone,
    locale: z.string().default('en-US'),
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** Our own mail domains: their senders are colleagues. */
    mailDomains: z.array(z.string().toLowerCase()).default([]),
    inbox: z.email(),
    /** The receiving mail server, by the name that it gives itself in Authentication-Results. */
    authservId: z.string().min(1).optional(),
  }),
  workspaces: z.strictObject({ slack: z.string().optional(), teams: z.string().optional() }).default({}),
  connections: z.array(z.strictObject({ id, kind: z.enum(['demo', 'tryton']), company: z.string() })).min(1),
  channels: z
    .array(
      z.strictObject({
        surface: z.enum(['slack', 'teams']),
        id: z.string(),
        name: z.string(),
        reference: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
  people: z
    .array(
      z.strictObject({
        id,
        name: z.string().min(1),
        title: z.string().default(''),
        email: z.email(),
        roles: z.array(z.string()).default([]),
        /** Their own limit, in the policy's currency. */
        limit: decimal.optional(),
        slack: z.string().optional(),
        teams: z.string().optional(),
        /** ERP user by connection. */
        erp: z.record(z.string(), z.string()).default({}),
        timeZone: zone.optional(),
        locale: z.string().optional(),
      }),
    )
    .min(1),
});
export type Company = z.infer<typeof companySchema>;

/** Reads `people.yaml`. Throws with one sentence per problem. */
export function parseCompany(source: string): Company {
  if (source.length > 2_000_000) throw new Error('people.yaml is over 2 MB.');
  const parsed = companySchema.safeParse(parse(source));
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((i) => `${i.path.join('.') || 'people.yaml'}: ${i.message}`).join('\n'),
    );
  }
  const seen = new Set<string>();
  for (const person of parsed.data.people) {
    for (const account of [
      `id ${person.id}`,
      `Slack ${person.slack}`,
      `Teams ${person.teams}`,
      `email ${person.email}`,
    ]) {
      if (account.endsWith('undefined')) continue;
      if (seen.has(account)) throw new Error(`people: two people share ${account}.`);
      seen.add(account);
    }
  }
  return parsed.data;
}

/**
 * Brings a company into the store: tenant, workspaces, connections, channels, people and identities. People who are no
 * longer in the file are kept for the record and may do nothing. Safe to repeat.
 */
export async function importCompany(
  database: Database,
  company: Company,
  options: { now: Date; by: string; inboxToken?: string },
): Promise<{ people: number }> {
  const { tenant } = company;
  await refuseTaken(database, company);
  return inTenant(database, tenant.id, async (tx) => {
    await tx.rows(sql`
      insert into unhold.tenant (tenant_id, name, time_zone, locale, currency, mail_domains, inbox_address, authserv_id, inbox_token_hash)
      values (${tenant.id}, ${tenant.name}, ${tenant.timeZone}, ${tenant.locale}, ${tenant.currency},
        array(select jsonb_array_elements_text(${JSON.stringify(tenant.mailDomains)}::jsonb)), ${tenant.inbox},
        ${tenant.authservId ?? null},
        ${options.inboxToken ? tokenHash(options.inboxToken) : null})
      on conflict (tenant_id) do update set name = excluded.name, time_zone = excluded.time_zone, locale = excluded.locale,
        currency = excluded.currency, mail_domains = excluded.mail_domains, inbox_address = excluded.inbox_address, authserv_id = excluded.authserv_id,
        inbox_token_hash = coalesce(excluded.inbox_token_hash, unhold.tenant.inbox_token_hash)`);
    await importPlaces(tx, company);
    await importPeople(tx, company);
    await appendAudit(tx, [
      {
        at: options.now,
        actor: options.by,
        event: 'people.imported',
        detail: { people: company.people.length },
      },
    ]);
    return { people: company.people.length };
  });
}

/** Row-level security would refuse it, too, but not in a sentence. */
async function refuseTaken(database: Database, { tenant, workspaces }: Company): Promise<void> {
  const refuse = (what: string, holder: string | null): void => {
    if (holder && holder !== tenant.id) throw new Error(`${what} belongs to another company already.`);
  };
  refuse(`tenant.inbox: ${tenant.inbox}`, await tenantOfAddress(database, tenant.inbox));
  for (const provider of ['slack', 'teams'] as const) {
    const id = workspaces[provider];
    if (id) refuse(`workspaces.${provider}: ${id}`, await tenantOfWorkspace(database, provider, id));
  }
}

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

async function importPlaces(tx: Tx, { workspaces, connections, channels }: Company): Promise<void> {
  const tenant_id = tx.tenantId;
  // What is no longer in the file is no longer ours: a mistyped workspace must not stay a way in.
  await tx.rows(sql`delete from unhold.workspace`);
  await tx.rows(sql`delete from unhold.channel`);
  await tx.rows(sql`
    insert into unhold.workspace select * from ${recordset(
      'unhold.workspace',
      Object.entries(workspaces)
        .filter(([, external_id]) => external_id)
        .map(([provider, external_id]) => ({ provider, external_id, tenant_id })),
    )}`);
  await tx.rows(sql`update unhold.connection set active = false`);
  await tx.rows(sql`
    insert into unhold.connection (connection_id, tenant_id, kind, company)
    select connection_id, tenant_id, kind, company from ${recordset(
      'unhold.connection',
      connections.map(({ id: connection_id, kind, company }) => ({
        connection_id,
        tenant_id,
        kind,
        company,
      })),
    )} on conflict (tenant_id, connection_id) do update set active = true, company = excluded.company`);
  await tx.rows(sql`
    insert into unhold.channel select * from ${recordset(
      'unhold.channel',
      channels.map((channel) => ({
        tenant_id,
        channel_id: `${channel.surface}:${channel.id}`,
        surface: channel.surface,
        workspace: workspaces[channel.surface] ?? '',
        external_id: channel.id,
        name: channel.name,
        reference: channel.reference ?? null,
      })),
    )}`);
}

async function importPeople(tx: Tx, { tenant, workspaces, people }: Company): Promise<void> {
  const tenant_id = tx.tenantId;
  await tx.rows(sql`update unhold.person set active = false`);
  await tx.rows(sql`delete from unhold.identity`);
  await tx.rows(sql`
    insert into unhold.person select * from ${recordset(
      'unhold.person',
      people.map(({ id: person_id, name, title, email, roles, limit, timeZone, locale }) => ({
        tenant_id,
        person_id,
        name,
        title,
        email,
        roles,
        own_limit: limit ?? null,
        time_zone: timeZone ?? tenant.timeZone,
        locale: locale ?? tenant.locale,
        active: true,
      })),
    )} on conflict (tenant_id, person_id) do update set name = excluded.name, title = excluded.title,
      email = excluded.email, roles = excluded.roles, own_limit = excluded.own_limit, time_zone = excluded.time_zone,
      locale = excluded.locale, active = true`);
  const accounts = people.flatMap((person) =>
    [
      ['slack', workspaces.slack, person.slack],
      ['teams', workspaces.teams, person.teams],
      ['email', '', person.email.toLowerCase()],
      ...Object.entries(person.erp).map(([connection, user]) => ['erp', connection, user]),
    ]
      .filter(([, , external_id]) => external_id)
      .map(([provider, workspace, external_id]) => ({
        tenant_id,
        provider,
        workspace: workspace ?? '',
        external_id,
        person_id: person.id,
        verified_by: 'people.yaml',
      })),
  );
  await tx.rows(sql`insert into unhold.identity select * from ${recordset('unhold.identity', accounts)}`);
}

/** Rows as one parameter: many inserts in one statement. */
const recordset = (table: string, rows: object[]) =>
  sql`jsonb_populate_recordset(null::${sql.raw(table)}, ${JSON.stringify(rows)}::jsonb)`;
