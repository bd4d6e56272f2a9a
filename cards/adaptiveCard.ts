/** The card as an Adaptive Card 1.5 for Teams, adaptivecards.io/explorer. Narrow first: everything wraps. */
import { verb, writeMarker } from './actions.ts';
import { type Card, type CardButton, trim } from './card.ts';
import { limits } from './limits.ts';
import { adaptiveCard, execute, fitsTeams, heading, type Json, press, rich, run } from './teamsParts.ts';
import { markdownText, runs, runText } from './teamsText.ts';
import { cut, type Line, oneLine } from './text.ts';

export interface AdaptiveOptions {
  /** Up to 60 people whose clients ask for the card again when they see it. None: no refresh. */
  refreshUserIds?: string[];
}

/** `summary` is what notifications say; `card` the attachment's content. Stays below the size Teams takes. */
export function toAdaptiveCard(card: Card, options: AdaptiveOptions = {}): { card: Json; summary: string } {
  let rendered = render(card, options);
  for (const scale of [0.6, 0.35, 0.15, 0.05]) {
    if (fitsTeams(rendered)) break;
    rendered = render(trim(card, scale), options);
  }
  return { card: rendered, summary: cut(runText(oneLine(card.summary)), limits.teams.summary) };
}

function render(card: Card, options: AdaptiveOptions): Json {
  const users = options.refreshUserIds?.slice(0, 60) ?? [];
  const data = { e: card.exceptionId, v: card.version, a: verb('refresh') };
  const parts = [...head(card), ...body(card), ...choices(card), context(card)];
  return {
    ...adaptiveCard(card.summary, parts, rootActions(card)),
    ...(users.length > 0 && {
      refresh: {
        action: { type: 'Action.Execute', title: 'Refresh', verb: verb('refresh'), data },
        userIds: users,
      },
    }),
  };
}

function head(card: Card): Json[] {
  const { exceptionId: id, number, version, status } = card;
  const elements = [
    heading(card.title || card.number || 'Exception', writeMarker({ id, number, version, status })),
  ];
  if (card.proposal) {
    const { text, struck } = card.proposal;
    elements.push(rich([{ ...run(struck ? text : `Was: ${text}`), strikethrough: struck, isSubtle: true }]));
  }
  for (const line of card.record) elements.push(rich(runs(line, card)));
  if (card.stake) elements.push(rich([{ ...run(card.stake), weight: 'Bolder' }]));
  if (card.due) elements.push(rich(runs(card.due, card), 'None'));
  if (card.undo) elements.push(rich(runs(card.undo, card)));
  if (card.related) elements.push(rich([{ ...run(card.related), isSubtle: true, size: 'Small' }]));
  if (card.status === 'acting') elements.push(rich([{ ...run('Working…'), weight: 'Bolder' }]));
  for (const notice of card.notices) {
    elements.push({
      type: 'Container',
      style: 'warning',
      items: [rich([{ ...run('Note: '), weight: 'Bolder' }, run(notice)])],
    });
  }
  for (const line of card.approvals) elements.push(rich(runs(line, card)));
  for (const step of card.steps) {
    const note = step.note ? ` (${oneLine(step.note)})` : '';
    elements.push(
      rich([{ ...run(`${step.state}: `), weight: 'Bolder' }, run(`${oneLine(step.title)}${note}`)], 'Small'),
    );
  }
  return elements;
}

function body(card: Card): Json[] {
  const elements: Json[] = [];
  if (card.facts.length > 0) {
    elements.push({
      type: 'FactSet',
      facts: card.facts.map((fact) => ({
        title: markdownText(fact.label) || '–',
        value: markdownText(fact.value) || '–',
      })),
    });
  }
  if (card.table) elements.push(...table(card.table));
  if (card.why) {
    elements.push(rich([{ ...run('Why'), weight: 'Bolder' }]), rich([run(card.why.text || '–')], 'None'));
    for (const citation of card.why.citations) {
      const source = rich([{ ...run(citation.source), isSubtle: true, size: 'Small' }], 'Small');
      if (!citation.quote && !citation.open) {
        elements.push(
          rich([{ ...run(`Source: ${citation.source}`), isSubtle: true, size: 'Small' }], 'Small'),
        );
        continue;
      }
      const items = citation.quote ? [rich([{ ...run(citation.quote), italic: true }]), source] : [source];
      const ways = [
        ...(citation.link
          ? [{ type: 'Action.OpenUrl', title: citation.link.label, url: citation.link.url }]
          : []),
        ...(citation.open ? [execute(citation.open)] : []),
      ];
      if (ways.length > 0) items.push({ type: 'ActionSet', actions: ways });
      elements.push({ type: 'Container', style: 'emphasis', items });
    }
    const by = [card.why.by, ...(card.why.note ? [card.why.note] : [])].map(oneLine).join(' · ');
    elements.push(rich([{ ...run(by), isSubtle: true, size: 'Small' }], 'Small'));
  }
  for (const question of card.questions) {
    const items = [
      rich([{ ...run(question.asked), weight: 'Bolder' }]),
      rich([{ ...run(question.text), italic: true }], 'None'),
    ];
    if (question.answer) {
      const at: Line = question.answeredAt ? [' (', { at: question.answeredAt }, ')'] : [];
      items.push(rich([{ ...run('Answer'), weight: 'Bolder' }, ...runs(at, card)]));
      items.push(rich([{ ...run(question.answer), italic: true }], 'None'));
    } else items.push(rich([run('No answer yet.')], 'None'));
    elements.push({ type: 'Container', separator: true, items });
  }
  return elements;
}

