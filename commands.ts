/** What the `unhold` command can do. Each answers lines: an object for scripts, a sentence for people. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseMail } from '#bots/inbox/parse.ts';
import { trytonFromEnv } from '#connectors/erp/tryton/env.ts';
import { auditHead } from '#core/audit/audit.ts';
import { verifyChain } from '#core/audit/verify.ts';
import { systemClock } from '#core/clock.ts';
import { dataQuality, detect } from '#core/exceptions/index.ts';
import { orderLabel } from '#core/exceptions/type.ts';
import { formatMoney } from '#core/model/money.ts';
import type { Mail } from '#core/model/signal.ts';
import { parsePolicy } from '#core/policy/policy.ts';
import type { Erp } from '#core/ports.ts';
import { importCompany, parseCompany } from '#core/setup/company.ts';
import { type PolicyState, submitPolicy } from '#core/setup/policyProposal.ts';
import { allTenants, inTenant, tenantOfAddress } from '#core/store/database.ts';
import { createPassageStore } from '#core/store/passages.ts';
import { tenantConfig } from '#core/store/tenantConfig.ts';
import { readMail } from '#core/triage/mail/read.ts';
import { receiveMail } from '#core/triage/receiveMail.ts';
import { importDocuments } from '#knowledge/import.ts';
import { loadClassifier } from './classifier.ts';
import { evalCommand } from './evalCommand.ts';
import { policyCommands } from './policyCommands.ts';
import { readCommand } from './readCommand.ts';
import type { Running } from './serve.ts';

export interface Line {
  data: Record<string, unknown>;
  say: string;
}
export interface Result {
  lines: Line[];
  /** 0 well, 1 something was found wrong, 2 the call was wrong. */
  exitCode: number;
}
export interface CommandFile {
  name: string;
  /** Base64. */
  data: string;
}
export interface CommandOptions {
  erp?: string | undefined;
  head?: string | undefined;
  tenant?: string | undefined;
  /** Holes in the data, too. */
  notes?: boolean | undefined;
  /** The person who asks. */
  as?: string | undefined;
  /** Since which day. */
  since?: string | undefined;
  /** What a policy is asked about. */
  type?: string | undefined;
  action?: string | undefined;
  amount?: string | undefined;
  currency?: string | undefined;
  role?: string | undefined;
  margin?: string | undefined;
  tier?: string | undefined;
  risk?: string | undefined;
}
interface Input {
  files: CommandFile[];
  options: CommandOptions;
  env: Record<string, string | undefined>;
}

export interface Command {
  usage: string;
  /** False: it runs without database, also while a server holds it. */
  store: (options: CommandOptions) => boolean;
  run(input: Input, running: Running | null): Promise<Result>;
  /** Instead of `run` where lines come in: answers each as it comes, and then with the exit code. */
  stream?(input: Input, lines: AsyncIterable<string>, print: (line: Line) => void): Promise<number>;
}

/** The call names something that is not there. */
export class WrongCall extends Error {
  override name = 'WrongCall';
}

const well = (lines: Line[]): Result => ({ lines, exitCode: 0 });
const wrong = (say: string): Result => ({ lines: [{ data: { error: say }, say }], exitCode: 2 });
/** What is printed of a file that is no mail: every key, nothing found. */
const emptyMail: Mail = {
  messageId: '',
  inReplyTo: null,
  references: [],
  from: null,
  to: [],
  subject: '',
  date: null,
  text: '',
  headers: {},
  attachments: [],
};

const textOf = (file: CommandFile): string => Buffer.from(file.data, 'base64').toString('utf8');

const bytes = (file: CommandFile): Uint8Array => new Uint8Array(Buffer.from(file.data, 'base64'));

/** The store is opened by the caller for every command that says it needs it. */
const opened = (running: Running | null): Running => {
  if (!running) throw new Error('This command needs the store.');
  return running;
};

const tenantsOf = async ({ database }: Running, wanted: string | undefined): Promise<string[]> => {
  const all = await allTenants(database);
  if (wanted && !all.includes(wanted))
    throw new WrongCall(`There is no tenant "${wanted}"; there is ${all.join(', ') || 'none'}.`);
  return wanted ? [wanted] : all;
};

