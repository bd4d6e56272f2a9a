import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchItem, BatchView, Notice } from '#core/model/batch.ts';
import { readBatchMarker, readCardAction, readCheckedItems, readMarker } from './actions.ts';
import { batchToAdaptiveCard } from './batchAdaptiveCard.ts';
import { batchToBlockKit } from './batchBlockKit.ts';
import { hostileText, objects } from './hostileText.ts';
import { limits } from './limits.ts';
import { noticeToAdaptiveCard, noticeToBlockKit } from './noticeCard.ts';
import { sampleBatch } from './sampleBatch.ts';

const item = sampleBatch.items[0]!;
const many = (count: number, more: Partial<BatchItem> = {}): BatchView => ({
  ...sampleBatch,
  items: Array.from({ length: count }, (_, index) => ({
    ...item,
    exceptionId: `${item.exceptionId}-${index}`,
    ...more,
  })),
});
const slackBoxes = (view: BatchView) =>
  [...objects(batchToBlockKit(view).blocks)].filter((one) => one['type'] === 'checkboxes') as {
    options: { value: string }[];
    initial_options?: { value: string }[];
  }[];
const teamsBoxes = (view: BatchView) =>
  [...objects(batchToAdaptiveCard(view).card)].find((one) => one['type'] === 'Input.ChoiceSet') as
    | { value: string; choices: { value: string }[] }
    | undefined;
const button = (view: BatchView) =>
  [...objects(batchToBlockKit(view).blocks)].find((one) => one['action_id'] === 'choose_several');

describe('a batch', () => {
  it('counts on its button what is checked beforehand', () => {
    const label = (view: BatchView) => (button(view)?.['text'] as { text: string } | undefined)?.text;
    expect(label(sampleBatch)).toBe('Approve 4 of 5');
    expect(label(many(3))).toBe('Approve 3');
    expect(label(many(3, { checked: false }))).toBe('Approve Checked');
    expect(label(many(3, { state: 'settled' }))).toBeUndefined();
    expect(JSON.stringify(batchToAdaptiveCard(sampleBatch).card)).toContain('"Approve 4 of 5"');
  });

  it('offers the same cases in both products, with the version that is shown', () => {
    const open = sampleBatch.items.filter((one) => one.state === 'open');
    const values = open.map((one) => `${one.exceptionId}:${one.version}`);
    const checked = open.filter((one) => one.checked).map((one) => `${one.exceptionId}:${one.version}`);
    const [slack] = slackBoxes(sampleBatch);
    expect(slack?.options.map((one) => one.value)).toEqual(values);
    expect(slack?.initial_options?.map((one) => one.value)).toEqual(checked);
    const teams = teamsBoxes(sampleBatch);
    expect(teams?.choices.map((one) => one.value)).toEqual(values);
    expect(teams?.value).toBe(checked.join(','));
    expect(readCheckedItems(teams?.value)).toHaveLength(4);
  });

  it('tells what became of the settled ones', () => {
    for (const text of [batchToBlockKit(sampleBatch), batchToAdaptiveCard(sampleBatch)].map((one) =>
      JSON.stringify(one),
    )) {
      expect(text).toContain('Released by Daniel Reyes on its own card');
    }
  });

  it('shows the boxes in groups of ten and says how many it left out', () => {
    expect(slackBoxes(many(12)).map((one) => one.options.length)).toEqual([10, 2]);
    const shown = slackBoxes(many(50)).flatMap((one) => one.options).length;
    expect(shown).toBeGreaterThanOrEqual(20);
    expect(JSON.stringify(batchToBlockKit(many(50)))).toContain(`${50 - shown} more wait`);
    expect(teamsBoxes(many(50))?.choices).toHaveLength(50);
  });

  it('says which batch it is and is no exception’s card', () => {
    const [first] = batchToBlockKit(sampleBatch).blocks;
    const body = batchToAdaptiveCard(sampleBatch).card['body'] as { id: string }[];
    for (const id of [first?.block_id, body[0]?.id]) {
      expect(readBatchMarker(id)).toEqual({ id: sampleBatch.batchId, open: 5 });
      expect(readMarker(id)).toBeNull();
    }
  });

  it('starts its boxes anew in Slack when other cases are offered', () => {
    const id = (view: BatchView) =>
      batchToBlockKit(view).blocks.find((one) => one.block_id?.startsWith('items:'))?.block_id;
    expect(id(sampleBatch)).toBe(id({ ...sampleBatch, updatedAt: '2026-11-23T16:00:00.000Z' }));
    expect(id(many(3))).not.toBe(id(many(4)));
    expect(id(many(3))).not.toBe(id(many(3, { version: 2 })));
  });

  it('carries the words about a press above everything else in Teams', () => {
    expect(JSON.stringify(batchToAdaptiveCard(sampleBatch, 'Approved 4 of 5.').card)).toContain(
      'Approved 4 of 5.',
    );
  });
});

