/** Microsoft's own renderer draws the Teams cards; this component only feeds it and listens. */
import { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SubmitAction, Table } from 'adaptivecards';
import { h, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { asRecord, asText, type Json } from '../client/json.ts';
import { richToHtml, safeHref } from '../client/rich.ts';
import { scrolling } from '../client/useStore.ts';
import { withDates } from './dates.ts';
import { hostConfig, type Theme } from './hostConfig.ts';
import { parseMarkdown } from './markdown.ts';

export interface CardProps {
  card: Json;
  theme: Theme;
  timeZone: string;
  /** The action under way, or null. */
  busy: string | null;
  /** `action`: the id as the card has it, else the verb. `inputs`: what was typed, by input id. */
  press(action: string, inputs: Record<string, string>): void;
}

const named = (action: ExecuteAction | SubmitAction): string =>
  action.id || (action instanceof ExecuteAction ? action.verb : '') || asText(asRecord(action.data)['verb']);

function draw(
  json: Json,
  theme: Theme,
  press: CardProps['press'],
): { card: AdaptiveCard; element: HTMLElement } {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig(theme));
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) {
      const href = safeHref(action.url ?? '');
      if (href) window.open(href, '_blank', 'noopener,noreferrer');
    } else if (action instanceof ExecuteAction || action instanceof SubmitAction) {
      const inputs: Record<string, string> = {};
      for (const input of Object.values(action.getReferencedInputs() ?? {})) {
        const value: unknown = input.value;
        if (input.id) inputs[input.id] = value === undefined || value === null ? '' : String(value);
      }
      press(named(action), inputs);
    }
  };
  card.onInlineCardExpanded = (action, isExpanded) => {
    if (!isExpanded) return;
    const opened = action.card.renderedElement;
    requestAnimationFrame(() => opened?.scrollIntoView({ block: 'nearest', behavior: scrolling() }));
  };
  card.parse(json);
  return { card, element: card.render() ?? document.createElement('div') };
}

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = richToHtml(parseMarkdown(text));
  result.didProcess = true;
};
// The package is free of side effects for bundlers: naming the class keeps the table element in the bundle.
const keeps = [Table];

export function CardView({ card: json, theme, timeZone, busy, press }: CardProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<AdaptiveCard | null>(null);
  const latest = useRef(press);
  latest.current = press;
  const text = JSON.stringify(withDates(json, timeZone));

  // Drawn again only when the card itself changes, so that half-typed inputs and open parts survive other news.
  useLayoutEffect(() => {
    const { card, element } = draw(JSON.parse(text) as Json, theme, (action, inputs) =>
      latest.current(action, inputs),
    );
    drawn.current = card;
    host.current?.replaceChildren(element);
    return () => card.releaseDOMResources();
  }, [text, theme]);

  useEffect(() => {
    for (const action of drawn.current?.getAllActions() ?? []) {
      const button = action.renderedElement;
      if (!(button instanceof HTMLButtonElement)) continue;
      const acts = action instanceof ExecuteAction || action instanceof SubmitAction;
      const working = busy !== null && acts && named(action) === busy;
      button.disabled = (busy !== null && !working) || !action.isEnabled;
      button.setAttribute('aria-busy', String(working));
      button.classList.toggle('is-working', working);
    }
  }, [busy, text, theme]);

  return h('div', { class: 'tm-card', ref: host, 'data-elements': keeps.length });
}
