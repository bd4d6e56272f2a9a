import { sql } from 'drizzle-orm';
import { caseRequest } from '../approvals/caseRequest.ts';
import { historyOf, whoCanDecide } from '../approvals/whoCan.ts';
import { exceptionTypes, titleOf } from '../exceptions/index.ts';
import type { StepStatus } from '../model/action.ts';
import {
  type ExceptionStatus,
  type ExceptionView,
  NO_EXCEPTION,
  type Option,
  type Priority,
  type SignalSource,
  type Told,
} from '../model/exception.ts';
import type { Proposal } from '../triage/propose.ts';
import { type ApprovalRow, countedApprovals } from './approvals.ts';
import type { Tx } from './database.ts';
import { askablePeople, type TenantConfig } from './tenantConfig.ts';

interface Row {
  exceptionId: string;
  connectionId: string | null;
  number: string;
  type: string;
  status: ExceptionStatus;
  source: SignalSource;
  priority: Priority;
  undoUntil: string | null;
  orderId: string | null;
  orderNumber: string | null;
  reference: string | null;
  customerName: string | null;
  orderLabel: string | null;
  orderUrl: string | null;
  version: number;
  revision: number;
  notices: string[];
  record: ExceptionView['record'];
  openedAt: string;
  updatedAt: string;
  dueAt: string | null;
  proposal: Proposal;
  enteredBy: string | null;
  requestedBy: string | null;
  approvals: ApprovalRow[];
  steps: { title: string; status: StepStatus; note: string | null }[];
  related: { number: string; type: string; status: ExceptionStatus }[];
  questions: {
    askedBy: string;
    askedOf: string;
    text: string;
    answer: string | null;
    answeredAt: string | null;
  }[];
}

