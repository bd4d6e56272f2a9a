/** How good a classifier is: precision, recall, F1, confusion, calibration, false openings. Pure. */
import { type Label, labels } from './features.ts';

export interface Judged {
  /** What it is. */
  truth: Label;
  /** What was said. */
  said: Label;
  /** 0 to 1: the probability that `said` is right. */
  confidence: number;
}

export interface Measures {
  mails: number;
  accuracy: number;
  macroF1: number;
  /** Share of the mails labelled `none` for which a type was said. */
  falseOpenings: number;
  /** Expected calibration error over ten bins of equal width. */
  calibrationError: number;
  bins: { from: number; to: number; mails: number; confidence: number; accuracy: number }[];
  classes: { label: Label; mails: number; precision: number; recall: number; f1: number }[];
  /** `confusion[truth][said]`. */
  confusion: Record<Label, Record<Label, number>>;
}

const ratio = (part: number, whole: number): number => (whole ? part / whole : 0);
const binCount = 10;

export function measure(judged: Judged[]): Measures {
  const confusion = Object.fromEntries(
    labels.map((truth) => [truth, Object.fromEntries(labels.map((said) => [said, 0]))]),
  ) as Measures['confusion'];
  for (const { truth, said } of judged) confusion[truth][said] += 1;
  const classes = labels.map((label) => {
    const right = confusion[label][label];
    const mails = labels.reduce((sum, said) => sum + confusion[label][said], 0);
    const said = labels.reduce((sum, truth) => sum + confusion[truth][label], 0);
    return {
      label,
      mails,
      precision: ratio(right, said),
      recall: ratio(right, mails),
      f1: ratio(2 * right, said + mails),
    };
  });
  // A class that this set has none of says nothing.
  const present = classes.filter(({ mails }) => mails > 0);
  const bins = Array.from({ length: binCount }, (_, at) => {
    const inBin = judged.filter(
      ({ confidence }) => Math.min(binCount - 1, Math.floor(confidence * binCount)) === at,
    );
    return {
      from: at / binCount,
      to: (at + 1) / binCount,
      mails: inBin.length,
      confidence: ratio(
        inBin.reduce((sum, { confidence }) => sum + confidence, 0),
        inBin.length,
      ),
      accuracy: ratio(inBin.filter(({ truth, said }) => truth === said).length, inBin.length),
    };
  });
  const none = classes.find(({ label }) => label === 'none');
  return {
    mails: judged.length,
    accuracy: ratio(judged.filter(({ truth, said }) => truth === said).length, judged.length),
    macroF1: ratio(
      present.reduce((sum, { f1 }) => sum + f1, 0),
      present.length,
    ),
    falseOpenings: none?.mails ? 1 - none.recall : 0,
    calibrationError: bins.reduce(
      (sum, bin) => sum + ratio(bin.mails, judged.length) * Math.abs(bin.confidence - bin.accuracy),
      0,
    ),
    bins,
    classes,
    confusion,
  };
}
