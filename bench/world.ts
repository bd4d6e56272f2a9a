/** A product with many companies and orders in trouble, and chat stand-ins that answer at once. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { seedLargeDemoErp } from '#connectors/erp/demo/seedLarge.ts';
import { systemClock } from '#core/clock.ts';
import { openJobs } from '#core/jobs/jobs.ts';
import { importCompany, parseCompany } from '#core/setup/company.ts';
import { seedPolicy } from '#core/setup/policyProposal.ts';
import { type Database, inTenant, rowsOf } from '#core/store/database.ts';
import { createPassageStore } from '#core/store/passages.ts';
import { poll } from '#core/triage/poll.ts';
import { importDocuments } from '#knowledge/import.ts';
import { compose } from '../compose.ts';
import { chatStandIn, endpoints, type Posted, slackSecret } from './chat.ts';

const examples = join(import.meta.dirname, '../examples');
// Every case by itself: what is measured is cards.
const policy = `${readFileSync(join(examples, 'company/calder.policy.yaml'), 'utf8').replace(/^batch:.*\n( {2}.*\n)*/m, '')}\nbatch: off\n`;

const companyYaml = (id: string) => `
tenant: { id: ${id}, name: ${id}, timeZone: UTC, currency: USD, inbox: inbox@${id}.example.org }
workspaces: { slack: T-${id}, teams: teams-${id} }
connections: [{ id: ${id}, kind: demo, company: ${id} }]
channels:
  - { surface: slack, id: C-${id}, name: orders }
  - { surface: teams, id: "19:${id}@thread.tacv2", name: finance }
people:
  - { id: credit, name: Credit Manager, email: credit@${id}.example.org, roles: [controller], slack: U-CREDIT, teams: "29:credit" }
`;

const sop = (id: string) => `---
id: sop-${id}
tenant: ${id}
kind: sop
title: Credit holds and prices
version: "1"
effective_from: 2025-01-01
---

## 1 Credit holds

An order on credit hold above the credit limit is released on the approval of the credit manager.

## 2 Prices

A wrong price on an order is corrected to the contract price list.
`;

const quiet = {
  info: () => {},
  warn: () => {},
  error: (message: string, error?: unknown) => console.error(message, error),
};

/** One company per size, with so many orders that are all in trouble; two channels each. */
export async function openWorld(database: Database, sizes: number[]) {
  const now = new Date();
  const ids = sizes.map(() => `b${randomUUID().slice(0, 8)}`);
  for (const [index, id] of ids.entries()) {
    await importCompany(database, parseCompany(companyYaml(id)), { now, by: 'bench' });
    await seedPolicy(database, id, policy, { now, by: 'bench' });
    await importDocuments(createPassageStore(database), [{ name: 'sop.md', text: sop(id) }]);
    await seedLargeDemoErp(database.orm, id, sizes[index]!, { share: 1 });
  }
  const posted: Posted = { at: new Map() };
  const jobs = await openJobs(database, { log: (error) => console.error(error) });
  const product = compose({
    env: {},
    database,
    jobs,
    clock: systemClock,
    log: quiet,
    publicUrl: 'http://localhost',
    sessionSecret: 'bench',
    adminToken: 'bench',
    pollSeconds: 3600,
    slack: { signingSecret: slackSecret, botToken: 'xoxb-bench', apiUrl: 'http://127.0.0.1:9/slack/' },
    teams: { appId: 'bench', appPassword: 'bench', endpoints, allowedServiceUrls: [endpoints.serviceUrl] },
    mailer: { send: async () => 'sent' },
    fetch: chatStandIn(posted),
  });
  return {
    product,
    jobs,
    posted,
    tenants: ids,
    /** Reads one ERP: its signals and their triage jobs are then there, and nobody works on them yet. */
    async poll(id: string) {
      const pages = Math.ceil(sizes[ids.indexOf(id)]! / 100) + 1;
      for (let page = 0; page < pages; page++) await poll(product.deps, id, id);
    },
    async count(statement: ReturnType<typeof sql>): Promise<number> {
      return Number(rowsOf<{ n: unknown }>(await database.orm.execute(statement))[0]?.n ?? 0);
    },
    openExceptions: (id: string) =>
      inTenant(database, id, (tx) =>
        tx.rows<{ exceptionId: string; version: number }>(
          sql`select exception_id as "exceptionId", version from unhold.exception where settled_at is null and type = 'credit_hold'`,
        ),
      ),
  };
}