const small = { isSubtle: true, size: 'Small' } as const;

function choices(card: Card): Json[] {
  const elements: Json[] = [];
  const ask = (lines: Json[], buttons: CardButton[]) => {
    const actions = buttons.map((button) => press(button, card));
    elements.push({
      type: 'Container',
      separator: true,
      items: [...lines, { type: 'ActionSet', actions }],
    });
  };
  if (card.unsure) ask([rich([{ ...run(card.unsure.line), weight: 'Bolder' }])], card.unsure.buttons);
  if (card.form) ask([rich([run(card.form.line)])], [card.form.button]);
  for (const { label, why, button } of card.candidates) {
    ask([rich([{ ...run(label), weight: 'Bolder' }]), rich([run(why)], 'None')], [button]);
  }
  if (card.blocked) {
    elements.push({
      type: 'Container',
      style: 'warning',
      items: [rich([{ ...run('No one-click approval: '), weight: 'Bolder' }, run(card.blocked)])],
    });
  }
  const elsewhere = rootButtons(card).map((button) => button.verb);
  for (const option of card.options) {
    const amount = option.amount ? ` (${option.amount})` : '';
    const label = { ...run(`${oneLine(option.label)}${amount}: `), weight: 'Bolder' } as const;
    elements.push(rich([label, run(option.consequence)]));
    if (option.approval) elements.push(rich([{ ...run(option.approval), ...small }], 'None'));
    const button = card.actions.find((one) => one.verb === option.verb && !elsewhere.includes(one.verb));
    if (!button) continue;
    elements.push({ type: 'ActionSet', spacing: 'Small', actions: [press(button, card)] });
    elsewhere.push(button.verb);
  }
  if (card.approval) elements.push(rich([{ ...run(card.approval), ...small }]));
  return elements;
}

function context(card: Card): Json {
  return { ...rich(runs(card.context, card, { isSubtle: true, size: 'Small' })), separator: true };
}

/** Clients without Table (before 1.5) get a line per row. */
function table(table: NonNullable<Card['table']>): Json[] {
  if (table.columns.length === 0 || table.rows.length === 0) return [];
  const titles = table.columns.map((column) => oneLine(column.title));
  const cell = (text: string, weight: 'Bolder' | 'Default', align: string | undefined) => ({
    type: 'TableCell',
    items: [
      {
        type: 'TextBlock',
        text: markdownText(text) || '–',
        wrap: true,
        weight,
        ...(align === 'right' && { horizontalAlignment: 'Right' }),
      },
    ],
  });
  const rowOf = (texts: string[], weight: 'Bolder' | 'Default') => ({
    type: 'TableRow',
    cells: table.columns.map((column, index) => cell(texts[index] ?? '', weight, column.align)),
  });
  const elements: Json[] = [
    {
      type: 'Table',
      firstRowAsHeader: true,
      columns: titles.map((title, index) => ({
        width: columnWidth([title, ...table.rows.map((row) => row[index] ?? '')], index === 0),
      })),
      rows: [rowOf(titles, 'Bolder'), ...table.rows.map((row) => rowOf(row, 'Default'))],
      fallback: {
        type: 'Container',
        items: table.rows.map((row) =>
          rich([run(titles.map((title, index) => `${title}: ${oneLine(row[index] ?? '–')}`).join(' · '))]),
        ),
      },
    },
  ];
  if (table.more > 0) {
    const text = `and ${table.more} more ${table.more === 1 ? 'line' : 'lines'}`;
    elements.push(rich([{ ...run(text), isSubtle: true }]));
  }
  return elements;
}

/** Weighed by the longest word: narrow clients break a word that does not fit, and an amount in two misleads. */
function columnWidth(texts: string[], isWordy: boolean): number {
  const words = texts.flatMap((text) => oneLine(text).split(' '));
  const letters = Math.min(14, Math.max(4, ...words.map((word) => word.length))) + 2;
  return isWordy ? Math.ceil(letters * 1.3) : letters;
}

/** More than Teams draws in one row: the options' buttons stand under their lines instead of in the overflow menu. */
const isCrowded = (card: Card): boolean => card.actions.length > limits.teams.actions - (card.link ? 1 : 0);

function rootButtons(card: Card): CardButton[] {
  if (!isCrowded(card)) return card.actions;
  const main = card.actions.filter((button) => !button.isMinor);
  return [...main.slice(0, limits.card.visibleActions), ...card.actions.filter((button) => button.isMinor)];
}

function rootActions(card: Card): Json[] {
  const rendered = rootButtons(card).map((button, index) => ({
    ...press(button, card),
    ...((button.isMinor || index >= limits.card.visibleActions) && { mode: 'secondary' }),
  }));
  const open = card.link && {
    type: 'Action.OpenUrl',
    title: cut(oneLine(card.link.label), limits.slack.buttonText),
    url: card.link.url,
    ...(rendered.length > 0 && { mode: 'secondary' }),
  };
  return [...rendered, ...(open ? [open] : [])];
}
