/**
 * `unhold eval`: trains anew and says how good the reading of mails is on authors and scenarios that it did not see, and
 * how good that of documents is.
 */

import { inTenant } from '#core/store/database.ts';
import { correctionsOf } from '#core/triage/corrections.ts';
import { buildEvaluation } from '#core/triage/mail/classifier/evaluateAll.ts';
import type { Command, Line } from './commands.ts';
import { documentFigures } from './documentFigures.ts';
import { labelledExamples } from './labelled.ts';

const share = (value: number): string => value.toFixed(3);

export const evalCommand: Command = {
  usage:
    'eval [--tenant ID] [--json]   trains and measures the reading of mails and documents; with --tenant also on its corrections',
  store: ({ tenant }) => tenant !== undefined,
  async run({ options }, running) {
    const corrections =
      running && options.tenant ? await inTenant(running.database, options.tenant, correctionsOf) : [];
    const { evaluation, fields } = buildEvaluation([...labelledExamples(), ...corrections]);
    const { measures, examples, mails, authors } = evaluation;
    const lines: Line[] = [
      {
        data: { part: 'split', examples, mails, authors, corrections: corrections.length },
        say: `${examples} examples (${corrections.length} corrections), among them ${mails} mails by ${authors} authors. Each mail was read once, by a classifier trained without its author and its scenario.`,
      },
      {
        data: {
          part: 'classes',
          macroF1: measures.macroF1,
          accuracy: measures.accuracy,
          falseOpenings: measures.falseOpenings,
          calibrationError: measures.calibrationError,
          unsure: evaluation.unsure,
          classes: measures.classes,
        },
        say: `macro-F1 ${share(measures.macroF1)}   accuracy ${share(measures.accuracy)}   false openings ${share(measures.falseOpenings)}   calibration error ${share(measures.calibrationError)}   unsure ${share(evaluation.unsure)}`,
      },
      ...measures.classes.map(
        (one): Line => ({
          data: { part: 'class', ...one },
          say: `  ${one.label.padEnd(20)} n ${String(one.mails).padStart(3)}   precision ${share(one.precision)}   recall ${share(one.recall)}   F1 ${share(one.f1)}`,
        }),
      ),
      ...Object.entries(measures.confusion).map(
        ([truth, said]): Line => ({
          data: { part: 'confusion', truth, said },
          say: `  is ${truth.padEnd(20)} said ${
            Object.entries(said)
              .filter(([, count]) => count)
              .map(([label, count]) => `${label} ${count}`)
              .join(', ') || 'nothing'
          }`,
        }),
      ),
      ...measures.bins
        .filter(({ mails }) => mails)
        .map(
          (bin): Line => ({
            data: { part: 'calibration', ...bin },
            say: `  said with ${bin.from.toFixed(1)} to ${bin.to.toFixed(1)}: ${bin.mails} mails, mean confidence ${share(bin.confidence)}, right ${share(bin.accuracy)}`,
          }),
        ),
      ...fields.map(
        (one): Line => ({
          data: { part: 'field', ...one },
          say: `  ${one.name.padEnd(20)} n ${String(one.values).padStart(3)}   precision ${share(one.precision)}   recall ${share(one.recall)}   F1 ${share(one.f1)}`,
        }),
      ),
      ...(await documentFigures()),
    ];
    return { lines, exitCode: 0 };
  },
};
