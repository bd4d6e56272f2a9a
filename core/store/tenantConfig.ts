import { sql } from 'drizzle-orm';
import { exceptionType, isExceptionType } from '../exceptions/index.ts';
import type { Person, Provider } from '../model/person.ts';
import { type PolicyDocument, storedPolicy } from '../policy/policy.ts';
import type { SurfaceChannel } from '../ports.ts';
import type { Tx } from './database.ts';

/** What most steps need to know about the tenant; one statement. */
export interface TenantConfig {
  tenantId: string;
  name: string;
  timeZone: string;
  locale: string;
  currency: string;
  mailDomains: string[];
  inboxAddress: string;
  /** The receiving server whose verdicts about senders are believed. */
  authservId: string | null;
  people: Person[];
  identities: { personId: string; provider: Provider; workspace: string; externalId: string }[];
  policy: PolicyDocument;
  policyVersion: number;
  channels: (SurfaceChannel & { name: string })[];
  connections: { connectionId: string; kind: string; company: string; health: string | null }[];
}

/** Throws when the tenant does not exist or has no policy: it was never set up. */
export async function tenantConfig(tx: Tx): Promise<TenantConfig> {
  const [row] = await tx.rows<Omit<TenantConfig, 'tenantId'> & { policyHash: string }>(sql`
    select t.name, t.time_zone as "timeZone", t.locale, t.currency, t.mail_domains as "mailDomains",
      t.inbox_address as "inboxAddress", t.authserv_id as "authservId",
      (select coalesce(json_agg(json_build_object('id', person_id, 'tenantId', tenant_id, 'name', name, 'title', title,
          'email', email, 'roles', roles, 'limit', own_limit::text, 'timeZone', time_zone, 'locale', locale) order by name), '[]')
        from unhold.person where active) as people,
      (select coalesce(json_agg(json_build_object('personId', person_id, 'provider', provider, 'workspace', workspace,
          'externalId', external_id)), '[]') from unhold.identity) as identities,
      (select coalesce(json_agg(json_build_object('id', channel_id, 'surface', surface, 'workspace', workspace,
          'externalId', external_id, 'name', name, 'reference', reference) order by channel_id), '[]')
        from unhold.channel) as channels,
      (select coalesce(json_agg(json_build_object('connectionId', connection_id, 'kind', kind, 'company', company,
          'health', health) order by connection_id), '[]') from unhold.connection where active) as connections,
      p.document as policy, p.version as "policyVersion", md5(p.document::text) as "policyHash"
    from unhold.tenant t
      join lateral (select * from unhold.policy where activated_at is not null order by activated_at desc, version desc limit 1) p on true`);
  if (!row) throw new Error(`Tenant ${tx.tenantId} is not set up: no policy.`);
  const { policyHash, ...config } = row;
  return { ...config, tenantId: tx.tenantId, policy: readOnce(tx.tenantId, policyHash, row) };
}

/** Reading a policy costs more than the rest of a transaction: each is read once per process. Bounded. */
const policies = new Map<string, PolicyDocument>();

function readOnce(
  tenantId: string,
  hash: string,
  row: { policy: unknown; timeZone: string },
): PolicyDocument {
  const key = JSON.stringify([tenantId, hash, row.timeZone]);
  let known = policies.get(key);
  if (!known) {
    known = storedPolicy(row.policy, row.timeZone);
    if (policies.size > 1000) policies.clear();
    policies.set(key, known);
  }
  return known;
}

/** The person behind an account; null: not linked, or no longer active. */
export function personOf(
  config: Pick<TenantConfig, 'people' | 'identities'>,
  provider: Provider,
  workspace: string,
  externalId: string,
): Person | null {
  const identity = config.identities.find(
    (i) => i.provider === provider && i.workspace === workspace && i.externalId === externalId,
  );
  return config.people.find((p) => p.id === identity?.personId) ?? null;
}

/** Those who can be asked about a type of exception: the roles that policy or the type itself names first, in their order, then everybody else. */
export function askablePeople(config: Pick<TenantConfig, 'people' | 'policy'>, type: string): Person[] {
  const roles = config.policy.ask[type] ?? (isExceptionType(type) ? exceptionType(type).goesTo : []);
  const rank = (person: Person): number => {
    const places = person.roles.map((role) => roles.indexOf(role)).filter((place) => place >= 0);
    return places.length ? Math.min(...places) : roles.length;
  };
  return config.people.toSorted((a, b) => rank(a) - rank(b));
}
