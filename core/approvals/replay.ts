/** What a policy would have done with past exceptions. Pure: nothing is asked, nothing is changed. */
import Big from 'big.js';
import type { ExceptionStatus, Priority } from '../model/exception.ts';
import type { Money } from '../model/money.ts';
import { addSpan, calendarOf } from '../policy/calendar.ts';
import { escalationFor } from '../policy/levels.ts';
import { inPolicyCurrency, type PolicyDocument } from '../policy/policy.ts';
import { type DecisionRequest, decide } from './decide.ts';
import { type Approved, approvalFor, type Colleague, decideAs, historyOf } from './whoCan.ts';

/** One exception and what became of it. */
export interface PastCase {
  number: string;
  type: string;
  status: ExceptionStatus;
  openedAt: string;
  settledAt: string | null;
  customerTier: string | null;
  /** Its priority. */
  risk: Priority;
  /** Person ids. */
  enteredBy: string | null;
  requestedBy: string | null;
  /** The option that was chosen, else the first that was offered. */
  option: { id: string; action: string; amount: Money; marginPercent: string | null };
  /** Who approved it, in order; `policy` where it was automatic. */
  approvedBy: string[];
}

export type Way = 'automatic' | 'one' | 'several' | 'nobody' | 'by_hand';

export interface Replayed {
  way: Way;
  rule: string;
  /** Roles and, by name, people of today who could have decided. */
  roles: string[];
  people: string[];
  /** At stake in the policy's currency; null: there was no rate. */
  amount: Big | null;
  /** It was open longer than the policy's first escalation step waits. */
  escalated: boolean;
  /** How it would have gone otherwise than it did; null: as it did. */
  differs: string | null;
}

/** `now`: for what is still open. */
export function replay(
  policy: PolicyDocument,
  past: PastCase,
  people: Colleague[],
  timeZone: string,
  now: Date,
): Replayed {
  const at = new Date(past.openedAt);
  const request: DecisionRequest = {
    type: past.type,
    action: past.option.action,
    amount: past.option.amount,
    marginPercent: past.option.marginPercent,
    customerTier: past.customerTier,
    risk: past.risk,
    requestedBy: past.requestedBy,
    enteredBy: past.enteredBy,
    requestedAt: past.openedAt,
    shownHash: '',
    currentHash: '',
  };
  const { mode, needed, whoCan, rule } = approvalFor(policy, request, people, at, {});
  const asked = decide(policy, request, null, [], at, {});
  const roles = asked.decision === 'refused' ? asked.whoCan : [];
  const way: Way = mode !== 'by_approval' ? mode : !roles.length ? 'nobody' : needed > 1 ? 'several' : 'one';
  const [step] = escalationFor(policy, past.type);
  const until = past.settledAt ? new Date(past.settledAt) : now;
  return {
    way,
    rule,
    roles,
    people: whoCan,
    amount: inPolicyCurrency(policy, past.option.amount, at, {}),
    escalated:
      way !== 'automatic' &&
      step !== undefined &&
      addSpan(calendarOf(policy, timeZone), at, step.after) < until,
    differs: difference(policy, request, past, people, way, at),
  };
}

function difference(
  policy: PolicyDocument,
  request: DecisionRequest,
  { approvedBy, status }: PastCase,
  people: Colleague[],
  way: Way,
  at: Date,
): string | null {
  const byItself = approvedBy.includes('policy');
  if (way === 'automatic') {
    if (byItself) return null;
    return approvedBy.length
      ? `automatic instead of decided by ${names(approvedBy, people)}`
      : `automatic; it ended ${status}`;
  }
  if (byItself)
    return way === 'one' || way === 'several'
      ? 'asks people; it was automatic'
      : `${inWords[way]}; it was automatic`;
  if (!approvedBy.length) return null;
  if (way === 'nobody' || way === 'by_hand')
    return `${inWords[way]}; ${names(approvedBy, people)} decided it`;
  return approvals(policy, request, approvedBy, people, at);
}

const inWords = { nobody: 'nobody may decide it', by_hand: 'by hand only' };

/** Lets the same people click in the same order. */
function approvals(
  policy: PolicyDocument,
  request: DecisionRequest,
  approvedBy: string[],
  people: Colleague[],
  at: Date,
): string | null {
  const approved: Approved[] = [];
  for (const [place, by] of approvedBy.entries()) {
    const person = people.find((one) => one.id === by);
    if (!person) return `${by}, who approved it, is no longer here`;
    const { verdict, actingFor, rights } = decideAs(
      policy,
      request,
      person,
      people,
      historyOf(approved),
      at,
      {},
    );
    if (verdict.decision === 'refused') return `${person.name}'s approval would not count: ${verdict.why}`;
    if (verdict.decision === 'allowed') {
      const spare = approvedBy.slice(place + 1);
      return spare.length ? `done without ${names(spare, people)}` : null;
    }
    approved.push({ by, at: at.toISOString(), actingFor, ...rights });
  }
  return `one more person would have had to decide than ${names(approvedBy, people)}`;
}

const names = (ids: string[], people: Colleague[]): string =>
  ids.map((id) => people.find((one) => one.id === id)?.name ?? id).join(' and ');

export interface Tally {
  type: string;
  option: string;
  action: string;
  cases: number;
  ways: Record<Way, { cases: number; money: Big }>;
  escalated: number;
  differs: number;
  /** Amounts without a rate are counted in no sum. */
  withoutRate: number;
  /** Cases that each could have decided. */
  roles: Map<string, number>;
  people: Map<string, number>;
}

/** Adds a case to the tally of its type and option. */
export function count(tallies: Map<string, Tally>, past: PastCase, replayed: Replayed): void {
  const { type, option } = past;
  const key = `${type} ${option.id} ${option.action}`;
  const none = () => ({ cases: 0, money: new Big(0) });
  const tally = tallies.get(key) ?? {
    type,
    option: option.id,
    action: option.action,
    cases: 0,
    ways: { automatic: none(), one: none(), several: none(), nobody: none(), by_hand: none() },
    escalated: 0,
    differs: 0,
    withoutRate: 0,
    roles: new Map<string, number>(),
    people: new Map<string, number>(),
  };
  tallies.set(key, tally);
  tally.cases++;
  const way = tally.ways[replayed.way];
  way.cases++;
  if (replayed.amount) way.money = way.money.plus(replayed.amount);
  else tally.withoutRate++;
  if (replayed.escalated) tally.escalated++;
  if (replayed.differs) tally.differs++;
  for (const role of replayed.roles) tally.roles.set(role, (tally.roles.get(role) ?? 0) + 1);
  for (const person of replayed.people) tally.people.set(person, (tally.people.get(person) ?? 0) + 1);
}
