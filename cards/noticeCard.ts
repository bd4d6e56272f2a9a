/** Short messages of the bot (reminder, digest, word of a substitute's decision) for both products. */
import type { KnownBlock } from '@slack/web-api';
import type { Notice } from '#core/model/batch.ts';
import { limits } from './limits.ts';
import { contextBlock, section, sections } from './slackParts.ts';
import { bold, inline, plain, slackText } from './slackText.ts';
import { adaptiveCard, fitsTeams, heading, type Json, rich, run } from './teamsParts.ts';
import { runText } from './teamsText.ts';
import { cut, fit, oneLine } from './text.ts';

/** Cut to what people take in; `scale` below 1 cuts harder, for a product's total limit. */
function trim(notice: Notice, scale: number): Notice {
  const { sections: most, lines, line } = limits.notice;
  const perSection = Math.max(1, Math.floor(lines * scale));
  return {
    title: cut(oneLine(notice.title), limits.card.title) || 'Word from Unhold',
    sections: notice.sections.slice(0, most).map((one) => {
      const kept = one.lines.slice(0, perSection).map((text) => cut(oneLine(text), line));
      const more = one.lines.length - kept.length;
      return {
        heading: one.heading && cut(oneLine(one.heading), limits.card.title),
        lines: [...kept.filter(Boolean), ...(more > 0 ? [`and ${more} more`] : [])],
      };
    }),
    footer: notice.footer && cut(oneLine(notice.footer), limits.card.line),
  };
}

const scales = [1, 0.4, 0.2, 0.05];

/** `text` is what notifications say. */
export function noticeToBlockKit(notice: Notice): { text: string; blocks: KnownBlock[] } {
  const { title } = trim(notice, 1);
  let blocks: KnownBlock[] = [];
  for (const scale of scales) {
    blocks = slackBlocks(trim(notice, scale));
    if (JSON.stringify(blocks).length <= limits.slack.allBlocks) break;
  }
  return { text: fit(title, limits.slack.text, slackText), blocks };
}

function slackBlocks({ title, sections: parts, footer }: Notice): KnownBlock[] {
  const blocks: KnownBlock[] = [
    title.length > limits.slack.header
      ? section(bold(title))
      : { type: 'header', text: plain(title, limits.slack.header) },
  ];
  for (const { heading: head, lines } of parts) {
    const listed =
      lines.length > 1 ? lines.map((one) => `• ${inline(one)}`) : lines.map((one) => inline(one));
    const texts = [...(head ? [bold(head)] : []), ...listed].filter(Boolean);
    if (texts.length > 0) blocks.push(...sections(texts));
  }
  if (footer) blocks.push(contextBlock([inline(footer)]));
  return blocks.slice(0, limits.slack.blocks);
}

/** `summary` is what notifications say. */
export function noticeToAdaptiveCard(notice: Notice): { card: Json; summary: string } {
  const { title } = trim(notice, 1);
  let card: Json = {};
  for (const scale of scales) {
    card = teamsCard(trim(notice, scale));
    if (fitsTeams(card)) break;
  }
  return { card, summary: cut(runText(title), limits.teams.summary) };
}

function teamsCard({ title, sections: parts, footer }: Notice): Json {
  const body = [heading(title)];
  for (const { heading: head, lines } of parts) {
    if (head) body.push(rich([{ ...run(head), weight: 'Bolder' }]));
    const mark = lines.length > 1 ? '• ' : '';
    for (const one of lines) body.push(rich([run(`${mark}${one}`)], 'Small'));
  }
  if (footer) {
    body.push({ ...rich([{ ...run(footer), isSubtle: true, size: 'Small' }]), separator: true });
  }
  return adaptiveCard(title, body, []);
}
