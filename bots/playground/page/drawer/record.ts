/** The record of one exception: who did what when, and the hash that chains it. */
import { h, type JSX } from 'preact';
import type { PlaygroundRecord } from '../../state.ts';
import { casesOf, statusWords } from '../client/cases.ts';
import { stamp } from '../client/format.ts';
import { type Seen, useStore } from '../client/useStore.ts';

export function RecordTab({ seen }: { seen: Seen }): JSX.Element {
  const { store, view } = useStore();
  const cases = casesOf(seen.data, seen.tenant.id);
  const records = seen.data.records.filter((r) => r.tenant === seen.tenant.id);
  // Without a choice: the exception in which something happened last.
  const newest = [...records]
    .sort((a, b) => b.seq - a.seq)
    .find((r) => cases.some((c) => c.id === r.exception));
  const chosen =
    cases.find((c) => c.id === view.exception) ?? cases.find((c) => c.id === newest?.exception) ?? cases[0];
  if (!chosen) {
    return h('div', { class: 'empty' }, [
      h('p', null, 'No exception yet.'),
      h(
        'p',
        null,
        'Everything that happens to a stuck order is recorded here, from the first signal to the last reply.',
      ),
    ]);
  }
  const entries = records.filter((r) => r.exception === chosen.id).sort((a, b) => a.seq - b.seq);
  return h('div', { class: 'record' }, [
    h('label', { class: 'record-choice' }, [
      h('span', null, 'Exception'),
      h(
        'select',
        {
          value: chosen.id,
          onChange: (event: Event) =>
            store.show({ exception: (event.currentTarget as HTMLSelectElement).value }),
        },
        cases.map((c) => h('option', { key: c.id, value: c.id }, `${c.number} · ${c.headline}`)),
      ),
    ]),
    h('p', { class: 'record-status' }, [
      h('span', { class: `state is-${chosen.open ? 'warn' : 'calm'}` }, statusWords(chosen.status)),
      h(
        'span',
        null,
        `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}, each chained to the one before`,
      ),
    ]),
    h(
      'ol',
      { class: 'timeline' },
      entries.map((entry) => row(entry, seen)),
    ),
    h('p', { class: 'fine' }, [
      'Verify the chain yourself: ',
      h('code', null, 'npm run -s unhold -- audit verify'),
    ]),
  ]);
}

const row = (entry: PlaygroundRecord, seen: Seen): JSX.Element =>
  h('li', { key: entry.seq }, [
    h('p', { class: 'entry-head' }, [
      h('b', null, entry.actor),
      h('time', { dateTime: entry.at }, stamp(entry.at, seen.data.now, seen.tenant.timeZone)),
    ]),
    h('p', { class: 'entry-text' }, entry.sentence),
    h('p', { class: 'entry-foot' }, [
      h('span', null, entry.event.replace(/[._]/g, ' ')),
      h(
        'code',
        { title: `Hash of entry ${entry.seq}: ${entry.hash}` },
        `#${entry.seq} ${entry.hash.slice(0, 10)}`,
      ),
    ]),
  ]);