export const commands: Record<string, Command> = {
  triage: {
    usage: 'triage FILE.eml… [--json]     what the rules read from mails; no database, no network',
    store: () => false,
    async run({ files }) {
      const lines: Line[] = [];
      const classifier = await loadClassifier();
      for (const file of files) {
        const mail = await parseMail(bytes(file));
        const reading =
          'unreadable' in mail
            ? { ...readMail(emptyMail), why: mail.unreadable }
            : readMail(mail, { classifier });
        lines.push({
          data: { file: file.name, ...reading },
          say: `${file.name}: ${reading.suppressed ?? reading.type ?? 'no known trouble'} (${Math.round(reading.confidence * 100)} %). ${reading.why}`,
        });
      }
      return files.length ? well(lines) : wrong('Name at least one mail file.');
    },
  },

  read: readCommand,
  eval: evalCommand,

  detect: {
    usage:
      'detect --erp demo|tryton [--notes] [--json]   every exception an ERP shows, with --notes also holes in its data; reads the ERP only',
    store: ({ erp }) => erp === 'demo',
    async run({ options, env }, running) {
      if (options.erp === 'tryton')
        return well(await findings(trytonFromEnv(env, systemClock), {}, options.notes));
      if (options.erp !== 'demo') return wrong('Say which ERP: --erp demo or --erp tryton.');
      const { product, database } = opened(running);
      const lines: Line[] = [];
      for (const tenantId of await tenantsOf({ database } as Running, options.tenant)) {
        for (const c of (await product.deps.connections()).filter((c) => c.tenantId === tenantId)) {
          const erp = await product.deps.erp(tenantId, c.connectionId);
          if (erp.kind === 'demo')
            lines.push(
              ...(await findings(erp, { tenant: tenantId, connection: c.connectionId }, options.notes)),
            );
        }
      }
      return well(lines);
    },
  },

  inbox: {
    usage: 'inbox FILE.eml… [--tenant ID] [--json]   hands mails in as if they had arrived',
    store: () => true,
    async run({ files, options }, running) {
      const { product, database, jobs } = opened(running);
      if (!files.length) return wrong('Name at least one mail file.');
      const lines: Line[] = [];
      for (const file of files) {
        const raw = bytes(file);
        const parsed = await parseMail(raw);
        const to = 'unreadable' in parsed ? [] : parsed.to;
        const tenantId = options.tenant
          ? (await tenantsOf(opened(running), options.tenant))[0]
          : await firstTenant(database, to);
        if (!tenantId) return wrong('There is no tenant yet; import people first.');
        const { signalId, duplicate } = await receiveMail(product.deps, tenantId, raw, parsed);
        lines.push({
          data: { file: file.name, tenant: tenantId, signal: signalId, duplicate },
          say: `${file.name}: signal ${signalId}${duplicate ? ' (known already)' : ''}`,
        });
      }
      if (!running?.working) await drainDue(jobs, product.handlers);
      return well(lines);
    },
  },

  'audit verify': {
    usage:
      'audit verify [--head SEQ:HASH] [--tenant ID] [--json]   checks the record, also against a head kept elsewhere',
    store: () => true,
    async run({ options }, running) {
      const { database } = opened(running);
      const { head } = options;
      const chains: { line: Line; whole: boolean; holds: boolean }[] = [];
      for (const tenant of await tenantsOf(opened(running), options.tenant)) {
        const whole = await inTenant(database, tenant, (tx) => verifyChain(tx));
        const state =
          whole.ok && head ? await inTenant(database, tenant, (tx) => verifyChain(tx, head)) : whole;
        const say = state.ok
          ? `${tenant}: ${state.entries} entries, unbroken. Head ${state.head}`
          : `${tenant}: broken at entry ${state.seq}: ${state.why}`;
        chains.push({ line: { data: { tenant, ...state }, say }, whole: whole.ok, holds: state.ok });
      }
      // A head belongs to one tenant: where none is named, one chain has to hold it, and all have to be whole.
      const elsewhere = head && !options.tenant && chains.some((chain) => chain.holds);
      const shown = elsewhere ? chains.filter((chain) => chain.holds || !chain.whole) : chains;
      const lines = shown.map((chain) => chain.line);
      const good = shown.every((chain) => chain.holds);
      return { lines, exitCode: good ? 0 : 1 };
    },
  },

  'audit head': {
    usage: 'audit head [--tenant ID] [--json]   the head to keep elsewhere',
    store: () => true,
    async run({ options }, running) {
      const lines: Line[] = [];
      for (const tenant of await tenantsOf(opened(running), options.tenant)) {
        const { seq, hash } = await inTenant(opened(running).database, tenant, auditHead);
        lines.push({ data: { tenant, seq, hash, head: `${seq}:${hash}` }, say: `${tenant} ${seq}:${hash}` });
      }
      return well(lines);
    },
  },

  'people import': {
    usage:
      'people import PEOPLE.yaml [POLICY.yaml] [--json]   people, accounts, roles, channels and ERPs of one company, and its policy',
    store: () => true,
    async run({ files }, running) {
      const [people, policy] = files;
      if (!people || files.length > 2)
        return wrong('Name one people.yaml, and for a new company its policy.yaml.');
      const { database, product } = opened(running);
      const stamp = { now: product.deps.clock.now(), by: 'command-line' };
      try {
        const company = parseCompany(textOf(people));
        const { id, name } = company.tenant;
        const known = (await allTenants(database)).includes(id);
        if (!known && !policy) return wrong(`${name} is new: name its policy.yaml as well.`);
        if (policy) parsePolicy(textOf(policy));
        // Shown once, here; the store keeps its hash.
        const inboxToken = known ? undefined : randomBytes(24).toString('base64url');
        const imported = await importCompany(database, company, {
          ...stamp,
          ...(inboxToken ? { inboxToken } : {}),
        });
        const state = policy ? await submitPolicy(product.deps, id, textOf(policy), stamp.by) : null;
        return well([
          {
            data: {
              tenant: id,
              people: imported.people,
              policy: state?.version ?? null,
              ...(state ? { policyStatus: state.status } : {}),
              ...(inboxToken ? { inboxToken } : {}),
            },
            say: `${name}: ${imported.people} people imported.${state ? ` ${policySentence(state)}` : ''}${inboxToken ? ` Token for POST /inbox, shown only now: ${inboxToken}` : ''}`,
          },
        ]);
      } catch (error) {
        return wrong(error instanceof Error ? error.message : String(error));
      }
    },
  },

  'policy propose': {
    usage:
      'policy propose FILE [--tenant ID] [--as PERSON] [--json]   a card asks a second person to put it into effect',
    store: () => true,
    async run({ files, options }, running) {
      const [file] = files;
      if (!file || files.length > 1) return wrong('Name one policy file.');
      const { product } = opened(running);
      const tenants = await tenantsOf(opened(running), options.tenant);
      const [tenant] = tenants;
      if (!tenant || tenants.length > 1) return wrong('Say for which company: --tenant ID.');
      const { people } = await inTenant(product.deps.database, tenant, tenantConfig);
      if (options.as && !people.some((person) => person.id === options.as))
        return wrong(`${tenant} has nobody called "${options.as}".`);
      try {
        const state = await submitPolicy(product.deps, tenant, textOf(file), options.as ?? 'command-line');
        if (!running?.working) await drainDue(opened(running).jobs, product.handlers);
        return well([{ data: { tenant, ...state }, say: policySentence(state) }]);
      } catch (error) {
        return wrong(error instanceof Error ? error.message : String(error));
      }
    },
  },

  ...policyCommands,

  'documents import': {
    usage: 'documents import FILE.md… [--json]   contracts and SOPs, with their front matter',
    store: () => true,
    async run({ files }, running) {
      if (!files.length) return wrong('Name at least one Markdown file.');
      const documents = files.map((file) => ({ name: file.name, text: textOf(file) }));
      const { imported, refused } = await importDocuments(
        createPassageStore(opened(running).database),
        documents,
      );
      const lines: Line[] = [
        ...imported.map((i) => ({
          data: { ...i },
          say: `${i.file}: ${i.passages} passages for ${i.tenantId}`,
        })),
        ...refused.map((r) => ({
          data: { ...r, error: r.message },
          say: `${r.file}:${r.line} ${r.message}`,
        })),
      ];
      return { lines, exitCode: refused.length ? 2 : 0 };
    },
  },

  doctor: {
    usage: 'doctor [--json]   what is configured, reachable and missing, in sentences',
    store: () => true,
    async run(_, running) {
      const parts = await opened(running).product.probe();
      const lines = parts.map(({ part, ok, says }) => ({
        data: { part, ok, says },
        say: `${ok ? 'ok     ' : 'MISSING'} ${part}: ${says}`,
      }));
      return { lines, exitCode: parts.every((part) => part.ok) ? 0 : 1 };
    },
  },
};

