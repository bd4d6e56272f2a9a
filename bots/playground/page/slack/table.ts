import { h, type JSX } from 'preact';
import { asList, asRecord, asRecords, asText, type Json } from '../client/json.ts';
import { richToVNodes } from '../client/rich.ts';
import type { MrkdwnContext } from './mrkdwn.ts';
import { richTextBlock } from './richText.ts';

/** Slack's table block: the first row is the header; cells are `raw_text` or `rich_text`. */
export function tableBlock(block: Json, key: string, context: MrkdwnContext): JSX.Element {
  const settings = asRecords(block['column_settings']);
  const [head, ...rows] = asList(block['rows']).map((row) => asRecords(row));
  const align = (column: number) => asText(settings[column]?.['align']) || 'left';
  const cell = (tag: 'th' | 'td', value: Json, column: number) =>
    h(
      tag,
      { class: `is-${align(column)}`, ...(tag === 'th' ? { scope: 'col' as const } : {}) },
      value['type'] === 'rich_text'
        ? richToVNodes(richTextBlock(value, context))
        : String(asRecord(value)['text'] ?? ''),
    );
  return h(
    'div',
    { class: 'sk-table', key, tabIndex: 0, role: 'region', 'aria-label': 'Table' },
    h('table', null, [
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          (head ?? []).map((value, i) => cell('th', value, i)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            row.map((value, i) => cell('td', value, i)),
          ),
        ),
      ),
    ]),
  );
}
