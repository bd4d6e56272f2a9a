/** What a card says, for every chat product alike. Pure data; texts are raw and renderers escape them. */
import type { ExceptionStatus, Fact, FactTable } from '#core/model/exception.ts';
import type { BatchData, CardData } from './actions.ts';
import { limits } from './limits.ts';
import { clean, cut, type Line, oneLine, scrub } from './text.ts';

export interface CardCitation {
  /** "Harmony Labs Supply Agreement 2026, §4.2, effective 2026-01-01". */
  source: string;
  /** The document's own words; null for price lists and policies. */
  quote: string | null;
  /** Opens the passage, privately. */
  open: CardButton | null;
  /** One person's own way to the document, on the card that only this person sees. */
  link?: { label: string; url: string };
}

export interface CardButton {
  /** Specific verb and object in Title Case. */
  label: string;
  /** What a screen reader says where the label alone is not enough. */
  spoken: string | null;
  verb: string;
  data: CardData | BatchData;
  style: 'primary' | 'default' | 'danger';
  confirm: string | null;
  /** What the press needs first. */
  asks: 'nothing' | 'reason' | 'question' | 'type' | 'fields';
  /** Not what the card is for: stands in the menu, however few the buttons are. */
  isMinor?: boolean;
}

/** One way out, with what follows from it and who may take it. */
export interface CardOption {
  label: string;
  amount: string | null;
  consequence: string;
  /** null: as for all others, see `Card.approval`. */
  approval: string | null;
  /** Of its button in `actions`, if it has one. */
  verb: string;
}

/** "We read 4 of 6 fields", and the questions that its button opens. */
export interface CardForm {
  line: string;
  button: CardButton;
  questions: {
    /** The name of the input, see `fieldInput`. */
    input: string;
    label: string;
    /** Stands in the input already, exactly as it would come back. */
    guess: string | null;
    crop: { url: string; alt: string } | null;
  }[];
}

/** Stands above the questions of a form. */
export const formHint = 'Correct what is wrong, and leave blank what you cannot tell.';

export interface Card {
  exceptionId: string;
  number: string;
  version: number;
  status: ExceptionStatus;
  /** Plain text that alone says the point and the needed action. */
  summary: string;
  /** What happened, what is needed and for whom. */
  title: string;
  /** The proposal as it stood; set once a record has taken the title. */
  proposal: { text: string; struck: boolean } | null;
  /** Who settled it, when, why, and what the ERP says now. */
  record: Line[];
  stake: string;
  due: Line | null;
  /** Other cases about the same order, in a line. */
  related: string | null;
  /** Until when the settled action can be taken back. */
  undo: Line | null;
  notices: string[];
  facts: Fact[];
  table: (FactTable & { more: number }) | null;
  why: { text: string; by: string; note: string | null; citations: CardCitation[] } | null;
  options: CardOption[];
  /** Who may decide, where that is the same for every option; said once. */
  approval: string | null;
  /** Stands where the approve button would be. */
  blocked: string | null;
  approvals: Line[];
  steps: { state: string; title: string; note: string | null }[];
  /** People a reader may put a question to, likeliest first. */
  askable: { id: string; name: string; title: string }[];
  questions: { asked: string; text: string; answer: string | null; answeredAt: string | null }[];
  candidates: { label: string; why: string; button: CardButton }[];
  /** Which of them is it? A button each, the last one for something else. null: sure. */
  unsure: { line: string; buttons: CardButton[] } | null;
  /** What a reader may say it is, asked by a button of `asks: 'type'`. */
  otherTypes: { type: string; title: string }[];
  /** What could not be read with certainty. */
  form: CardForm | null;
  /** Most important first; renderers show the first few and put the rest into a menu. */
  actions: CardButton[];
  context: Line;
  link: { label: string; url: string } | null;
  locale: string;
  timeZone: string;
}

/**
 * The same card with its texts and lists cut to size. `scale` below 1 cuts harder, for a product's total limit.
 * Cut text ends with "…", cut rows are counted.
 */
