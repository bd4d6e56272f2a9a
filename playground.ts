/** Wires the playground's stand-ins to the product: companies from the examples, the demo ERP's own side, the record. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { createPlayground, type Playground } from '#bots/playground/createPlayground.ts';
import { writeMail } from '#bots/playground/page/client/mime.ts';
import type { PlaygroundOrder } from '#bots/playground/state.ts';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { faultInput } from '#connectors/erp/demo/faults.ts';
import { seedDemoErp } from '#connectors/erp/demo/seed.ts';
import { causeTrouble, troubles } from '#connectors/erp/demo/troubles.ts';
import { SESSION_COOKIE } from '#core/app.ts';
import { timeline } from '#core/audit/timeline.ts';
import type { MovableClock } from '#core/clock.ts';
import type { Config } from '#core/config.ts';
import type { Erp } from '#core/ports.ts';
import { signSession } from '#core/session.ts';
import { importCompany, parseCompany } from '#core/setup/company.ts';
import { seedPolicy } from '#core/setup/policyProposal.ts';
import { allTenants, type Database, inTenant } from '#core/store/database.ts';
import { createPassageStore } from '#core/store/passages.ts';
import { settingOnce } from '#core/store/settings.ts';
import { type TenantConfig, tenantConfig } from '#core/store/tenantConfig.ts';
import { readMarkdownFiles } from '#knowledge/files.ts';
import { importDocuments } from '#knowledge/import.ts';

const examples = join(import.meta.dirname, 'examples');
const pageDirectory = join(import.meta.dirname, 'dist/playground');

const inboxTokenSetting = (tenantId: string): string => `playground.inbox-token.${tenantId}`;

/** The example companies with their people, policies, ERPs and documents; once. */
export async function seedExamples(
  database: Database,
  config: Pick<Config, 'erp'>,
  now: Date,
): Promise<void> {
  const known = new Set(await allTenants(database));
  let seeded = false;
  for (const file of readdirSync(join(examples, 'company')).filter((name) => name.endsWith('.people.yaml'))) {
    const company = parseCompany(readFileSync(join(examples, 'company', file), 'utf8'));
    const { id } = company.tenant;
    const first = id === 'calder';
    // The environment seeds the first company's ERP.
    if (first && config.erp === 'tryton') {
      company.connections = [{ id: 'tryton', kind: 'tryton', company: 'Tryton' }];
    }
    if (known.has(id) && !first) continue;
    const inboxToken = await settingOnce(database, inboxTokenSetting(id), () => crypto.randomUUID());
    const before = known.has(id) ? await inTenant(database, id, tenantConfig) : null;
    const same =
      before?.connections.map((c) => c.connectionId).join() ===
      company.connections
        .map((c) => c.id)
        .sort()
        .join();
    if (same) continue;
    await importCompany(database, company, { now, by: 'unhold', inboxToken });
    if (before) continue;
    const policy = readFileSync(join(examples, 'company', file.replace('.people.', '.policy.')), 'utf8');
    await seedPolicy(database, id, policy, { now, by: 'unhold' });
    for (const connection of company.connections.filter((c) => c.kind === 'demo')) {
      await seedDemoErp(database.orm, connection.id, now.toISOString().slice(0, 10));
    }
    seeded = true;
  }
  if (!seeded) return;
  const files = await readMarkdownFiles([join(examples, 'contracts'), join(examples, 'sops')]);
  const { refused } = await importDocuments(createPassageStore(database), files);
  if (refused.length) throw new Error(refused.map((r) => `${r.file}:${r.line} ${r.message}`).join('\n'));
}

export interface PlaygroundInput {
  config: Config;
  database: Database;
  clock: MovableClock;
  baseUrl: string;
  token: string;
  secret: string;
  sessionSecret: string;
  erp(tenantId: string, connectionId: string): Promise<Erp>;
  dispatch(request: Request): Promise<Response>;
  onChange(listener: () => void): () => void;
}

