/** A batch as a Slack message: boxes in groups of ten, and one button that sends which are checked. */
import type { ActionsBlock, KnownBlock } from '@slack/web-api';
import type { BatchView } from '#core/model/batch.ts';
import { inputs, writeBatchMarker } from './actions.ts';
import { type BatchCard, batchCard, moreOpenLine, moreSettledLine } from './batchCard.ts';
import { limits } from './limits.ts';
import { buttonElement, contextBlock, section, sections } from './slackParts.ts';
import { bold, inline, moments, plain, slackText } from './slackText.ts';
import { fit } from './text.ts';

const max = limits.slack;

/** From roomy to tight. Each box stands twice in the message when it is checked, and all blocks have one limit. */
const rooms = [
  { items: 50, settled: 50, label: 75, detail: 75 },
  { items: 50, settled: 50, label: 75, detail: 0 },
  { items: 40, settled: 20, label: 60, detail: 0 },
  { items: 30, settled: 10, label: 50, detail: 0 },
  { items: 20, settled: 10, label: 40, detail: 0 },
  { items: 10, settled: 5, label: 30, detail: 0 },
];

/** `text` is what notifications and screen readers say; `blocks` the card. */
export function batchToBlockKit(view: BatchView): { text: string; blocks: KnownBlock[] } {
  let card = batchCard(view);
  let blocks: KnownBlock[] = [];
  for (const room of rooms) {
    card = batchCard(view, room);
    blocks = render(card);
    if (JSON.stringify(blocks).length <= max.allBlocks) break;
  }
  return { text: fit(card.summary, max.text, slackText), blocks };
}

function render(card: BatchCard): KnownBlock[] {
  const blocks: KnownBlock[] = [
    {
      type: 'header',
      block_id: writeBatchMarker({ id: card.batchId, open: card.open }),
      text: plain(card.title, max.header),
    },
  ];
  if (card.title.length > max.header) blocks.push(section(bold(card.title)));
  const stake = [card.stake ? bold(card.stake) : '', card.due ? moments(card.due, card) : ''];
  if (stake.some(Boolean)) blocks.push(section(stake.filter(Boolean).join('\n')));
  blocks.push(...sections(card.settled.map((one) => `${bold(one.label)}: ${inline(one.note)}`)));
  if (card.moreSettled > 0) blocks.push(contextBlock([moreSettledLine(card)]));
  for (let start = 0; start < card.boxes.length; start += max.checkboxes) blocks.push(boxes(card, start));
  if (card.moreOpen > 0) blocks.push(contextBlock([moreOpenLine(card)]));
  if (card.option) {
    const { label, consequence } = card.option;
    const lines = [
      `${bold(label)}: ${inline(consequence || 'for every checked case')}`,
      inline(card.approval),
    ];
    blocks.push(section(lines.filter(Boolean).join('\n')));
  }
  if (card.button) blocks.push({ type: 'actions', elements: [buttonElement(card.button)] });
  blocks.push(contextBlock([moments(card.context, card)]));
  return blocks;
}

/**
 * A client keeps what was checked for as long as the block's id stays the same: it changes with what is offered.
 * docs.slack.dev/reference/block-kit/blocks/actions-block
 */
function boxes(card: BatchCard, start: number): ActionsBlock {
  const shown = card.boxes.slice(start, start + max.checkboxes).map((box) => ({
    checked: box.checked,
    option: {
      text: plain(box.label, max.optionText),
      value: box.value,
      ...(box.detail && { description: plain(box.detail, max.optionText) }),
    },
  }));
  const checked = shown.filter((box) => box.checked).map((box) => box.option);
  return {
    type: 'actions',
    block_id: `${inputs.items}:${start / max.checkboxes}:${card.offer}`,
    elements: [
      {
        type: 'checkboxes',
        action_id: inputs.items,
        options: shown.map((box) => box.option),
        ...(checked.length > 0 && { initial_options: checked }),
      },
    ],
  };
}
