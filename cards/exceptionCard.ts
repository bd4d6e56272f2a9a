/** From an exception as core sees it to the card that people see. */
import type {
  Approval,
  Citation,
  ExceptionStatus,
  ExceptionView,
  Option,
  SignalSource,
} from '#core/model/exception.ts';
import { formatMoney, isZero, type Money } from '#core/model/money.ts';
import { type CardData, verb } from './actions.ts';
import { button, candidateButtons, openButtons, undoButtons, wrongType } from './buttons.ts';
import { type Card, type CardCitation, type CardOption, trim } from './card.ts';
import { limits } from './limits.ts';
import { anyOf, formatMoment, instant, type Line, oneLine } from './text.ts';
import { nothingTold, toldNeeds, toldParts } from './told.ts';

const settled: readonly ExceptionStatus[] = ['resolved', 'rejected', 'expired', 'withdrawn'];

const sources: Record<SignalSource, string> = {
  erp: 'the ERP',
  email: 'a forwarded email',
  edi: 'an EDI message',
  carrier: 'the carrier',
  document: 'a document',
  policy: 'a policy proposal',
};

/** As they stand in the line of related cases. */
const relatedStatuses: Record<ExceptionStatus, string> = {
  open: 'open',
  needs_matching: 'no order known yet',
  needs_second: 'waits for a second person',
  acting: 'being carried out',
  resolved: 'settled',
  rejected: 'rejected',
  expired: 'expired',
  withdrawn: 'withdrawn',
  needs_person: 'needs a person',
};

const stepStates = {
  pending: 'Not done yet',
  sent: 'Sent, waiting for the ERP',
  applied: 'Done',
  refused: 'Refused',
  unknown: 'Not known',
} as const;

/** The card of one exception. Total: any view gives a card, with its texts cut to what people can take in. */
export function exceptionCard(view: ExceptionView): Card {
  const data: CardData = { e: view.exceptionId, v: view.version };
  const isSettled = settled.includes(view.status);
  const takesOver = isSettled && view.record !== null;
  const isDecided = isSettled || view.status === 'acting';
  const told = isDecided ? nothingTold : toldParts(view, data);
  const correct = told.otherTypes.length > 0 && !told.unsure ? wrongType(data) : null;
  const actions = isSettled
    ? undoButtons(view, data)
    : isDecided
      ? []
      : [...openButtons(view, data), ...(correct ? [correct] : [])];
  const company = view.order?.company ?? '';
  const card: Card = {
    exceptionId: view.exceptionId,
    number: view.number,
    version: view.version,
    status: view.status,
    summary: '',
    title: takesOver ? settledTitle(view) : view.headline,
    proposal: takesOver ? { text: view.headline, struck: view.status === 'rejected' } : null,
    record: recordLines(view),
    stake: takesOver ? '' : view.stakeSentence,
    due: isDecided ? null : dueLine(view),
    related: relatedLine(view),
    undo: isSettled && view.undo ? ['Can be undone until ', { at: view.undo.until }] : null,
    notices: view.notices,
    facts: evenFacts(view),
    // The record is what is looked up later; the facts and the reason are enough beside it.
    table: view.table && !takesOver ? { ...view.table, more: 0 } : null,
    why: isSettled && !view.why.text ? null : why(view, data),
    ...(isDecided ? { options: [], approval: null } : optionLines(view)),
    blocked: isDecided ? null : view.blocked,
    approvals: approvalLines(view),
    steps: view.steps.map((step) => ({ state: stepStates[step.status], title: step.title, note: step.note })),
    askable: view.askable,
    questions: view.questions.map((question) => ({
      asked: `${question.askedBy} asked ${question.askedOf}`,
      text: question.text,
      answer: question.answer,
      answeredAt: question.answeredAt,
    })),
    candidates: view.status === 'needs_matching' ? candidateButtons(view, data) : [],
    ...told,
    actions,
    context: [
      [view.number, view.typeTitle, company, view.order?.reference ? `PO ${view.order.reference}` : '']
        .map(oneLine)
        .filter(Boolean)
        .join(' · '),
      ` · from ${sources[view.source]}${writes(view)} · as of `,
      { at: view.updatedAt },
    ],
    link: view.order ? webLink(`Open ${oneLine(view.order.label)} in the ERP`, view.order.url) : null,
    locale: view.locale,
    timeZone: view.timeZone,
  };
  return trim({ ...card, summary: summary(card, view) });
}

/** "SO-10482: Daniel Reyes released the order." */
function settledTitle(view: ExceptionView): string {
  const sentence = view.record?.sentence ?? '';
  const about = view.order?.number ?? view.order?.label ?? view.number;
  return sentence.includes(about) ? sentence : `${about}: ${sentence}`;
}