export function openPlayground(input: PlaygroundInput): Playground {
  const { config, database, clock, baseUrl, token, secret, sessionSecret } = input;
  const configs = async (): Promise<TenantConfig[]> => {
    const tenants = await allTenants(database);
    return Promise.all(tenants.map((id) => inTenant(database, id, tenantConfig)));
  };
  const admins = async () =>
    (await configs()).flatMap((tenant) =>
      tenant.connections
        .filter((c) => c.kind === 'demo')
        .map((c) => ({
          tenant: tenant.tenantId,
          ...c,
          admin: createDemoErpAdmin(database.orm, c.connectionId, clock),
        })),
    );
  const atTimes = createOccasional<PlaygroundOrder>();
  const ordersOf = async (tenantId: string, connection: { connectionId: string; company: string }) =>
    realOrders(await input.erp(tenantId, connection.connectionId), tenantId, connection);
  return createPlayground({
    baseUrl,
    token,
    secret,
    standIns: { slack: !config.slack, teams: !config.teams, mail: true },
    dispatch: input.dispatch,
    transaction: (tenantId, work) => inTenant(database, tenantId, work),
    directory: async () => directoryOf(await configs()),
    erpAdmin: {
      async orders(tenantId) {
        const { connections } = await inTenant(database, tenantId, tenantConfig);
        const lists = await Promise.all(
          connections.map(async (c): Promise<PlaygroundOrder[]> => {
            if (c.kind !== 'demo')
              return atTimes(`${tenantId} ${c.connectionId}`, () => ordersOf(tenantId, c));
            const orders = await createDemoErpAdmin(database.orm, c.connectionId).orders();
            return orders.map((order) => ({
              ...order,
              tenant: tenantId,
              connection: c.connectionId,
              company: c.company,
            }));
          }),
        );
        return lists.flat();
      },
      async faults() {
        const lists = await Promise.all(
          (await admins()).map(async ({ connectionId, admin }) =>
            (await admin.faults()).map((fault) => ({
              connection: connectionId,
              kind: fault.kind,
              remaining: fault.remaining,
            })),
          ),
        );
        return lists.flat();
      },
      async setFault({ connection, ...input }) {
        const found = (await admins()).find((a) => a.connectionId === connection);
        if (!found) return { refused: `There is no demo ERP called ${connection}.` };
        await found.admin.clearFaults();
        if (input.kind === 'none') return null;
        const fault = faultInput.safeParse(input);
        if (!fault.success) return { refused: `The demo ERP has no fault like that: ${input.kind}.` };
        await found.admin.setFault(fault.data);
        return null;
      },
      async troubles() {
        return (await admins()).flatMap(({ connectionId }) =>
          troubles.map((trouble) => ({ connection: connectionId, ...trouble })),
        );
      },
      async causeTrouble({ connection, name }) {
        const found = (await admins()).find((a) => a.connectionId === connection);
        if (!found) return { refused: `There is no demo ERP called ${connection}.` };
        if (!troubles.some((trouble) => trouble.name === name))
          return { refused: `The demo ERP knows no trouble called ${name}.` };
        const { orderNumber, type } = await causeTrouble(database.orm, connection, name, clock);
        return { order: orderNumber, type };
      },
    },
    records: (tenantId) =>
      inTenant(database, tenantId, async (tx) =>
        (await timeline(tx, 400)).map(({ exceptionId, ...entry }) => ({
          tenant: tenantId,
          exception: exceptionId,
          ...entry,
        })),
      ),
    inboxToken: (tenantId) => settingOnce(database, inboxTokenSetting(tenantId), () => crypto.randomUUID()),
    clock,
    async sessionFor(personId) {
      const tenant = (await configs()).find((c) => c.people.some((p) => p.id === personId));
      if (!tenant) return null;
      const exp = Math.floor(Date.now() / 1000) + 12 * 3600;
      return `${SESSION_COOKIE}=${signSession(sessionSecret, { tenantId: tenant.tenantId, personId, exp })}; HttpOnly; SameSite=Lax; Path=/`;
    },
    samples: [...sampleMails(), ...sampleDocuments()],
    pageFiles,
    onChange: input.onChange,
  });
}

