import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidencePoints } from '../classify.ts';
import { createClassifier, pack, unpack } from './classifier.ts';
import { conceptsOf } from './concepts.ts';
import { groupsOf, parseExamples, parseSentences } from './examples.ts';
import { featuresOf, labels, plain } from './features.ts';
import { measure } from './measure.ts';
import { trainClassifier } from './trainClassifier.ts';

const author = (name: string, late: string, price: string, nothing: string) =>
  parseExamples(
    name,
    `# ${name}
From: ${name} <${name}@customer.example>
@ en carrier_disruption ${name}-late | {po HL-77120}
${late}
@ en pricing_mismatch ${name}-price | Confirmation {so SO-10482}
${price}
@ en none ${name}-nothing | Hello
${nothing}
`,
  );
const examples = [
  ...author('ann', 'The truck never came.', 'The price is wrong.', 'Thank you for the visit.'),
  ...author('bob', 'Where is our shipment?', 'You charged more than agreed.', 'Please send a quote.'),
  ...author('cy', 'Carrier lost the pallet.', 'Unit price differs from the quote.', 'See you at the fair.'),
  ...author('dee', 'Delivery is three days late.', 'We agreed on a lower price.', 'All arrived, thanks.'),
  ...author('eve', 'The driver did not show up.', 'Price should be 4.20.', 'New phone number.'),
];
const mail = (text: string) => ({ subject: '', note: '', text, points: evidencePoints('', text) });

describe('labelled mails', () => {
  test('are read with their marks taken off and kept', () => {
    expect(examples[0]).toMatchObject({
      author: 'ann',
      label: 'carrier_disruption',
      mail: { subject: 'HL-77120', text: 'The truck never came.', from: { address: 'ann@customer.example' } },
      fields: [{ name: 'poNumber', value: 'HL-77120' }],
    });
  });

  test('in another form are refused with their place', () => {
    expect(() => parseExamples('ann', '\n@ en late x | y\n')).toThrow('ann:2: "@ en late x | y" is no');
    expect(() => parseSentences('en', '## lateness\nIt is late.')).toThrow(
      'en:1: there is no label "lateness".',
    );
  });

  test('of one author or one scenario are in one group', () => {
    const of = (name: string, scenario: string) => ({ author: name, scenario });
    const groups = groupsOf([of('a', '1'), of('b', '1'), of('b', '2'), of('c', '3')]);
    expect(groups[0]).toBe(groups[1]);
    expect(groups[1]).toBe(groups[2]);
    expect(groups[3]).not.toBe(groups[0]);
  });
});

describe('a classifier', () => {
  const trained = trainClassifier(examples);

  test('learns what it is shown, the same each time', () => {
    const { decide, probabilities } = createClassifier(trained);
    expect(decide(probabilities(mail('The truck is three days late.'))).type).toBe('carrier_disruption');
    expect(decide(probabilities(mail('The price was agreed lower.'))).type).toBe('pricing_mismatch');
    expect(trainClassifier(examples).linear.weights).toEqual(trained.linear.weights);
  });

  test('gives every type and none a probability, together 1, for any text', () => {
    const { probabilities } = createClassifier(trained);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const all = probabilities(mail(text));
        expect(all).toHaveLength(labels.length);
        expect(all.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1);
      }),
      { numRuns: 50 },
    );
  });

  test('says the same after it was packed into a file', async () => {
    const again = createClassifier(await unpack(JSON.parse(JSON.stringify(await pack(trained)))));
    for (const { mail: one } of examples) {
      const [before, after] = [createClassifier(trained), again].map(({ probabilities }) =>
        probabilities(mail(one.text)),
      );
      expect(after![0]!.type).toBe(before![0]!.type);
      expect(Math.abs(after![0]!.confidence - before![0]!.confidence)).toBeLessThan(0.1);
    }
  });

  test('of another version is refused', async () => {
    const packed = await pack(trained);
    await expect(unpack({ ...packed, dimensions: 7 })).rejects.toThrow('npm run prepare');
  });
});

test('words of several languages mean the same', () => {
  const of = (word: string) => conceptsOf(plain(word).split(' '))[0];
  for (const word of ['truck', 'lkw', 'camión', 'camion']) expect(of(word)).toContain('carrier');
  for (const word of ['beschädigt', 'dañado', 'endommagé', 'damaged']) expect(of(word)).toContain('damage');
});

test('what a mail is long does not make it weigh more', () => {
  const length = ({ values }: { values: Float32Array }) => Math.hypot(...values);
  const short = length(featuresOf({ ...mail('The truck is late.'), points: {} }));
  const long = length(featuresOf({ ...mail('The truck is late. '.repeat(300)), points: {} }));
  expect(Math.abs(long - short)).toBeLessThan(1);
});

test('measures count what was said against what is', () => {
  const said = (truth: 'none' | 'credit_hold', as: 'none' | 'credit_hold', confidence: number) => ({
    truth,
    said: as,
    confidence,
  });
  const measures = measure([
    said('none', 'none', 0.9),
    said('none', 'credit_hold', 0.6),
    said('credit_hold', 'credit_hold', 0.9),
    said('credit_hold', 'credit_hold', 0.6),
  ]);
  expect(measures.falseOpenings).toBe(0.5);
  expect(measures.accuracy).toBe(0.75);
  expect(measures.classes.find(({ label }) => label === 'credit_hold')).toMatchObject({
    precision: 2 / 3,
    recall: 1,
    f1: 0.8,
  });
  // 0.9 said twice and both right: 0.1 off; 0.6 said twice and one right: 0.1 off.
  expect(measures.calibrationError).toBeCloseTo(0.1);
});