function recordLines(view: ExceptionView): Line[] {
  const record = view.record;
  if (!record) return [];
  const how = { resolved: 'Settled', rejected: 'Rejected', expired: 'Expired', withdrawn: 'Withdrawn' }[
    view.status as string
  ];
  const lines: Line[] = [[`${how ?? 'Recorded'}${record.by ? ` by ${record.by}` : ''}, `, { at: record.at }]];
  if (!settled.includes(view.status)) lines.unshift([record.sentence]);
  if (record.option) lines[lines.length - 1]?.push(` · ${record.option}`);
  if (record.reason) lines.push([`Reason: ${record.reason}`]);
  if (record.erpSays) lines.push([`The ERP says now: ${record.erpSays}`]);
  if (settled.includes(view.status) && view.stakeSentence) lines.push([`At stake: ${view.stakeSentence}`]);
  return lines;
}

/** A policy is kept by Unhold itself: nothing is written to an ERP. */
const writes = (view: ExceptionView) =>
  view.actsAs && view.source !== 'policy' ? ` · writes to the ERP as ${oneLine(view.actsAs)}` : '';

/** "Also on this order: EX-1002 Inventory shortage (open)". */
function relatedLine(view: ExceptionView): string | null {
  if (view.related.length === 0) return null;
  const shown = view.related
    .slice(0, limits.card.related)
    .map((one) => `${one.number} ${one.typeTitle} (${relatedStatuses[one.status]})`);
  const more = view.related.length - shown.length;
  return `Also on this order: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** Bounds stay true while time passes, so a card that is not refreshed in time does not lie. */
function dueLine(view: ExceptionView): Line | null {
  const due = view.dueAt ? instant(view.dueAt) : null;
  const high = view.priority === 'high' ? 'High priority' : '';
  if (!due || !view.dueAt) return high ? [high] : null;
  const hours = (due.getTime() - (instant(view.updatedAt)?.getTime() ?? 0)) / 3_600_000;
  const left =
    hours < 0
      ? ' (overdue)'
      : hours < 1
        ? ' (less than an hour left)'
        : hours < 4
          ? ' (less than 4 hours left)'
          : hours < 24
            ? ' (less than a day left)'
            : '';
  return [`${high ? `${high} · ` : ''}Decide by `, { at: view.dueAt }, left];
}

/** An even count reads as two columns. */
function evenFacts(view: ExceptionView) {
  const facts = view.facts.slice(0, limits.card.facts);
  if (facts.length % 2 === 0 || !view.order?.company) return facts;
  return [...facts, { label: 'Company', value: view.order.company }];
}

function why(view: ExceptionView, data: CardData): Card['why'] {
  const seen = new Set<string>();
  const all = [...view.why.citations, ...view.options.flatMap((option) => option.citations)];
  const citations: CardCitation[] = [];
  for (const one of all) {
    const citation = citationLine(one, data);
    const key = `${citation.open?.verb ?? ''}|${citation.source}|${citation.quote ?? ''}`;
    if (seen.has(key) || (citation.open && seen.has(citation.open.verb))) continue;
    seen.add(key);
    if (citation.open) seen.add(citation.open.verb);
    citations.push(citation);
  }
  return {
    text: view.why.text,
    by:
      view.why.by === 'model'
        ? `Reason written by a model${citations.some((one) => one.quote) ? ', checked against the clause' : ''}`
        : 'Reason by rule',
    note: view.why.note,
    citations,
  };
}

function citationLine(citation: Citation, data: CardData): CardCitation {
  if (citation.kind === 'price_row') {
    const from = citation.validFrom ? `, valid from ${citation.validFrom}` : '';
    return {
      source: `ERP price list ${citation.list}, row ${citation.row}: ${citation.price}${from}`,
      quote: null,
      open: null,
    };
  }
  if (citation.kind === 'policy') {
    return { source: `Policy version ${citation.version}: ${citation.rule}`, quote: null, open: null };
  }
  return {
    source: `${citation.document}, ${citation.clause}, effective ${citation.effectiveFrom}`,
    quote: citation.quote,
    open: button('Open Clause', 'clause', citation.passageId, data, {
      spoken: `Open ${citation.clause} of ${citation.document}`,
    }),
  };
}

/** Who may decide is said once where it is the same for all. */
function optionLines(view: ExceptionView): Pick<Card, 'options' | 'approval'> {
  const options = view.options.map((one) => optionLine(one, view.locale));
  const [first, ...others] = options;
  const isShared = others.length > 0 && others.every((one) => one.approval === first?.approval);
  if (!first || !isShared) return { options, approval: null };
  return {
    options: options.map((one) => ({ ...one, approval: null })),
    approval: `For each of them: ${first.approval}`,
  };
}

function optionLine(option: Option, locale: string): CardOption {
  return {
    label: option.label,
    amount: isNothing(option.amount) ? null : showMoney(option.amount, locale),
    consequence: option.consequence,
    approval: approvalSentence(option.approval),
    verb: verb('choose', option.id),
  };
}

function approvalSentence(approval: Approval): string {
  if (approval.mode === 'by_hand') return `By hand in the ERP: ${approval.rule}`;
  if (approval.mode === 'automatic') return `Automatic: ${approval.rule}`;
  const names = approval.whoCan.slice(0, limits.card.names);
  const who = names.length > 0 ? `${anyOf(names)} can decide` : 'Nobody present can decide';
  return approval.needed > 1 ? `${who}; ${approval.needed} people needed` : who;
}

function approvalLines(view: ExceptionView): Line[] {
  const approvals = view.approvals;
  if (!approvals || (approvals.needed < 2 && approvals.have.length === 0)) return [];
  const head: Line = [`${approvals.have.length} of ${approvals.needed} approvals`];
  const people = approvals.have.slice(0, limits.card.names);
  people.forEach((one, index) => {
    head.push(`${index === 0 ? ': ' : '; '}${one.name} `, { at: one.at }, ` in ${productName(one.surface)}`);
  });
  const missing = approvals.needed - approvals.have.length;
  if (missing <= 0 || approvals.whoCan.length === 0 || settled.includes(view.status)) return [head];
  const names = anyOf(approvals.whoCan.slice(0, limits.card.names));
  return [head, [`Still needed: ${missing === 1 ? '' : `${missing} of `}${names}`]];
}

const productName = (surface: string) =>
  ({ slack: 'Slack', teams: 'Teams', playground: 'the playground' })[surface] ?? surface;

/** What a notification or a screen reader says in place of the card. */
function summary(card: Card, view: ExceptionView): string {
  const said = [card.title, ...whatNext(card, view)].map(sentence).filter(Boolean);
  return said.join(' ') || 'An order exception needs a decision.';
}

function whatNext(card: Card, view: ExceptionView): string[] {
  if (settled.includes(view.status)) {
    const { reason, erpSays } = view.record ?? {};
    return [reason ? `Reason: ${reason}` : '', erpSays ? `The ERP says now: ${erpSays}` : ''];
  }
  if (view.status === 'acting') return ['Approved. Working…', ...view.notices.slice(0, 1)];
  const parts = [view.stakeSentence, ...view.notices.slice(0, 1)];
  if (view.approvals && view.status === 'needs_second') {
    parts.push(`${view.approvals.have.length} of ${view.approvals.needed} approvals`);
  }
  parts.push(...toldNeeds(card));
  if (card.candidates.length > 0) parts.push('Needed: say which order this is about');
  else if (view.status === 'needs_person') parts.push('Needed: a person has to look at this');
  else if (view.blocked) parts.push(view.blocked);
  if (card.candidates.length === 0 && card.actions.length > 0) {
    parts.push(`Needed: ${needed(card)}`);
  }
  if (view.priority === 'high') parts.push('High priority');
  if (view.dueAt && instant(view.dueAt))
    parts.push(`Decide by ${formatMoment(view.dueAt, view.locale, view.timeZone)}`);
  return parts;
}

/** Six options in a row are read by nobody. */
function needed(card: Card): string {
  const labels = card.actions.filter((one) => !one.isMinor).map((one) => oneLine(one.label));
  const more = labels.length - limits.card.visibleActions;
  return anyOf(more > 1 ? [...labels.slice(0, limits.card.visibleActions), `${more} other ways`] : labels);
}

function sentence(raw: string): string {
  const text = oneLine(raw);
  return !text || /[.?!…]$/.test(text) ? text : `${text}.`;
}

function webLink(label: string, url: string | null): Card['link'] {
  if (!url || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  const isWeb = parsed.protocol === 'https:' || parsed.protocol === 'http:';
  return isWeb && parsed.href.length <= 2000 ? { label, url: parsed.href } : null;
}

function isNothing(amount: Money): boolean {
  try {
    return isZero(amount);
  } catch {
    return true;
  }
}

/** Unknown locales and currencies are shown as they came. */
function showMoney(amount: Money, locale: string): string {
  try {
    return formatMoney(amount, locale);
  } catch {
    return `${amount.amount} ${amount.currency}`;
  }
}
