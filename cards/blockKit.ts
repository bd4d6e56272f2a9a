/** The card as a Slack message: Block Kit, docs.slack.dev/reference/block-kit. */
import type { ActionsBlock, ContextBlock, KnownBlock, Overflow, TableBlock } from '@slack/web-api';
import { writeMarker } from './actions.ts';
import { type Card, type CardButton, trim } from './card.ts';
import { limits } from './limits.ts';
import { buttonElement, contextBlock, section } from './slackParts.ts';
import { bold, inline, link, moments, plain, quoteBlock, slackText, strike } from './slackText.ts';
import { fit, type Line, oneLine } from './text.ts';

const max = limits.slack;

/** `text` is what notifications and screen readers say; `blocks` the card. */
export function toBlockKit(card: Card): { text: string; blocks: KnownBlock[] } {
  let rendered = render(card);
  for (const scale of [0.6, 0.35, 0.15, 0.05]) {
    if (JSON.stringify(rendered.blocks).length <= max.allBlocks) break;
    rendered = render(trim(card, scale));
  }
  return rendered;
}

function render(card: Card): { text: string; blocks: KnownBlock[] } {
  const blocks = [...head(card), ...body(card), ...controls(card)];
  const tail = [context(card)];
  const room = max.blocks - tail.length;
  const shown =
    blocks.length > room
      ? [...blocks.slice(0, room - 1), section('The rest of this card did not fit.')]
      : blocks;
  return { text: fit(card.summary, max.text, slackText), blocks: [...shown, ...tail] };
}

function head(card: Card): KnownBlock[] {
  const title = oneLine(card.title) || card.number || 'Exception';
  const blocks: KnownBlock[] = [
    { type: 'header', block_id: writeMarker(marker(card)), text: plain(title, max.header) },
  ];
  if (title.length > max.header) blocks.push(section(bold(title)));
  if (card.proposal) {
    blocks.push(
      section(card.proposal.struck ? strike(card.proposal.text) : `Was: ${inline(card.proposal.text)}`),
    );
  }
  if (card.record.length > 0) blocks.push(section(lines(card, card.record)));
  const stake = [card.stake ? bold(card.stake) : '', card.due ? moments(card.due, card) : ''];
  if (stake.some(Boolean)) blocks.push(section(stake.filter(Boolean).join('\n')));
  if (card.undo) blocks.push(section(moments(card.undo, card)));
  if (card.related) blocks.push(contextBlock([inline(card.related)]));
  if (card.status === 'acting') blocks.push(section(bold('Working…')));
  for (const notice of card.notices) blocks.push(section(`${bold('Note:')} ${inline(notice)}`));
  if (card.approvals.length > 0) blocks.push(section(lines(card, card.approvals)));
  if (card.steps.length > 0) blocks.push(section(card.steps.map(stepLine).join('\n')));
  return blocks;
}

function body(card: Card): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  if (card.facts.length > 0) {
    blocks.push({
      type: 'section',
      fields: card.facts.slice(0, max.fields).map((fact) => ({
        type: 'mrkdwn',
        verbatim: true,
        text: `${bold(fact.label)}\n${fact.tone === 'bad' ? bold(fact.value) : inline(fact.value || '–')}`,
      })),
    });
  }
  const table = card.table && tableBlock(card.table);
  if (card.table && table) {
    blocks.push(table);
    const { more } = card.table;
    if (more > 0) blocks.push(contextBlock([`and ${more} more ${more === 1 ? 'line' : 'lines'}`]));
  }
  if (card.why) {
    blocks.push(section(`${bold('Why')}\n${fit(card.why.text || '–', 2800, slackText)}`));
    const plainSources = card.why.citations.filter((citation) => !citation.quote && !citation.open);
    for (const citation of card.why.citations) {
      if (plainSources.includes(citation)) continue;
      const source = inline(citation.source);
      blocks.push({
        ...section(citation.quote ? `${quoteBlock(citation.quote)}\n${source}` : source),
        ...(citation.open && { accessory: buttonElement(citation.open) }),
      });
    }
    if (plainSources.length > 0) {
      blocks.push(section(plainSources.map((citation) => `Source: ${inline(citation.source)}`).join('\n')));
    }
    blocks.push(
      contextBlock([card.why.by, ...(card.why.note ? [card.why.note] : [])].map((one) => inline(one))),
    );
  }
  for (const question of card.questions) {
    const answer = question.answer
      ? `\n${bold('Answer')}${question.answeredAt ? ` (${moments([{ at: question.answeredAt }], card)})` : ''}\n${quoteBlock(question.answer)}`
      : '\nNo answer yet.';
    blocks.push(section(`${bold(question.asked)}\n${quoteBlock(question.text)}${answer}`));
  }
  return blocks;
}

