/** A batch as an Adaptive Card for Teams: one list of boxes, sent along with the button. */
import type { BatchView } from '#core/model/batch.ts';
import { inputs, writeBatchMarker } from './actions.ts';
import { type BatchCard, batchCard, moreOpenLine, moreSettledLine } from './batchCard.ts';
import { limits } from './limits.ts';
import { adaptiveCard, fitsTeams, heading, type Json, press, rich, run } from './teamsParts.ts';
import { markdownText, runs, runText } from './teamsText.ts';
import { cut } from './text.ts';

const rooms = [
  { items: 50, settled: 50, label: 160, detail: 160 },
  { items: 50, settled: 50, label: 100, detail: 0 },
  { items: 30, settled: 20, label: 60, detail: 0 },
];

/** `say`: what this person is told of their press, above everything else. `summary` is what notifications say. */
export function batchToAdaptiveCard(view: BatchView, say = ''): { card: Json; summary: string } {
  let card = batchCard(view);
  let rendered: Json = {};
  for (const room of rooms) {
    card = batchCard(view, room);
    rendered = render(card, say);
    if (fitsTeams(rendered)) break;
  }
  return { card: rendered, summary: cut(runText(card.summary), limits.teams.summary) };
}

function render(card: BatchCard, say: string): Json {
  const small = { isSubtle: true, size: 'Small' } as const;
  const body: Json[] = [heading(card.title, writeBatchMarker({ id: card.batchId, open: card.open }))];
  if (say) body.push({ type: 'Container', style: 'emphasis', items: [rich([run(cut(say, 2000))])] });
  if (card.stake) body.push(rich([{ ...run(card.stake), weight: 'Bolder' }]));
  if (card.due) body.push(rich(runs(card.due, card), 'None'));
  for (const one of card.settled) {
    body.push(rich([{ ...run(`${one.label}: `), weight: 'Bolder' }, run(one.note)], 'Small'));
  }
  if (card.moreSettled > 0) body.push(rich([{ ...run(moreSettledLine(card)), ...small }], 'Small'));
  if (card.boxes.length > 0) body.push(boxes(card));
  if (card.moreOpen > 0) body.push(rich([{ ...run(moreOpenLine(card)), ...small }], 'Small'));
  if (card.option) {
    const { label, consequence } = card.option;
    body.push(
      rich([{ ...run(`${label}: `), weight: 'Bolder' }, run(consequence || 'for every checked case')]),
    );
    if (card.approval) body.push(rich([{ ...run(card.approval), ...small }], 'None'));
  }
  body.push({ ...rich(runs(card.context, card, small)), separator: true });
  return adaptiveCard(card.summary, body, card.button ? [press(card.button)] : []);
}

/** Its value is the checked cases with commas between them. */
const boxes = (card: BatchCard): Json => ({
  type: 'Input.ChoiceSet',
  id: inputs.items,
  label: 'Which of them?',
  style: 'expanded',
  isMultiSelect: true,
  wrap: true,
  value: card.boxes
    .filter((box) => box.checked)
    .map((box) => box.value)
    .join(','),
  choices: card.boxes.map((box) => ({
    title: markdownText(box.detail ? `${box.label}: ${box.detail}` : box.label) || '–',
    value: box.value,
  })),
});
