/** From labelled mails to a calibrated classifier, and how good it is on mails that training did not see. */
import { evidencePoints } from '../classify.ts';
import { partsOf, readMail } from '../read.ts';
import { createClassifier, type Trained } from './classifier.ts';
import { type Example, groupsOf } from './examples.ts';
import { featuresOf, type Label, labels, type ReadText } from './features.ts';
import { type Labelled, type Linear, logits, seeded, softmax, train } from './linear.ts';
import { type Judged, type Measures, measure } from './measure.ts';

/** Into how many parts mails are dealt: to measure, and to fit the two numbers of calibration, which need less. */
const folds = { measuring: 5, calibrating: 3 };
/** Sentences are many, short and to the point: one counts less than a mail. */
const sentenceWeight = 0.15;
const none = labels.indexOf('none');

/** What the classifier is shown of a mail: its newest text, the forwarder's note, and the rules' points. */
function readTextOf({ mail }: Example): ReadText {
  const {
    subject,
    note,
    newest: { text },
  } = partsOf(mail);
  return { subject, note, text, points: evidencePoints(subject, `${note}\n\n${text}`) };
}

interface Prepared extends Labelled {
  group: number;
  sentence: boolean;
}

/** Sentences (`fields` is null, no subject) only teach: what is measured are mails. */
function prepareAll(examples: Example[]): Prepared[] {
  const groups = groupsOf(examples);
  return examples.map((example, at) => {
    const sentence = example.mail.from === null;
    return {
      features: featuresOf(readTextOf(example)),
      label: labels.indexOf(example.label),
      weight: sentence ? sentenceWeight : 1,
      group: groups[at]!,
      sentence,
    };
  });
}

/** Deals groups to folds: each author and each scenario is in one fold only. The same each time. */
function foldOf(prepared: Prepared[], folds: number, seed: number): (example: Prepared) => number {
  const groups = [...new Set(prepared.filter(({ sentence }) => !sentence).map(({ group }) => group))];
  const random = seeded(seed);
  for (let at = groups.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [groups[at], groups[other]] = [groups[other]!, groups[at]!];
  }
  const fold = new Map(groups.map((group, at) => [group, at % folds]));
  return ({ sentence, group }) => (sentence ? -1 : (fold.get(group) ?? -1));
}

interface Unseen {
  sums: Float64Array;
  label: number;
}

interface Fold {
  /** Trained without this fold. */
  linear: Linear;
  unseen: Unseen[];
  /** Which examples those are. */
  indexes: number[];
}

/** What models say of mails by authors and of scenarios that they were not trained with. */
function crossValidate(prepared: Prepared[], folds: number, seed: number): Fold[] {
  const fold = foldOf(prepared, folds, seed);
  return Array.from({ length: folds }, (_, out) => {
    const linear = train(prepared.filter((example) => fold(example) !== out));
    const indexes = prepared.flatMap((example, at) => (fold(example) === out ? [at] : []));
    const unseen = indexes.map((at) => {
      const { features, label } = prepared[at]!;
      return { sums: logits(linear, features), label };
    });
    return { linear, unseen, indexes };
  });
}

/** The temperature at which unseen mails are the most probable (least log loss). */
function fitTemperature(unseen: Unseen[]): number {
  let best = { temperature: 1, loss: Number.POSITIVE_INFINITY };
  for (let temperature = 0.2; temperature < 4; temperature *= 1.05) {
    const loss = unseen.reduce(
      (sum, { sums, label }) => sum - Math.log(Math.max(1e-9, softmax(sums, temperature)[label]!)),
      0,
    );
    if (loss < best.loss) best = { temperature, loss };
  }
  return best.temperature;
}

const judge = ({ sums, label }: Unseen, temperature: number, noneFrom: number): Judged => {
  const shares = softmax(sums, temperature);
  const best = shares[none]! >= noneFrom ? none : shares.indexOf(Math.max(...shares));
  return { truth: labels[label]!, said: labels[best]!, confidence: shares[best]! };
};

/**
 * A case opened for nothing costs people's trust: of the labelled everyday mails at most this share, or one, should open
 * one. More than half of them were written to look like trouble. It leads to the threshold at which three of 240 fresh
 * everyday mails opened one, before they were labelled examples as well.
 */
const mostFalseOpenings = 0.028;
/** Beyond that, each point of false openings weighs as much as so many points of F1. */
const costOfFalseOpening = 8;
const thresholds = [0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.085, 0.07, 0.06, 0.05, 0.04, 0.03];

/** The threshold with the best F1 that opens few cases for nothing. */
function fitNoneFrom(unseen: Unseen[], temperature: number): number {
  const everyday = unseen.filter(({ label }) => label === none).length;
  const allowed = Math.max(mostFalseOpenings, 1 / Math.max(1, everyday));
  const worth = thresholds.map((noneFrom) => {
    const { macroF1, falseOpenings } = measure(unseen.map((mail) => judge(mail, temperature, noneFrom)));
    return macroF1 - costOfFalseOpening * Math.max(0, falseOpenings - allowed);
  });
  return thresholds[worth.indexOf(Math.max(...worth))]!;
}

/** What is fitted to unseen mails: two numbers, so that hardly anything of the mails is in them. */
function calibrate(folded: Fold[]): Pick<Trained, 'temperature' | 'noneFrom'> {
  const unseen = folded.flatMap((fold) => fold.unseen);
  const temperature = fitTemperature(unseen);
  return { temperature, noneFrom: fitNoneFrom(unseen, temperature) };
}

/** Trains on all of them; temperature and threshold come from cross-validation by author and scenario. Deterministic. */
export function trainClassifier(examples: Example[]): Trained {
  const prepared = prepareAll(examples);
  return { linear: train(prepared), ...calibrate(crossValidate(prepared, folds.calibrating, 3)) };
}

export interface Evaluation {
  measures: Measures;
  /** All examples, and the mails among them: each was held out once. */
  examples: number;
  mails: number;
  authors: number;
  /** Share of the mails where a person would be asked to choose. */
  unsure: number;
}

/**
 * Five times: trains without a fifth of the authors and their scenarios, calibrates on the others, and reads that fifth.
 * So every mail is judged once, by a classifier that saw neither its author nor its scenario.
 */
export function evaluate(examples: Example[], seed = 11): Evaluation {
  const folded = crossValidate(prepareAll(examples), folds.measuring, seed);
  const read = folded.flatMap((fold) => {
    const calibration = calibrate(folded.filter((other) => other !== fold));
    const classifier = createClassifier({ linear: fold.linear, ...calibration });
    return fold.indexes.map((at) => {
      const example = examples[at]!;
      return { example, reading: readMail(example.mail, { classifier }) };
    });
  });
  const judged = read.map(
    ({ example, reading }): Judged => ({
      truth: example.label,
      said: (reading.type ?? 'none') as Label,
      confidence: reading.confidence,
    }),
  );
  return {
    measures: measure(judged),
    examples: examples.length,
    mails: read.length,
    authors: new Set(read.map(({ example }) => example.author)).size,
    unsure: read.filter(({ reading }) => reading.unsure).length / Math.max(1, read.length),
  };
}
