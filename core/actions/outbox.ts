/** Mails to customers, carriers and suppliers are outside writes, too: one step, once per key, through the outbox. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { ActionSpec, StepSpec } from '../model/action.ts';
import type { OrderContext } from '../model/order.ts';
import type { Erp } from '../ports.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';

/** What carries out an action: the ERP, or the outbox. */
export type Executor = Pick<Erp, 'plan' | 'execute' | 'lookup' | 'capabilities'>;

const params = z.object({ to: z.email(), subject: z.string(), text: z.string() });

/** The step is applied when the mail lies in the outbox under its key; sending it is a job of its own. */
export const createOutbox = (
  deps: Pick<Deps, 'database' | 'jobs' | 'clock'>,
  tenantId: string,
): Executor => ({
  capabilities: () => ({ actions: {}, lateApplySeconds: 0, actsAs: 'the outbox' }),
  plan: (action: ActionSpec, _context: OrderContext): StepSpec[] =>
    action.kind === 'send_message'
      ? [
          {
            name: 'mail',
            title: `Write to ${action.to}`,
            params: { to: action.to, subject: action.subject, text: action.text },
          },
        ]
      : [],
  async execute(step, { idempotencyKey }) {
    const { to, subject, text } = params.parse(step.params);
    return inTenant(deps.database, tenantId, async (tx) => {
      const config = await tenantConfig(tx);
      const [stored] = await tx.rows<{ id: string }>(sql`
        insert into unhold.mail_out (mail_id, tenant_id, key, sender, recipient, subject, text, in_reply_to, created_at, automatic, exception_id)
        values (${randomUUID()}, ${tenantId}, ${idempotencyKey}, ${config.inboxAddress}, ${to}, ${subject}, ${text}, null,
          ${deps.clock.now().toISOString()}, false, (select a.exception_id from unhold.step s
            join unhold.action a on a.action_id = s.action_id where s.key = ${idempotencyKey} limit 1))
        on conflict do nothing returning mail_id as id`);
      if (stored) await deps.jobs.send(tx, 'mail', [{ data: { tenantId, mailId: stored.id } }]);
      return {
        status: stored ? ('applied' as const) : ('already_applied' as const),
        evidence: `The mail to ${to} is in the outbox.`,
      };
    });
  },
  lookup: (_step, { idempotencyKey }) =>
    inTenant(deps.database, tenantId, async (tx) => {
      const [row] = await tx.rows<{ to: string }>(
        sql`select recipient as to from unhold.mail_out where key = ${idempotencyKey}`,
      );
      return row
        ? { status: 'applied' as const, evidence: `The mail to ${row.to} is in the outbox.` }
        : { status: 'absent' as const };
    }),
});
