/** From an exception as core sees it to the card that people see. */
import type { Approval, Citation, ExceptionStatus, ExceptionView, Option } from '#core/model/exception.ts';
import { formatMoney, isZero, type Money } from '#core/model/money.ts';
import { type CardData, verb } from './actions.ts';
import { type Card, type CardButton, type CardCitation, type CardOption, trim } from './card.ts';
import { limits } from './limits.ts';
import { anyOf, formatMoment, instant, type Line, oneLine } from './text.ts';

const settled: readonly ExceptionStatus[] = ['resolved', 'rejected', 'expired', 'withdrawn'];

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
  const actions = isSettled || view.status === 'acting' ? [] : actionsOf(view, data);
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
    due: isSettled || view.status === 'acting' ? null : dueLine(view),
    notices: view.notices,
    facts: evenFacts(view),
    // The record is what is looked up later; the facts and the reason are enough beside it.
    table: view.table && !takesOver ? { ...view.table, more: 0 } : null,
    why: isSettled && !view.why.text ? null : why(view, data),
    options:
      isSettled || view.status === 'acting' ? [] : view.options.map((one) => optionLine(one, view.locale)),
    blocked: isSettled || view.status === 'acting' ? null : view.blocked,
    approvals: approvalLines(view),
    steps: view.steps.map((step) => ({ state: stepStates[step.status], title: step.title, note: step.note })),
    askable: view.askable,
    questions: view.questions.map((question) => ({
      asked: `${question.askedBy} asked ${question.askedOf}`,
      text: question.text,
      answer: question.answer,
      answeredAt: question.answeredAt,
    })),
    candidates: view.status === 'needs_matching' ? candidates(view, data) : [],
    actions,
    context: [
      [view.number, view.typeTitle, company, view.order?.reference ? `PO ${view.order.reference}` : '']
        .map(oneLine)
        .filter(Boolean)
        .join(' · '),
      ` · from ${view.source === 'email' ? 'a forwarded email' : 'the ERP'}${view.actsAs ? ` · writes to the ERP as ${oneLine(view.actsAs)}` : ''} · as of `,
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

/** Bounds stay true while time passes, so a card that is not refreshed in time does not lie. */
function dueLine(view: ExceptionView): Line | null {
  const due = view.dueAt ? instant(view.dueAt) : null;
  if (!due || !view.dueAt) return null;
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
  return ['Decide by ', { at: view.dueAt }, left];
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

function optionLine(option: Option, locale: string): CardOption {
  return {
    label: option.label,
    amount: isNothing(option.amount) ? null : showMoney(option.amount, locale),
    consequence: option.consequence,
    approval: approvalSentence(option.approval),
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

function candidates(view: ExceptionView, data: CardData): Card['candidates'] {
  return view.candidates.flatMap((candidate) => {
    const match = button('Match This Order', 'match', candidate.orderId, data, {
      spoken: `Match to ${candidate.label}`,
    });
    return match ? [{ label: candidate.label, why: candidate.why, button: match }] : [];
  });
}

function actionsOf(view: ExceptionView, data: CardData): CardButton[] {
  const choices = view.options
    .filter((option) => option.approval.mode !== 'by_hand' && !(view.blocked && option.action))
    .map((option) =>
      button(option.label, 'choose', option.id, data, { style: option.style, confirm: option.confirm }),
    );
  const others = [
    view.status === 'needs_person' ? null : button('Reject', 'reject', undefined, data, { asks: 'reason' }),
    button('Ask for Info', 'ask', undefined, data, { asks: 'question' }),
  ];
  const [first, ...rest] = choices;
  const all = [first, ...others, ...rest].filter((one) => one != null);
  return all.filter((one, index) => all.findIndex((other) => other.verb === one.verb) === index);
}

/** null where the id is too long to travel. */
function button(
  label: string,
  kind: 'choose' | 'reject' | 'ask' | 'match' | 'clause',
  about: string | undefined,
  data: CardData,
  more: Partial<Pick<CardButton, 'spoken' | 'style' | 'confirm' | 'asks'>> = {},
): CardButton | null {
  if (about !== undefined && (about === '' || about.length > limits.card.id)) return null;
  if (data.e === '' || data.e.length > limits.card.id) return null;
  return {
    label,
    verb: verb(kind, about),
    data,
    spoken: more.spoken ?? null,
    style: more.style ?? 'default',
    confirm: more.confirm ?? null,
    asks: more.asks ?? 'nothing',
  };
}

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
  if (card.candidates.length > 0) parts.push('Needed: say which order this is about');
  else if (view.status === 'needs_person') parts.push('Needed: a person has to look at this');
  else if (view.blocked) parts.push(view.blocked);
  if (card.candidates.length === 0 && card.actions.length > 0) {
    parts.push(`Needed: ${anyOf(card.actions.map((one) => oneLine(one.label)))}`);
  }
  if (view.dueAt && card.due) parts.push(`Decide by ${formatMoment(view.dueAt, view.locale, view.timeZone)}`);
  return parts;
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
