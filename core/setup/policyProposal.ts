/** A company's first policy holds at once; every later one waits for a second person with the right. */
import { sql } from 'drizzle-orm';
import { requestOf } from '../approvals/request.ts';
import { approvalFor } from '../approvals/whoCan.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { exceptionTypes } from '../exceptions/index.ts';
import type { Option } from '../model/exception.ts';
import { startDigest } from '../notify/startDigest.ts';
import { ruleInWords, ruleScope } from '../policy/describe.ts';
import { ADOPT_POLICY } from '../policy/names.ts';
import { type PolicyDocument, type PolicyRule, parsePolicy, storedPolicy } from '../policy/policy.ts';
import { type Database, inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { applyChanges, newExceptionId, settle, showAgain } from '../triage/cases.ts';
import { hashOf, type Proposal } from '../triage/propose.ts';

export type PolicyState =
  /** The policy holds already. */
  | { status: 'unchanged'; version: number }
  /** It holds from now on: the first one, or one of a company whose policy names nobody who confirms changes. */
  | { status: 'active'; version: number }
  /** A card asks for the confirmation. `number`: of the case. */
  | { status: 'proposed'; version: number; number: string; whoCan: string[] };

/** A company's first policy, before anything runs. Throws PolicyError with line numbers. */
export async function seedPolicy(
  database: Database,
  tenantId: string,
  source: string,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const document = checked(source);
  await inTenant(database, tenantId, async (tx) => {
    await store(tx, { version: 1, source, document, by, now, active: true });
    await appendAudit(tx, [{ at: now, actor: by, event: 'policy.changed', detail: { version: 1 } }]);
  });
}

const checked = (source: string): PolicyDocument =>
  parsePolicy(
    source,
    exceptionTypes.map((type) => type.name),
  );

async function store(
  tx: Tx,
  row: {
    version: number;
    source: string;
    document: PolicyDocument;
    by: string;
    now: Date;
    active: boolean;
  },
): Promise<void> {
  const at = row.now.toISOString();
  await tx.rows(sql`
    insert into unhold.policy (tenant_id, version, source, document, created_at, proposed_by, activated_at)
    values (${tx.tenantId}, ${row.version}, ${row.source}, ${JSON.stringify(row.document)}::jsonb, ${at}, ${row.by},
      ${row.active ? at : null})`);
}

/** Reads, checks and stores a policy. Throws PolicyError with line numbers. `by`: a person's id, or who else brought it. */
export function submitPolicy(
  deps: Pick<Deps, 'database' | 'jobs' | 'clock' | 'model'>,
  tenantId: string,
  source: string,
  by: string,
): Promise<PolicyState> {
  const document = checked(source);
  return inTenant(deps.database, tenantId, async (tx): Promise<PolicyState> => {
    const now = deps.clock.now();
    const [last] = await tx.rows<{ version: number }>(
      sql`select version from unhold.policy order by version desc limit 1`,
    );
    const [current] = await tx.rows<{ version: number; source: string }>(sql`
      select version, source from unhold.policy where activated_at is not null
      order by activated_at desc, version desc limit 1`);
    if (current?.source === source) return { status: 'unchanged', version: current.version };
    const version = (last?.version ?? 0) + 1;
    const config = current ? await tenantConfig(tx) : null;
    const waits = config !== null && config.policy.changes !== undefined;
    await store(tx, { version, source, document, by, now, active: !waits });
    if (!config || !waits) {
      await startDigest(tx, deps);
      await appendAudit(tx, [{ at: now, actor: by, event: 'policy.changed', detail: { version } }]);
      return { status: 'active', version };
    }
    return propose(tx, deps, config, { version, document, by });
  });
}

async function propose(
  tx: Tx,
  deps: Pick<Deps, 'jobs' | 'clock' | 'model'>,
  config: TenantConfig,
  { version, document, by }: { version: number; document: PolicyDocument; by: string },
): Promise<PolicyState> {
  const now = deps.clock.now();
  // One proposal waits at a time: the newer one is what its author means.
  const older = await tx.rows<{ id: string }>(
    sql`select exception_id as id from unhold.exception where type = 'policy_change' and settled_at is null`,
  );
  const withdrawn = [];
  for (const { id } of older) {
    const sentence = `A newer proposal, version ${version}, took its place.`;
    withdrawn.push(await settle(tx, now, id, 'withdrawn', { sentence, actor: null }));
  }
  await showAgain(
    tx,
    deps,
    config,
    older.map(({ id }) => id),
  );
  const exceptionId = newExceptionId();
  const proposal = policyProposal(config, document, version, by, now);
  const { audit, numbers } = await applyChanges(tx, deps, config, {
    opened: [
      {
        exceptionId,
        connectionId: null,
        type: 'policy_change',
        source: 'policy',
        context: null,
        proposal,
        fingerprint: `policy:${version}`,
        requestedBy: by,
      },
    ],
    renewed: [],
    ended: [],
  });
  await appendAudit(tx, [
    ...withdrawn,
    { at: now, actor: by, event: 'policy.proposed', exceptionId, detail: { version } },
    ...audit,
  ]);
  return {
    status: 'proposed',
    version,
    number: numbers.get(exceptionId) ?? '',
    whoCan: proposal.options[0]?.approval.whoCan ?? [],
  };
}

function policyProposal(
  config: TenantConfig,
  document: PolicyDocument,
  version: number,
  by: string,
  now: Date,
): Proposal {
  const author = config.people.find((person) => person.id === by)?.name ?? by;
  // As it will be read back: the database orders keys its own way and the calendar gets its time zone.
  const changes = differences(config.policy, storedPolicy(document, config.timeZone));
  const amount = { amount: '0.00', currency: config.currency };
  const draft = {
    id: 'adopt',
    label: `Put Policy ${version} into Effect`,
    style: 'primary' as const,
    action: null,
    amount,
    judgedAs: ADOPT_POLICY,
    consequence: `From then on version ${version} decides; what was decided under version ${config.policyVersion} stays as it was.`,
    done: `Policy version ${version} holds`,
    confirm: `Put policy version ${version} into effect for ${config.name}?`,
    citations: [{ kind: 'policy' as const, version: config.policyVersion, rule: 'changes' }],
    hash: hashOf([version, document]),
  };
  const request = requestOf(
    { type: 'policy_change', customerTier: null, risk: 'normal', enteredBy: null, requestedBy: by, now },
    draft,
  );
  const option: Option = {
    ...draft,
    approval: approvalFor(config.policy, request, config.people, now, {}),
  };
  return {
    headline: `Put policy version ${version} of ${config.name} into effect?`,
    facts: [
      { label: 'Proposed by', value: author },
      { label: 'Changes', value: String(changes.length) },
    ],
    table: changes.length
      ? { columns: [{ title: 'Rule' }, { title: 'Until now' }, { title: 'Proposed' }], rows: changes }
      : null,
    atStake: amount,
    stakeSentence: 'Who may decide what changes with it; no order does.',
    why: {
      text: 'A change of policy takes effect when a second person confirms it.',
      by: 'rule',
      note: null,
      citations: [],
    },
    options: [option],
    blocked: null,
    candidates: [],
    priority: 'normal',
    gaps: [],
    customerTier: null,
    adopts: version,
  };
}

/** Rule by rule, in words; what stands around the rules as one row each. */
function differences(before: PolicyDocument, after: PolicyDocument): string[][] {
  const partsOf = (policy: PolicyDocument) => {
    const { rules, ...rest } = policy;
    return new Map<string, { value: unknown; words: string }>([
      ...rules.map((rule) => [rule.id, { value: rule, words: inWords(policy, rule) }] as const),
      ...Object.entries(rest).map(
        ([name, value]) => [name, { value, words: JSON.stringify(value).replaceAll('"', '') }] as const,
      ),
    ]);
  };
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => hashOf(old.get(name)?.value) !== hashOf(now.get(name)?.value))
    .map((name) => [name, old.get(name)?.words ?? 'none', now.get(name)?.words ?? 'none']);
}

/** Limits by name: the database orders keys its own way. */
function inWords(policy: PolicyDocument, rule: PolicyRule): string {
  const limits = Object.entries(rule.limits).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return `${ruleScope(rule)}: ${ruleInWords(policy, { ...rule, limits: Object.fromEntries(limits) })}`;
}