function directoryOf(configs: TenantConfig[]) {
  return {
    tenants: configs.map((c) => ({
      id: c.tenantId,
      name: c.name,
      inbox: c.inboxAddress,
      companies: c.connections.map((connection) => connection.company),
      timeZone: c.timeZone,
      slack: c.channels.find((channel) => channel.surface === 'slack')?.workspace ?? null,
      teams: c.channels.find((channel) => channel.surface === 'teams')?.workspace ?? null,
    })),
    people: configs.flatMap((c) =>
      c.people.map((p) => {
        const account = (provider: string) =>
          c.identities.find((i) => i.personId === p.id && i.provider === provider)?.externalId ?? null;
        const { id, name, title, email, roles } = p;
        return {
          id,
          tenant: c.tenantId,
          name,
          title,
          email,
          roles,
          slack: account('slack'),
          teams: account('teams'),
        };
      }),
    ),
    channels: configs.flatMap((c) =>
      c.channels.map((channel) => ({
        tenant: c.tenantId,
        product: channel.surface,
        id: channel.externalId,
        name: channel.name,
        members: c.people
          .filter((p) => c.identities.some((i) => i.personId === p.id && i.provider === channel.surface))
          .map((p) => p.id),
      })),
    ),
  };
}

/** How long the page shows what a real ERP told last. Milliseconds. */
const freshForMs = 10_000;

/** A real ERP is not asked again with every change of the page, and not waited for when it is down. */
function createOccasional<T>(): (key: string, ask: () => Promise<T[]>) => Promise<T[]> {
  const told = new Map<string, { at: number; answer: T[] }>();
  return async (key, ask) => {
    const last = told.get(key);
    if (last && performance.now() - last.at < freshForMs) return last.answer;
    const answer = await ask().catch(() => last?.answer ?? []);
    told.set(key, { at: performance.now(), answer });
    return answer;
  };
}

/** What a real ERP lets the connector see, for the drawer. */
async function realOrders(
  erp: Erp,
  tenantId: string,
  connection: { connectionId: string; company: string },
): Promise<PlaygroundOrder[]> {
  const { orderIds } = await erp.changes(null, 100);
  const contexts = await erp.read(orderIds);
  return contexts.map(({ order, readAt }) => ({
    id: order.id,
    tenant: tenantId,
    connection: connection.connectionId,
    company: connection.company,
    number: order.number ?? order.reference ?? order.id,
    reference: order.reference,
    customer: order.customer.name,
    amount: order.total,
    state: order.state,
    hold: order.state === 'on_hold',
    updatedAt: readAt,
    lines: order.lines.map(({ sku, description, quantity, unit, unitPrice }) => ({
      sku,
      description,
      quantity,
      unit,
      unitPrice,
    })),
  }));
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

async function pageFiles(name: string): Promise<{ body: Uint8Array; type: string } | null> {
  const type = types[name.split('.').at(-1) ?? ''];
  if (!type || !/^[\w.-]+$/.test(name)) return null;
  const body = await readFile(join(pageDirectory, name)).catch(() => null);
  return body && { body: new Uint8Array(body), type };
}

const titleOf = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function sampleMails() {
  const folder = join(examples, 'mails');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((file) => ({
      file,
      title: titleOf(basename(file, '.eml').replace(/^\d+-/, '').replaceAll('-', ' ')),
      raw: () => readFile(join(folder, file)),
    }));
}

/** Documents and EDI files travel as people send them: in a mail that says no more than that they are there. */
function sampleDocuments() {
  return ['documents', 'edi'].flatMap((kind) =>
    readdirSync(join(examples, kind))
      .filter((name) => !name.endsWith('.json'))
      .sort()
      .map((file) => ({
        file: `${kind}-${file}.eml`,
        title: `${extname(file).slice(1)}: ${titleOf(basename(file, extname(file)).replace(/^\d+-/, '').replaceAll('-', ' '))}`,
        raw: async () =>
          Buffer.from(
            writeMail({
              from: { name: 'Maya Chen', email: 'maya.chen@caldersupply.example' },
              to: 'inbox@unhold.example',
              subject: file,
              text: 'Please see attached.',
              at: new Date(),
              id: randomUUID(),
              files: [{ name: file, bytes: await readFile(join(examples, kind, file)) }],
            }),
          ),
      })),
  );
}
