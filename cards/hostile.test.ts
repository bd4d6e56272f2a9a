import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Citation, ExceptionStatus, ExceptionView, Option } from '#core/model/exception.ts';
import { toAdaptiveCard } from './adaptiveCard.ts';
import { toBlockKit } from './blockKit.ts';
import { exceptionCard } from './exceptionCard.ts';
import { hostileText, objects } from './hostileText.ts';
import { limits } from './limits.ts';
import { sampleViews } from './sampleViews.ts';

const text = hostileText;
const id = fc.oneof(fc.constantFrom('release', 'x'.repeat(300), ''), fc.string({ maxLength: 30 }));
const when = fc.oneof(fc.constant('2026-11-23T15:00:00.000Z'), fc.constant('never'), text);
const money = fc.record({
  amount: fc.oneof(fc.constant('12.50'), text),
  currency: fc.oneof(fc.constant('EUR'), text),
});
const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 30 });
const citation: fc.Arbitrary<Citation> = fc.oneof(
  fc.record({
    kind: fc.constant('clause' as const),
    passageId: id,
    document: text,
    clause: text,
    effectiveFrom: text,
    quote: text,
    start: fc.nat(),
    end: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('price_row' as const),
    list: text,
    row: text,
    price: text,
    validFrom: fc.option(text),
  }),
  fc.record({ kind: fc.constant('policy' as const), version: fc.nat(), rule: text }),
);
const option: fc.Arbitrary<Option> = fc.record({
  id,
  label: text,
  style: fc.constantFrom('primary' as const, 'default' as const, 'danger' as const),
  action: fc.constantFrom(null, { kind: 'cancel_order' as const }),
  consequence: text,
  done: text,
  amount: money,
  confirm: fc.option(text),
  citations: list(citation),
  approval: fc.record({
    mode: fc.constantFrom('by_approval' as const, 'automatic' as const, 'by_hand' as const),
    needed: fc.nat(3),
    whoCan: list(text),
    rule: text,
  }),
  hash: text,
});
const view: fc.Arbitrary<ExceptionView> = fc.record({
  tenantId: id,
  exceptionId: id,
  number: text,
  type: text,
  typeTitle: text,
  version: fc.nat(1000),
  status: fc.constantFrom(...(Object.keys(sampleViews) as ExceptionStatus[])),
  headline: text,
  order: fc.option(
    fc.record({
      id,
      label: text,
      number: fc.option(text),
      reference: fc.option(text),
      customer: text,
      url: fc.constantFrom(null, 'javascript:alert(1)', 'https://erp.example/o?a=1&b=<|>', 'not a url'),
      company: text,
    }),
  ),
  facts: list(
    fc.record({ label: text, value: text, tone: fc.constantFrom('good' as const, 'bad' as const) }),
  ),
  table: fc.option(
    fc.record({
      columns: list(fc.record({ title: text, align: fc.constant('right' as const) })),
      rows: list(fc.array(text, { maxLength: 8 })),
    }),
  ),
  atStake: money,
  stakeSentence: text,
  dueAt: fc.option(when),
  why: fc.record({
    text,
    by: fc.constantFrom('rule' as const, 'model' as const),
    note: fc.option(text),
    citations: list(citation),
  }),
  options: list(option),
  blocked: fc.option(text),
  notices: list(text),
  approvals: fc.option(
    fc.record({
      needed: fc.nat(9),
      have: list(fc.record({ name: text, at: when, surface: text })),
      whoCan: list(text),
    }),
  ),
  candidates: list(fc.record({ orderId: id, label: text, why: text })),
  askable: list(fc.record({ id, name: text, title: text })),
  questions: list(
    fc.record({
      askedBy: text,
      askedOf: text,
      text,
      answer: fc.option(text),
      answeredAt: fc.option(when),
    }),
  ),
  record: fc.option(
    fc.record({
      sentence: text,
      by: fc.option(text),
      at: when,
      reason: fc.option(text),
      option: fc.option(text),
      erpSays: fc.option(text),
    }),
  ),
  steps: list(
    fc.record({
      title: text,
      status: fc.constantFrom(
        'pending' as const,
        'sent' as const,
        'applied' as const,
        'refused' as const,
        'unknown' as const,
      ),
      note: fc.option(text),
    }),
  ),
  related: list(
    fc.record({
      number: text,
      typeTitle: text,
      status: fc.constantFrom(...(Object.keys(sampleViews) as ExceptionStatus[])),
    }),
  ),
  undo: fc.option(fc.record({ label: text, until: when })),
  told: fc.option(
    fc.record({
      typeCandidates: list(fc.record({ type: id, title: text })),
      otherTypes: list(fc.record({ type: id, title: text })),
      form: fc.option(
        fc.record({
          file: text,
          read: fc.nat(9),
          of: fc.nat(9),
          questions: list(
            fc.record({
              name: fc.oneof(id, text),
              label: text,
              guess: fc.option(text),
              crop: fc.constantFrom(
                null,
                'javascript:alert(1)',
                'https://erp.example/crop?a=1&b=<|>',
                `https://erp.example/${'c'.repeat(2900)}`,
              ),
            }),
          ),
        }),
      ),
    }),
  ),
  priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
  actsAs: text,
  openedAt: when,
  updatedAt: when,
  source: fc.constantFrom('erp' as const, 'email' as const, 'edi' as const, 'policy' as const),
  timeZone: fc.oneof(fc.constant('Europe/Berlin'), text),
  locale: fc.oneof(fc.constant('de-DE'), text),
});