describe('reading a pressed batch back', () => {
  it('knows the batch, and no exception', () => {
    const action = { kind: 'choose_several', batchId: 'b-1' };
    expect(readCardAction('choose_several', '{"b":"b-1"}')).toEqual(action);
    expect(readCardAction(null, { b: 'b-1', a: 'choose_several', items: 'x:1' })).toEqual(action);
    expect(
      readCardAction(button(sampleBatch)?.['action_id'] as string, button(sampleBatch)?.['value']),
    ).toEqual({
      ...action,
      batchId: sampleBatch.batchId,
    });
  });

  it.each([
    ['choose_several', { e: 'ex-1', v: 1 }],
    ['choose_several:x', { b: 'b-1' }],
    ['choose_several', { b: '' }],
    ['choose_several', { b: 'x'.repeat(201) }],
    ['choose:release', { b: 'b-1', v: 1 }],
    ['undo', { b: 'b-1', v: 1 }],
    ['undo', { e: 'ex-1' }],
    ['undo:x', { e: 'ex-1', v: 1 }],
  ])('refuses %s with %j', (name, data) => {
    expect(readCardAction(name, data)).toBeNull();
  });

  it('reads the checked cases of both products, each once', () => {
    const read = [
      { exceptionId: 'a', version: 1 },
      { exceptionId: 'b:c', version: 22 },
    ];
    expect(readCheckedItems(['a:1', 'b:c:22', 'a:9'])).toEqual(read);
    expect(readCheckedItems('a:1,b:c:22')).toEqual(read);
    expect(readCheckedItems('')).toEqual([]);
    expect(readCheckedItems([])).toEqual([]);
  });

  it('refuses what is malformed or more than a batch holds', () => {
    const numbered = (count: number) => Array.from({ length: count }, (_, index) => `ex-${index}:1`);
    expect(readCheckedItems(numbered(200))).toHaveLength(200);
    for (const values of [
      numbered(201),
      numbered(201).join(','),
      'x'.repeat(1e6),
      ['a'],
      ['a:'],
      [':1'],
      ['a:-1'],
      ['a:1e9'],
      ['a:1', 7],
      [`${'x'.repeat(150)}:1`],
      undefined,
      { a: 1 },
    ]) {
      expect(readCheckedItems(values)).toBeNull();
    }
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readCheckedItems(value);
        readBatchMarker(value);
      }),
    );
  });
});

