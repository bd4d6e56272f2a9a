/** Blocks and elements that every Slack message of ours is made of. Texts that come in as `raw` are escaped here. */
import type { Button, ConfirmationDialog, ContextBlock, SectionBlock } from '@slack/web-api';
import type { CardButton } from './card.ts';
import { limits } from './limits.ts';
import { plain } from './slackText.ts';
import { cut, oneLine } from './text.ts';

const max = limits.slack;

/** `text` is rendered mrkdwn. */
export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', verbatim: true, text: sized(text) },
});

/** `texts` are rendered mrkdwn. */
export const contextBlock = (texts: string[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, max.contextElements).map((text) => ({
    type: 'mrkdwn',
    verbatim: true,
    text: sized(text),
  })),
});

/** Rendered mrkdwn is cut between lines only: a cut inside could bring half a token to life. */
function sized(text: string): string {
  if (!text.trim()) return '–';
  if (text.length <= max.section) return text;
  const kept: string[] = [];
  let left = max.section - 2;
  for (const line of text.split('\n')) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return `${kept.join('\n')}\n…`;
}

/** Rendered lines in as few sections as hold them. */
export function sections(lines: string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < max.section) {
      texts[texts.length - 1] = `${last}\n${line}`;
    } else texts.push(line);
  }
  return texts.map(section);
}

export function buttonElement(button: CardButton): Button {
  return {
    type: 'button',
    action_id: button.verb,
    text: plain(button.label, max.buttonText),
    value: JSON.stringify(button.data),
    ...(button.style !== 'default' && { style: button.style }),
    ...(button.spoken && { accessibility_label: cut(oneLine(button.spoken), max.accessibilityLabel) }),
    ...(button.confirm && { confirm: confirmDialog(button, button.confirm) }),
  };
}

function confirmDialog(button: Pick<CardButton, 'label' | 'style'>, raw: string): ConfirmationDialog {
  return {
    title: plain(`${button.label}?`, max.confirmTitle),
    text: plain(raw, max.confirmText),
    confirm: plain(button.label, max.confirmButton),
    deny: plain('Go Back', max.confirmButton),
    ...(button.style === 'danger' && { style: 'danger' as const }),
  };
}
