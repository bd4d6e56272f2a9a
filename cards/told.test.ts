import { describe, expect, it } from 'vitest';
import type { ExceptionStatus, ExceptionView, TellForm, Told } from '#core/model/exception.ts';
import { readCardAction } from './actions.ts';
import { toAdaptiveCard } from './adaptiveCard.ts';
import { toBlockKit } from './blockKit.ts';
import { exceptionCard } from './exceptionCard.ts';
import { objects } from './hostileText.ts';
import { sampleViews, specialViews } from './sampleViews.ts';

type Part = Record<string, unknown>;

const slackParts = (view: ExceptionView) => [...objects(toBlockKit(exceptionCard(view)).blocks)] as Part[];
const teamsParts = (view: ExceptionView) => [...objects(toAdaptiveCard(exceptionCard(view)).card)] as Part[];
const told = (more: Partial<Told>): ExceptionView => ({
  ...sampleViews.open,
  told: { typeCandidates: [], otherTypes: [], form: null, ...more },
});
const { form } = specialViews.half_read.told;
const otherTypes = [
  { type: 'order_change', title: 'Order change' },
  { type: 'none', title: 'No exception' },
];

/** What people can say about the type, as both products send it. */
const pressed = (view: ExceptionView) => ({
  slack: slackParts(view).flatMap((one) => readCardAction(one['action_id'] as string, one['value']) ?? []),
  teams: teamsParts(view)
    .filter((one) => one['type'] === 'Action.Execute')
    .flatMap((one) => readCardAction(one['verb'] as string, one['data']) ?? []),
});

describe('a case that may be two things', () => {
  const view = specialViews.unsure;

  it('has a button for each, and one for something else, in both products', () => {
    for (const found of Object.values(pressed(view))) {
      expect(found.flatMap((one) => (one.kind === 'retype' ? [one.type] : []))).toEqual([
        'delivery_dispute',
        'inventory_shortage',
        null,
      ]);
    }
  });

  it('asks so in its notification', () => {
    const { text } = toBlockKit(exceptionCard(view));
    expect(text).toContain('Not sure: is it Delivery dispute or Inventory shortage?');
    expect(toAdaptiveCard(exceptionCard(view)).summary).toContain('is it Delivery dispute or');
  });

  it('shows at most three, each once, and none whose name cannot travel', () => {
    const types = ['a', 'a', '', 'x'.repeat(151), 'b', 'c', 'd'];
    const card = exceptionCard(told({ typeCandidates: types.map((type) => ({ type, title: type })) }));
    expect(card.unsure?.buttons.map((one) => one.verb)).toEqual(['retype:a', 'retype:b', 'retype:c']);
  });
});

describe('a type that can be corrected', () => {
  const view = told({ otherTypes });

  it('stands in the menu, however few the buttons are', () => {
    const few = { ...view, options: [] };
    const row = toBlockKit(exceptionCard(few)).blocks.findLast((block) => block.type === 'actions');
    expect(row?.elements.map((one) => 'action_id' in one && one.action_id)).toEqual([
      'reject',
      'ask',
      'more',
    ]);
    const button = teamsParts(few).find((one) => one['title'] === 'Wrong Type');
    expect(button).toMatchObject({ type: 'Action.ShowCard', mode: 'secondary' });
  });

  it('stays there beside as many ways out as a card can have', () => {
    const six = { ...specialViews.six_options, told: view.told };
    const kinds = Object.values(pressed(six)).map((all) => all.filter((one) => one.kind === 'retype').length);
    expect(kinds).toEqual([1, 1]);
    const rows = teamsParts(six).filter((one) => Array.isArray(one['actions']));
    for (const row of rows) expect((row['actions'] as unknown[]).length).toBeLessThanOrEqual(6);
  });

  it('lets a Teams reader choose by title', () => {
    const choice = teamsParts(view).find((one) => one['id'] === 'type');
    expect(choice).toMatchObject({
      type: 'Input.ChoiceSet',
      isRequired: true,
      choices: [
        { title: 'Order change', value: 'order_change' },
        { title: 'No exception', value: 'none' },
      ],
    });
  });
});

describe('a document that was read in part', () => {
  it('says how much was read and opens the rest', () => {
    for (const parts of [slackParts(specialViews.half_read), teamsParts(specialViews.half_read)]) {
      expect(JSON.stringify(parts).replaceAll('\u200b', '')).toContain(
        'We read 4 of 6 fields of po-hl-77120.pdf.',
      );
      expect(JSON.stringify(parts)).toContain('"Check Fields"');
    }
  });

  it('puts the crop beside its question and the guess into its box, in Teams', () => {
    const parts = teamsParts(specialViews.half_read);
    const at = parts.findIndex((one) => one['type'] === 'Image');
    expect(parts[at]).toMatchObject({
      url: 'https://unhold.example/crops/018f3a52?field=poNumber&key=k',
      altText: 'Customer’s PO number, as it stands in po-hl-77120.pdf',
    });
    const inputs = parts.filter(
      (one) => one['type'] === 'Input.Text' && String(one['id']).startsWith('field:'),
    );
    expect(inputs).toMatchObject([
      { id: 'field:poNumber', label: 'Customer’s PO number', value: 'HL-77l20' },
      { id: 'field:line%202%20quantity', label: 'Quantity of line 2' },
    ]);
    expect(inputs[1]).not.toHaveProperty('value');
  });

  it('asks six questions at most, each once, with no picture from nowhere and no guess that would be cut', () => {
    const question = (name: string, more: Partial<TellForm['questions'][0]> = {}) => ({
      name,
      label: name,
      guess: null,
      crop: null,
      ...more,
    });
    const questions = [
      question('a', { crop: 'javascript:alert(1)' }),
      question('a'),
      question(''),
      question('x'.repeat(300)),
      question('b', { crop: `https://unhold.example/${'c'.repeat(3000)}`, guess: '1'.repeat(301) }),
      question('c', { crop: 'crops/c.png', guess: ' \u202e12\n' }),
      ...['d', 'e', 'f', 'g'].map((name) => question(name)),
    ];
    const card = exceptionCard(told({ form: { ...form, questions } }));
    expect(card.form?.questions.map((one) => one.input)).toEqual(
      'abcdef'.split('').map((one) => `field:${one}`),
    );
    expect(card.form?.questions.map((one) => [one.crop, one.guess]).slice(0, 3)).toEqual([
      [null, null],
      [null, null],
      [null, '12'],
    ]);
  });

  it('asks nothing where no question is left', () => {
    expect(exceptionCard(told({ form: { ...form, questions: [] } })).form).toBeNull();
  });
});

it.each(['acting', 'resolved', 'rejected', 'expired', 'withdrawn'] as ExceptionStatus[])(
  'a case that is %s asks nothing of this any more',
  (status) => {
    const all = { typeCandidates: specialViews.unsure.told.typeCandidates, otherTypes, form };
    const view = { ...sampleViews[status], told: all };
    for (const text of [JSON.stringify(slackParts(view)), JSON.stringify(teamsParts(view))]) {
      expect(text).not.toMatch(/retype|fill|Not sure|We read/);
    }
  },
);