const text = hostileText;
const id = fc.oneof(fc.uuid(), fc.constantFrom('', 'x'.repeat(300), 'a,b', '\ud800'), text);
const money = fc.record({ amount: text, currency: text });
const batch: fc.Arbitrary<BatchView> = fc.record({
  tenantId: id,
  batchId: id,
  headline: text,
  typeTitle: text,
  stakeSentence: text,
  waiting: fc.nat(500),
  items: fc.array(
    fc.record({
      exceptionId: id,
      version: fc.nat(1e6),
      label: text,
      detail: text,
      amount: money,
      checked: fc.boolean(),
      state: fc.constantFrom('open' as const, 'settled' as const),
      note: fc.option(text),
    }),
    { maxLength: 80 },
  ),
  option: fc.record({ id, label: text, consequence: text }),
  approval: text,
  dueAt: fc.option(fc.oneof(fc.constant('2026-11-23T15:00:00.000Z'), text)),
  settled: fc.boolean(),
  updatedAt: text,
  timeZone: text,
  locale: text,
});
const notice: fc.Arbitrary<Notice> = fc.record({
  title: text,
  sections: fc.array(fc.record({ heading: fc.option(text), lines: fc.array(text, { maxLength: 60 }) }), {
    maxLength: 20,
  }),
  footer: fc.option(text),
});
const runs = { numRuns: 120, endOnFailure: true };

describe('a batch or notice made of hostile text', () => {
  it('stays within what Slack takes, and no mention or link comes alive', () => {
    const messages = fc.oneof(batch.map(batchToBlockKit), notice.map(noticeToBlockKit));
    fc.assert(
      fc.property(messages, ({ text: said, blocks }) => {
        const ids = blocks.flatMap((block) => block.block_id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        expect(blocks.length).toBeLessThanOrEqual(limits.slack.blocks);
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(limits.slack.allBlocks);
        expect(said).not.toMatch(/[<>]/);
        for (const one of objects(blocks)) {
          if (one['type'] === 'checkboxes') {
            expect((one['options'] as unknown[]).length).toBeLessThanOrEqual(limits.slack.checkboxes);
            for (const option of one['options'] as { value: string; text: { text: string } }[]) {
              expect(option.value.length).toBeLessThanOrEqual(150);
              expect(option.text.text.length).toBeLessThanOrEqual(75);
              expect(readCheckedItems([option.value])).toHaveLength(1);
            }
          }
          if (one['type'] !== 'mrkdwn') continue;
          const part = String(one['text']).replace(
            /<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^|<>^]*>/g,
            '',
          );
          expect(part).not.toMatch(/[<>]|:\/\/|@\w|:[a-z_]+:|mailto:\w/);
          expect(part.length).toBeLessThanOrEqual(limits.slack.section);
        }
      }),
      runs,
    );
  });

  it('stays within what Teams takes, and no Markdown, link or function comes alive', () => {
    const cards = fc.oneof(
      fc.tuple(batch, text).map(([view, say]) => batchToAdaptiveCard(view, say)),
      notice.map(noticeToAdaptiveCard),
    );
    fc.assert(
      fc.property(cards, ({ card, summary }) => {
        expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(limits.teams.cardBytes);
        expect(summary.length).toBeLessThanOrEqual(limits.teams.summary);
        const all = [...objects(card)];
        const choices = all.flatMap((one) =>
          one['type'] === 'Input.ChoiceSet' ? (one['choices'] as { title: string }[]) : [],
        );
        const markdown = [
          ...all.filter((one) => one['type'] === 'TextBlock').map((one) => String(one['text'])),
          ...choices.map((one) => one.title),
          String(card['fallbackText']),
        ];
        const plain = all.filter((one) => one['type'] === 'TextRun').map((one) => String(one['text']));
        for (const part of markdown) expect(part).not.toMatch(/\]\(|\]\[|\]:|[*`~\\]|^(#|>|- |\d+\. )/);
        for (const part of [...markdown, ...plain, summary]) {
          expect(part).not.toMatch(/<[\w/!]|:\/\/|@\w|&#?\w+;|mailto:\w/);
          const known = /\{\{(DATE|TIME)\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(, SHORT)?\)\}\}/g;
          expect(part.replace(known, '')).not.toContain('{{');
        }
      }),
      runs,
    );
  });
});