function controls(card: Card): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  const shown = limits.card.visibleActions;
  if (card.unsure) {
    blocks.push(section(bold(card.unsure.line)), {
      type: 'actions',
      elements: card.unsure.buttons.map(buttonElement),
    });
  }
  if (card.form) {
    blocks.push({ ...section(inline(card.form.line)), accessory: buttonElement(card.form.button) });
  }
  for (const candidate of card.candidates) {
    blocks.push({
      ...section(`${bold(candidate.label)}\n${inline(candidate.why)}`),
      accessory: buttonElement(candidate.button),
    });
  }
  if (card.blocked) blocks.push(section(`${bold('No one-click approval:')} ${inline(card.blocked)}`));
  for (const option of card.options) {
    const amount = option.amount ? ` (${inline(option.amount)})` : '';
    const text = `${bold(option.label)}${amount}: ${inline(option.consequence)}`;
    blocks.push(section(option.approval ? `${text}\n${inline(option.approval)}` : text));
  }
  if (card.approval) blocks.push(section(inline(card.approval)));
  const main = card.actions.filter((button) => !button.isMinor);
  const rest = [...main.slice(shown), ...card.actions.filter((button) => button.isMinor)];
  const inMenu = rest
    .filter((button) => !button.confirm && overflowOption(button) !== null)
    .slice(0, max.overflowOptions);
  const menu = overflow(inMenu);
  const row: ActionsBlock['elements'] = [...main.slice(0, shown).map(buttonElement), ...(menu ? [menu] : [])];
  const alone = rest.filter((button) => !inMenu.includes(button)).map(buttonElement);
  for (const elements of [row, alone]) if (elements.length > 0) blocks.push({ type: 'actions', elements });
  return blocks;
}

function context(card: Card): ContextBlock {
  const parts = [moments(card.context, card)];
  if (card.link) parts.push(link(card.link.url, card.link.label));
  return contextBlock(parts);
}

function tableBlock(table: NonNullable<Card['table']>): TableBlock | null {
  const width = table.columns.length;
  if (width === 0 || table.rows.length === 0) return null;
  const cell = (text: string | undefined) => ({
    type: 'raw_text' as const,
    text: oneLine(text ?? '') || '–',
  });
  const header = table.columns.map((column) => cell(column.title));
  const rows = table.rows.map((row) => table.columns.map((_, index) => cell(row[index])));
  return {
    type: 'table',
    column_settings: table.columns.map((column, index) => ({
      align: column.align ?? 'left',
      is_wrapped: index === 0,
    })),
    rows: [header, ...rows],
  };
}

const marker = (card: Card) => ({
  id: card.exceptionId,
  number: card.number,
  version: card.version,
  status: card.status,
});

/** Entries of a menu share one confirm dialog: a button that needs one stands by itself. */
function overflow(buttons: CardButton[]): Overflow | null {
  const options = buttons.map(overflowOption).filter((option) => option !== null);
  return options.length > 0 ? { type: 'overflow', action_id: 'more', options } : null;
}

/** An overflow entry names its verb in its value; null when that does not fit. */
function overflowOption(button: CardButton) {
  const value = JSON.stringify({ ...button.data, a: button.verb });
  return value.length > max.overflowValue ? null : { text: plain(button.label, max.optionText), value };
}

const stepLine = (step: Card['steps'][number]) =>
  `${bold(`${step.state}:`)} ${inline(step.title)}${step.note ? ` (${inline(step.note)})` : ''}`;

const lines = (card: Card, all: Line[]) => all.map((line) => moments(line, card)).join('\n');