export const usage = `unhold COMMAND

${Object.values(commands)
  .map((command) => `  ${command.usage}`)
  .join('\n')}
  bench [--json]   measures speed and memory`;

function policySentence(state: PolicyState): string {
  if (state.status !== 'proposed') return `Policy version ${state.version} holds.`;
  const who = state.whoCan.join(' or ') || 'somebody with the right';
  return `Policy version ${state.version} is proposed: ${who} confirms it on the card ${state.number}.`;
}

const firstTenant = async (database: Running['database'], to: string[]): Promise<string | null> => {
  for (const address of to) {
    const tenant = await tenantOfAddress(database, address.toLowerCase().replace(/\+[^@]*@/, '@'));
    if (tenant) return tenant;
  }
  return (await allTenants(database))[0] ?? null;
};

/** Works off what is due now and what those jobs lead to; the poller's own next round is not waited for. */
async function drainDue(jobs: Running['jobs'], handlers: Running['product']['handlers']): Promise<void> {
  while ((await jobs.drain(handlers)) > 0) await pause(10);
}

async function findings(erp: Erp, place: Record<string, string>, notes = false): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = null;
  const seen = new Set<string>();
  for (let more = true; more; ) {
    const page: Awaited<ReturnType<Erp['changes']>> = await erp.changes(cursor, 100);
    const fresh = page.orderIds.filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    for (const context of fresh.length ? await erp.read(fresh) : []) {
      for (const { type, evidence, atStake } of detect(context)) {
        const { id, number, reference, description } = context.order;
        lines.push({
          data: { id, order: number, reference, description, type, evidence, atStake, ...place },
          say: `${number ?? reference ?? id} ${type}: ${formatMoney(atStake)} at stake`,
        });
      }
      for (const { about, text } of notes ? dataQuality(context) : []) {
        const { id, number, reference, description } = context.order;
        lines.push({
          data: { id, order: number, reference, description, note: text, about, ...place },
          say: `${orderLabel(context.order)} data quality, ${about}: ${text}`,
        });
      }
    }
    more = page.more && page.cursor !== cursor;
    cursor = page.cursor;
  }
  return lines;
}