export function trim(card: Card, scale = 1): Card {
  const most = (count: number) => Math.max(1, Math.floor(count * scale));
  const line = (text: string, max: number) => cut(oneLine(text), most(max));
  const text = (raw: string, max: number) => cut(clean(raw), most(max));
  const pieces = (one: Line): Line =>
    one.map((piece) =>
      typeof piece === 'string' ? cut(scrub(piece).replace(/\s+/g, ' '), most(cap.line)) : piece,
    );
  const cap = limits.card;
  const label = (button: CardButton) => ({ ...button, label: line(button.label, cap.label) });
  const rows = card.table?.rows ?? [];
  const keptRows = rows.slice(0, most(cap.rows));
  return {
    ...card,
    number: line(card.number, 40),
    summary: cut(oneLine(card.summary), limits.teams.summary),
    title: line(card.title, cap.title),
    proposal: card.proposal && { ...card.proposal, text: line(card.proposal.text, cap.title) },
    record: card.record.map(pieces),
    stake: line(card.stake, cap.line),
    related: card.related && line(card.related, cap.line * 2),
    notices: card.notices.slice(0, cap.notices).map((one) => line(one, cap.line)),
    facts: card.facts.slice(0, cap.facts).map((fact) => ({
      ...fact,
      label: line(fact.label, cap.factLabel),
      value: line(fact.value, cap.factValue),
    })),
    table: card.table && {
      columns: card.table.columns
        .slice(0, cap.columns)
        .map((column) => ({ ...column, title: line(column.title, cap.factLabel) })),
      rows: keptRows.map((row) => row.slice(0, cap.columns).map((cell) => line(cell, cap.cell))),
      more: card.table.more + rows.length - keptRows.length,
    },
    why: card.why && {
      ...card.why,
      text: text(card.why.text, cap.why),
      note: card.why.note && line(card.why.note, cap.line),
      citations: card.why.citations.slice(0, cap.citations).map((citation) => ({
        ...citation,
        source: line(citation.source, cap.line),
        quote: citation.quote && text(citation.quote, cap.quote),
      })),
    },
    options: card.options.slice(0, cap.options).map((option) => ({
      ...option,
      label: line(option.label, cap.label),
      consequence: line(option.consequence, cap.optionText),
      approval: option.approval && line(option.approval, cap.optionText),
    })),
    approval: card.approval && line(card.approval, cap.optionText),
    blocked: card.blocked && line(card.blocked, cap.optionText),
    approvals: card.approvals.slice(0, cap.names + 2).map(pieces),
    steps: card.steps.slice(0, cap.steps).map((step) => ({
      ...step,
      title: line(step.title, 200),
      note: step.note && line(step.note, 200),
    })),
    questions: card.questions.slice(-cap.questions).map((question) => ({
      ...question,
      asked: line(question.asked, 160),
      text: text(question.text, cap.question),
      answer: question.answer && text(question.answer, cap.question),
    })),
    candidates: card.candidates.slice(0, cap.candidates).map((candidate) => ({
      ...candidate,
      label: line(candidate.label, 160),
      why: line(candidate.why, cap.line),
    })),
    unsure: card.unsure && { ...card.unsure, buttons: card.unsure.buttons.map(label) },
    otherTypes: card.otherTypes.map((one) => ({ ...one, title: line(one.title, cap.label) })),
    form: card.form && {
      ...card.form,
      line: line(card.form.line, cap.line),
      questions: card.form.questions.map((question) => ({
        ...question,
        label: line(question.label, limits.slack.inputLabel),
        // A card that is too large does without pictures first.
        crop: scale < 1 ? null : question.crop,
      })),
    },
    actions: card.actions.slice(0, cap.options + 3).map((button) => ({
      ...label(button),
      confirm: button.confirm && line(button.confirm, cap.line),
    })),
    context: pieces(card.context),
  };
}
