/** Corrections by people ("Wrong type") are labelled examples: kept with the tenant, trained with by `unhold eval`. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import type { MailSignal } from './account.ts';
import type { Example } from './mail/classifier/examples.ts';
import { type Label, labels } from './mail/classifier/features.ts';

export interface Correction {
  /** The mail's signal. */
  signalId: string;
  /** What it really is; null: no trouble. */
  type: string | null;
  personId: string;
  at: Date;
}

/**
 * Keeps what a person said of a mail, in the caller's transaction; a second word on the same mail replaces the first.
 * false: there is no such mail, or no such type. The audit entry is the caller's, who knows the exception.
 */
export async function keepCorrection(tx: Tx, { signalId, type, personId, at }: Correction): Promise<boolean> {
  const label = type ?? 'none';
  if (!labels.includes(label as Label)) return false;
  const [signal] = await tx.rows<{ body: Partial<MailSignal> }>(
    sql`select body from unhold.signal where signal_id = ${signalId} and source = 'email'`,
  );
  const reading = signal?.body.reading;
  if (!reading) return false;
  const kept = await tx.rows(sql`
    insert into unhold.example (tenant_id, example_id, signal_id, label, was, person_id, language, subject, note, text, created_at)
    select tenant_id, ${randomUUID()}, signal_id, ${label}, ${reading.type}, ${personId}, ${reading.language},
      ${reading.originalSubject ?? ''}, ${reading.note}, ${reading.text}, ${at.toISOString()}
    from unhold.signal where signal_id = ${signalId}
    on conflict (tenant_id, signal_id) do update set label = excluded.label, person_id = excluded.person_id,
      created_at = excluded.created_at
    returning example_id`);
  return kept.length === 1;
}

/** The tenant's corrections as examples: each of its own author and scenario, since who wrote it is not known. */
export async function correctionsOf(tx: Tx): Promise<Example[]> {
  const rows = await tx.rows<{
    id: string;
    label: Label;
    language: string;
    subject: string;
    note: string;
    text: string;
  }>(sql`
    select signal_id as id, label, language, subject, note, text from unhold.example
    order by created_at, example_id`);
  return rows.map(({ id, label, language, subject, note, text }) => ({
    author: `correction-${id}`,
    scenario: `correction-${id}`,
    label,
    language,
    fields: null,
    mail: {
      messageId: `<${id}@correction.example>`,
      inReplyTo: null,
      references: [],
      from: { name: '', address: 'someone@correction.example' },
      to: [],
      subject,
      date: null,
      text: [note, text].filter(Boolean).join('\n\n'),
      headers: {},
      attachments: [],
    },
  }));
}
