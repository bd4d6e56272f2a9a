/**
 * Formatted text as a tree, between the parsers (Slack mrkdwn, Teams Markdown) and the screen. What people or strangers
 * wrote only ever becomes text nodes, so it cannot become HTML.
 */
import { type ComponentChild, h } from 'preact';

export type Rich =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote' | 'paragraph'; children: Rich[] }
  | { kind: 'code' | 'pre'; text: string }
  | { kind: 'link'; href: string; children: Rich[] }
  | { kind: 'mention'; text: string }
  | { kind: 'time'; iso: string; text: string }
  | { kind: 'list'; ordered: boolean; items: Rich[][] }
  | { kind: 'break' };

/** Longer text is cut before it is parsed; both products allow far less in one field. */
export const longestText = 12_000;

/** The address when it may be opened from a card (http, https, mailto), else null. Our own paths count as http. */
export function safeHref(href: string): string | null {
  const trimmed = href.trim();
  if (/^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(trimmed)) return trimmed;
  return /^\/(?!\/)[^\s<>"\\]*$/.test(trimmed) ? trimmed : null;
}

const tags = { bold: 'b', italic: 'i', strike: 's', quote: 'blockquote', paragraph: 'p' } as const;

export function richToVNodes(nodes: Rich[]): ComponentChild[] {
  return nodes.map((node) => {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'break':
        return h('br', null);
      case 'code':
        return h('code', null, node.text);
      case 'pre':
        return h('pre', null, node.text);
      case 'mention':
        return h('span', { class: 'mention' }, node.text);
      case 'time':
        return h('time', { dateTime: node.iso }, node.text);
      case 'link':
        return h(
          'a',
          { href: node.href, target: '_blank', rel: 'noopener noreferrer' },
          richToVNodes(node.children),
        );
      case 'list':
        return h(
          node.ordered ? 'ol' : 'ul',
          null,
          node.items.map((item) => h('li', null, richToVNodes(item))),
        );
      default:
        return h(tags[node.kind], null, richToVNodes(node.children));
    }
  });
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c);

/** HTML for the one renderer that takes nothing else (`adaptivecards`). Every text and address is escaped. */
export function richToHtml(nodes: Rich[]): string {
  return nodes
    .map((node): string => {
      switch (node.kind) {
        case 'text':
        case 'mention':
        case 'time':
          return escapeHtml(node.text);
        case 'break':
          return '<br>';
        case 'code':
        case 'pre':
          return `<${node.kind}>${escapeHtml(node.text)}</${node.kind}>`;
        case 'link':
          return `<a href="${escapeHtml(node.href)}" rel="noopener noreferrer">${richToHtml(node.children)}</a>`;
        case 'list': {
          const tag = node.ordered ? 'ol' : 'ul';
          return `<${tag}>${node.items.map((item) => `<li>${richToHtml(item)}</li>`).join('')}</${tag}>`;
        }
        default:
          return `<${tags[node.kind]}>${richToHtml(node.children)}</${tags[node.kind]}>`;
      }
    })
    .join('');
}