/** A view and what the posting of it needs besides. */
export interface LoadedView {
  view: ExceptionView;
  revision: number;
  connectionId: string | null;
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** What a candidate's button carries: two ERPs of one company may give the same id to different orders. */
export const candidateKey = (candidate: { connectionId: string; orderId: string }): string =>
  `${candidate.connectionId}/${candidate.orderId}`;

/** Who can decide is told as it is now: approvals that are in count, and people come and go. */
function optionsNow(config: TenantConfig, row: Row, now: Date): Option[] {
  const { proposal, status } = row;
  if (status !== 'open' && status !== 'needs_second') return proposal.options;
  const history = historyOf(row.approvals);
  return proposal.options.map((option) => {
    if (option.approval.mode !== 'by_approval') return option;
    const request = caseRequest(config, { ...row, expiresAt: null }, option, now);
    const whoCan = whoCanDecide(config.policy, request, config.people, history, now, {}).map((p) => p.name);
    return { ...option, approval: { ...option.approval, whoCan } };
  });
}

/** A card is drawn once and read for hours: the button stands until the time that it names. */
function undoOf({ status, undoUntil, proposal, record }: Row): ExceptionView['undo'] {
  if (status !== 'resolved' || !undoUntil) return null;
  const done = proposal.options.find((option) => option.label === record?.option);
  return { label: `Undo ${done?.label ?? 'This'}`, until: undoUntil };
}

/** What people may know better about a case that a mail opened; nothing once it is settled. */
function toldOf({ proposal: { told }, status, type, record }: Row): Told | null {
  if (!told || record || status === 'acting') return null;
  const titled = (name: string) => ({ type: name, title: titleOf(name) });
  return {
    typeCandidates: told.typeCandidates.map(titled),
    otherTypes: [
      ...exceptionTypes.filter(({ name }) => name !== type).map(({ name }) => titled(name)),
      { type: NO_EXCEPTION, title: 'No exception' },
    ],
    form: told.form && {
      ...told.form,
      questions: told.form.questions.map(({ name, label, guess }) => ({ name, label, guess, crop: null })),
    },
  };
}

/** Everything that cards show of these exceptions, in one statement. Unknown ids are left out. */
export async function loadViews(
  tx: Tx,
  config: TenantConfig,
  exceptionIds: string[],
  actsAs: (connectionId: string) => string,
  now: Date,
): Promise<LoadedView[]> {
  if (!exceptionIds.length) return [];
  const rows = await tx.rows<Row>(sql`
    select e.exception_id as "exceptionId", e.connection_id as "connectionId", e.number, e.type, e.status, e.source,
      e.order_id as "orderId", e.order_number as "orderNumber", e.reference, e.customer_name as "customerName",
      e.order_label as "orderLabel", e.order_url as "orderUrl", e.version, e.revision, e.notices, e.record, e.priority,
      e.entered_by as "enteredBy", e.requested_by as "requestedBy",
      ${utc('e.undo_until')} as "undoUntil",
      ${utc('e.opened_at')} as "openedAt", ${utc('e.updated_at')} as "updatedAt", ${utc('e.due_at')} as "dueAt",
      p.body as proposal,
      ${countedApprovals} as approvals,
      (select coalesce(json_agg(json_build_object('title', s.spec->>'title', 'status', s.status,
          'note', coalesce(s.outcome->>'evidence', s.outcome->>'message')) order by s.position), '[]')
        from unhold.step s where s.action_id = (select a.action_id from unhold.action a
          where a.exception_id = e.exception_id order by a.created_at desc limit 1)) as steps,
      (select coalesce(json_agg(json_build_object('number', o.number, 'type', o.type, 'status', o.status)
          order by o.opened_at), '[]')
        from unhold.exception o where o.order_id = e.order_id and o.connection_id = e.connection_id
          and o.exception_id <> e.exception_id and o.settled_at is null) as related,
      (select coalesce(json_agg(json_build_object('askedBy', q.asked_by, 'askedOf', q.asked_of, 'text', q.text,
          'answer', q.answer, 'answeredAt', ${utc('q.answered_at')}) order by q.asked_at), '[]')
        from unhold.question q where q.exception_id = e.exception_id) as questions
    from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
    where e.exception_id in ${exceptionIds}`);
  const nameOf = (id: string): string => config.people.find((p) => p.id === id)?.name ?? id;
  return rows.map((row) => {
    const { proposal } = row;
    const options = optionsNow(config, row, now);
    const needed = Math.max(0, ...options.map((o) => o.approval.needed));
    const company = config.connections.find((c) => c.connectionId === row.connectionId)?.company ?? '';
    const showsSteps = row.status === 'acting' || row.status === 'needs_person';
    const view: ExceptionView = {
      tenantId: config.tenantId,
      exceptionId: row.exceptionId,
      number: row.number,
      type: row.type,
      typeTitle: titleOf(row.type),
      version: row.version,
      status: row.status,
      headline: proposal.headline,
      order: row.orderId
        ? {
            id: row.orderId,
            label: row.orderLabel ?? row.orderId,
            number: row.orderNumber,
            reference: row.reference,
            customer: row.customerName ?? '',
            url: row.orderUrl,
            company,
          }
        : null,
      facts: proposal.facts,
      table: proposal.table,
      atStake: proposal.atStake,
      stakeSentence: proposal.stakeSentence,
      dueAt: row.dueAt,
      why: proposal.why,
      options,
      blocked: proposal.blocked,
      notices: [...row.notices, ...(proposal.gaps ?? [])],
      approvals:
        row.approvals.length && needed > 1
          ? {
              needed,
              have: row.approvals.map((d) => ({
                name: d.actingFor ? `${nameOf(d.by)} for ${nameOf(d.actingFor)}` : nameOf(d.by),
                at: d.at,
                surface: d.surface,
              })),
              whoCan: options.find((o) => o.approval.needed > 1)?.approval.whoCan ?? [],
            }
          : null,
      candidates: proposal.candidates.map((c) => ({
        orderId: candidateKey(c),
        label: c.label,
        why: c.why,
      })),
      questions: row.questions.map((q) => ({ ...q, askedBy: nameOf(q.askedBy), askedOf: nameOf(q.askedOf) })),
      record: row.record,
      steps: showsSteps ? row.steps : [],
      askable: askablePeople(config, row.type)
        .slice(0, 25)
        .map(({ id, name, title }) => ({ id, name, title })),
      related: row.related.map(({ number, type, status }) => ({ number, typeTitle: titleOf(type), status })),
      undo: undoOf(row),
      told: toldOf(row),
      priority: row.priority,
      actsAs: row.connectionId ? actsAs(row.connectionId) : '',
      openedAt: row.openedAt,
      updatedAt: row.updatedAt,
      source: row.source,
      timeZone: config.timeZone,
      locale: config.locale,
    };
    return { view, revision: row.revision, connectionId: row.connectionId };
  });
}
