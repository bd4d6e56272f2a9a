import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import type { AuditEvent } from './audit.ts';

export interface TimelineEntry {
  exceptionId: string | null;
  seq: number;
  at: string;
  actor: string;
  event: string;
  sentence: string;
  hash: string;
}

type Detail = Record<string, unknown>;

const openedFrom: Record<string, string> = {
  erp: 'the ERP',
  edi: 'an EDI message',
  carrier: 'the carrier',
  document: 'a document',
  policy: 'a proposed policy',
};

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** What each event means to a reader who was not there. */
const sentences: Record<AuditEvent, (detail: Detail) => string> = {
  'people.imported': (d) => `People imported: ${text(d.people)}`,
  'policy.changed': (d) => `Policy version ${text(d.version)} took effect`,
  'policy.proposed': (d) => `Policy version ${text(d.version)} was proposed; it waits for a second person`,
  'signal.received': (d) => `A mail arrived (${text(d.key)})`,
  'signal.unreadable': (d) => `A mail could not be read: ${text(d.reason)}`,
  'signal.ignored': (d) => `A mail was set aside: ${text(d.reason)}`,
  'signal.joined': (d) => `A mail from ${text(d.from)} joined the case`,
  'exception.opened': (d) => `Opened from ${openedFrom[text(d.source)] ?? 'a mail'}`,
  'exception.renewed': (d) =>
    d.wrote
      ? `Wrote to ${text(d.wrote)} (“${text(d.option)}”); the case stays open`
      : `The card was renewed (version ${text(d.version)})`,
  'exception.retyped': (d) =>
    `Said to be ${text(d.is).replaceAll('_', ' ')}, not ${text(d.was).replaceAll('_', ' ')}`,
  'document.answered': (d) => `Read in ${text(d.file)} by hand`,
  'exception.matched': (d) => `Matched to ${text(d.order)}`,
  'exception.withdrawn': (d) => text(d.sentence),
  'exception.expired': (d) => text(d.sentence),
  'exception.resolved': (d) => text(d.sentence),
  'decision.approved': (d) =>
    `Approved “${text(d.option)}” in ${product(d.surface)}, policy ${text(d.policy)}, rule ${text(d.rule)}`,
  'decision.counted': (d) =>
    `First approval of “${text(d.option)}” in ${product(d.surface)}; a second is needed`,
  'decision.rejected': (d) => `Rejected: ${text(d.reason)}`,
  'decision.refused': (d) => (d.why ? `Was refused: ${text(d.why)}` : 'Was refused: may not reject this'),
  'decision.automatic': (d) =>
    `Policy ${text(d.policy)} did “${text(d.option)}” by itself, rule ${text(d.rule)}`,
  'undo.requested': (d) => `Asked to take it back: ${text(d.option)}`,
  'exception.reminded': (d) =>
    `${{ widen: 'More people were told', move_up: 'Moved up' }[text(d.do)] ?? 'Reminded'}: ${(Array.isArray(d.told) ? d.told : []).join(', ') || 'nobody could be reached'}`,
  'batch.opened': (d) => `${text(d.cases)} alike were shown in one message`,
  'question.asked': (d) => `Asked: ${text(d.text)}`,
  'question.answered': (d) => `Answered: ${text(d.text)}`,
  'action.planned': (d) => `Planned: ${(Array.isArray(d.steps) ? d.steps : []).join(', ')}`,
  'action.conflict': (d) => `Not written: ${text(d.message)}`,
  'action.rejected': (d) => `The ERP refused: ${text(d.message)}`,
  'action.partial': (d) => `Stopped half way: ${text(d.message)}`,
  'action.needs-person': (d) => `Needs a person: ${text(d.message)}`,
  'step.sent': (d) =>
    `Sent to the ERP: ${text(d.step)}${Number(d.attempt) > 1 ? `, attempt ${text(d.attempt)}` : ''}`,
  'step.applied': (d) => `The ERP confirms ${text(d.step)}: ${text(d.evidence)}`,
  'step.refused': (d) => `The ERP refused ${text(d.step)}: ${text(d.message)}`,
  'step.unknown': (d) => `No answer to ${text(d.step)}: ${text(d.message)}`,
  'leftover.recorded': (d) => `Noted before it is made: ${text(d.kind)} ${text(d.name)}`,
  'leftover.cleared': (d) => `Removed again: ${text(d.kind)} ${text(d.name)}`,
  'reason.written': (d) =>
    d.failed
      ? `The model could not be used: ${text(d.failed)}`
      : 'A model wrote the reason; its citations were checked',
  'card.posted': (d) => `Card posted to ${text(d.channel)} in ${product(d.surface)}`,
  'notice.sent': (d) => `Told ${text(d.to)}: ${text(d.title)}`,
  'mail.refused': (d) => `Mail to ${text(d.to)} refused: ${text(d.reason)}`,
  'mail.unknown': (d) => `Mail to ${text(d.to)}: nobody knows whether it was sent`,
  'mail.sent': (d) => `Mail sent to ${text(d.to)}`,
};

const product = (surface: unknown): string => (surface === 'teams' ? 'Teams' : 'Slack');

/** The newest entries of the tenant's record, oldest first, in sentences. */
export async function timeline(tx: Tx, limit: number): Promise<TimelineEntry[]> {
  const rows = await tx.rows<Omit<TimelineEntry, 'sentence'> & { detail: string; name: string | null }>(sql`
    select a.seq, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, a.actor, a.event,
      nullif(a.exception_id, '') as "exceptionId", a.detail, a.hash, p.name
    from unhold.audit a left join unhold.person p on p.person_id = a.actor
    order by a.seq desc limit ${limit}`);
  return rows.reverse().map(({ detail, name, ...row }) => ({
    ...row,
    actor: name ?? (row.actor === 'unhold' ? 'Unhold' : row.actor),
    sentence: sentences[row.event as AuditEvent]?.(JSON.parse(detail) as Detail) ?? row.event,
  }));
}
