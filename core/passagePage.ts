import { html, raw } from 'hono/html';
import type { Passage } from './ports.ts';

const style = `
:root { color-scheme: light dark; --ink: #1d1c24; --paper: #fdfcfa; --mark: #ffe9a8; --quiet: #6b6875; }
@media (prefers-color-scheme: dark) { :root { --ink: #ebe9f2; --paper: #17161c; --mark: #5c4a12; --quiet: #a09cae; } }
body { font: 16px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .25rem; } p.meta { color: var(--quiet); margin: 0 0 2rem; }
pre { white-space: pre-wrap; font: inherit; margin: 0; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; padding: .15em .1em; border-radius: 3px; scroll-margin-top: 30vh; }`;

const page = (
  title: string,
  body: unknown,
) => html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(style)}</style></head>
<body><main>${body}</main></body></html>`;

/** The whole document with the passage marked; `#passage` scrolls to it. */
export const passagePage = (passage: Passage, text: string) =>
  page(
    passage.document,
    html`<h1>${passage.document}</h1>
<p class="meta">${passage.clause} · version ${passage.version} · effective ${passage.effectiveFrom}${passage.effectiveTo ? ` to ${passage.effectiveTo}` : ''}</p>
<pre>${text.slice(0, passage.start)}<mark id="passage">${text.slice(passage.start, passage.end)}</mark>${text.slice(passage.end)}</pre>`,
  );

export const signInPage = (why: string) =>
  page(
    'Unhold',
    html`<h1>${why}</h1><p>Press “Open Clause” on the card in Slack or Teams: you get a personal link that is valid for 15 minutes.</p>`,
  );