const textsOf = (value: unknown, types: string[]) =>
  [...objects(value)].filter((one) => types.includes(String(one.type))).map((one) => String(one.text));

const ours =
  /^<(!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^|<>^]*|https:\/\/erp\.example\/[^|<>]*\|[^|<>]*)>$/;

describe('a card made of hostile text', () => {
  it('stays within what Slack takes', () => {
    fc.assert(
      fc.property(view, (hostile) => {
        const { text, blocks } = toBlockKit(exceptionCard(hostile));
        expect(text.length).toBeLessThanOrEqual(limits.slack.text);
        expect(blocks.length).toBeLessThanOrEqual(limits.slack.blocks);
        const blockIds = blocks.flatMap((block) => block.block_id ?? []);
        for (const one of blockIds) expect(one.length).toBeLessThanOrEqual(255);
        for (const block of blocks) {
          if (block.type === 'header') within(block.text.text, limits.slack.header);
          if (block.type === 'section' && block.text) within(block.text.text, limits.slack.section);
          if (block.type === 'section' && block.fields) {
            within(block.fields, limits.slack.fields);
            for (const field of block.fields) within(field.text, limits.slack.field);
          }
          if (block.type === 'context') within(block.elements, limits.slack.contextElements);
          if (block.type === 'actions') {
            within(block.elements, limits.card.options);
            const ids = block.elements.map((one) => ('action_id' in one ? one.action_id : ''));
            expect(new Set(ids).size).toBe(ids.length);
          }
          if (block.type === 'table') {
            const cells = block.rows.flat().map((cell) => ('text' in cell ? (cell.text ?? '') : ''));
            for (const cell of cells) expect(cell).not.toBe('');
            expect(cells.join('').length).toBeLessThanOrEqual(10_000);
          }
        }
        for (const one of objects(blocks)) {
          if (one.type === 'button') {
            within((one.text as { text: string }).text, limits.slack.buttonText);
            within(String(one.value), limits.slack.buttonValue);
            within(String(one.action_id), limits.slack.actionId);
          }
          if (one.type === 'overflow') {
            within(one.options as unknown[], limits.slack.overflowOptions);
            for (const entry of one.options as { value: string }[])
              expect(entry.value.length).toBeLessThanOrEqual(150);
          }
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('has no mention, link or date in Slack that is not ours', () => {
    fc.assert(
      fc.property(view, (hostile) => {
        const { text, blocks } = toBlockKit(exceptionCard(hostile));
        expect(text).not.toMatch(/[<>]/);
        for (const part of textsOf(blocks, ['mrkdwn'])) {
          for (const token of part.match(/<[^>]*>?/g) ?? []) expect(token).toMatch(ours);
          expect(part.replace(/<[^>]*>/g, '')).not.toMatch(/:\/\/|@\w|:[a-z_]+:|mailto:\w/);
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('stays below the size that Teams takes', () => {
    fc.assert(
      fc.property(view, (hostile) => {
        const { card, summary } = toAdaptiveCard(exceptionCard(hostile));
        expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(limits.teams.cardBytes);
        within(summary, limits.teams.summary);
        within((card.actions as unknown[] | undefined) ?? [], limits.teams.actions);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('has no mention, link, tag or function in Teams that is not ours', () => {
    fc.assert(
      fc.property(view, (hostile) => {
        const { card, summary } = toAdaptiveCard(exceptionCard(hostile));
        const facts = [...objects(card)]
          .filter((one) => one.type === 'FactSet')
          .flatMap((one) => one.facts as { title: string; value: string }[]);
        const choices = [...objects(card)]
          .filter((one) => one.type === 'Input.ChoiceSet')
          .flatMap((one) => one.choices as { title: string }[]);
        const labels = [...objects(card)]
          .filter((one) => one.type === 'Input.Text')
          .map((one) => String(one.label));
        const markdown = [
          ...textsOf(card, ['TextBlock']),
          ...facts.flatMap((fact) => [String(fact.title), String(fact.value)]),
          ...choices.map((choice) => choice.title),
          ...labels,
          String(card.fallbackText),
        ];
        for (const part of markdown) expect(part).not.toMatch(/\]\(|\]\[|\]:|[*`~\\]|^(#|>|- |\d+\. )/);
        for (const part of [...markdown, summary, ...textsOf(card, ['TextRun'])]) {
          expect(part).not.toMatch(/<[\w/!]|:\/\/|@\w|&#?\w+;|mailto:\w/);
          expect(
            part.replace(/\{\{(DATE|TIME)\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(, SHORT)?\)\}\}/g, ''),
          ).not.toContain('{{');
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });
});

const within = (value: string | unknown[], most: number) => {
  expect(value.length).toBeGreaterThan(0 - (Array.isArray(value) ? 1 : 0));
  expect(value.length).toBeLessThanOrEqual(most);
};
