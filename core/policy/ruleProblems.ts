/** What one rule can get wrong by itself. */
import Big from 'big.js';
import { floorOf, highestOf, isWithinRisk, type PolicyRule } from './document.ts';
import type { Path } from './source.ts';

type Report = (part: Path, message: string) => void;

/** Reports in words that follow "rule NAME …". `weighty`: its actions must not be automatic without a limit. */
export function ruleProblems(rule: PolicyRule, weighty: boolean, report: Report): void {
  const { mode, limits, several, automaticUpTo } = rule;
  const highest = highestOf(Object.values(limits));
  checkSigns(rule, report);
  checkConditions(rule, report);
  if (mode === 'by_hand') {
    if (highest !== null || several.length || automaticUpTo !== undefined)
      report(['mode'], 'is by hand only and still names limits; leave them out, or make it by_approval');
    return;
  }
  if (mode === 'by_approval' && highest === null)
    report([], 'leaves money without an approver: it has no limits');
  if (mode === 'by_approval' && automaticUpTo !== undefined)
    report(['automaticUpTo'], 'says automaticUpTo and is not automatic');
  if (mode === 'automatic') checkAutomatic(rule, highest, weighty, report);
  if (highest !== null) checkSeveral(rule, highest, report);
  if (highest !== null) checkReach(rule, highest, report);
}

/**
 * Limits reach as far as the rule does: up to its `amountUpTo`, else to the highest of them, and for every order that it
 * speaks of, whatever its margin, tier and risk.
 */
function checkReach({ limits, when }: PolicyRule, highest: string, report: Report): void {
  const reaches = (when?.tiers ?? [null]).flatMap((tier) =>
    (when?.risk ?? [null]).map((risk) =>
      highestOf(
        Object.values(limits).filter(
          (limit) =>
            limit.marginFrom === undefined &&
            (limit.tiers === undefined || (tier !== null && limit.tiers.includes(tier))) &&
            isWithinRisk(risk, limit.riskUpTo),
        ),
      ),
    ),
  );
  if (reaches.includes(null)) {
    report(
      ['limits'],
      'leaves money without an approver: every limit asks for a margin, a tier or a risk, and an order may have another or none',
    );
    return;
  }
  const upTo = when?.amountUpTo ?? highest;
  const reach = reaches.reduce((least, one) => (new Big(one!).lt(least!) ? one : least))!;
  if (new Big(reach).lt(upTo))
    report(
      ['limits'],
      when?.amountUpTo === undefined
        ? `leaves money above ${reach} without an approver: the limits above it ask for a margin, a tier or a risk, and an order may have another or none`
        : `leaves money above ${reach} without an approver: it holds up to ${upTo}, and no limit reaches as far for every margin, tier and risk`,
    );
  else if (when?.amountUpTo === undefined && new Big(reach).eq(0))
    report(['limits'], 'leaves money without an approver: no limit in it is above 0');
}

function checkSigns({ limits, several, automaticUpTo, when }: PolicyRule, report: Report): void {
  const negative = (amount: string | undefined): boolean => amount !== undefined && new Big(amount).lt(0);
  for (const [role, { upTo }] of Object.entries(limits)) {
    if (negative(upTo)) report(['limits', role], `gives ${role} a limit below zero`);
  }
  if (negative(automaticUpTo)) report(['automaticUpTo'], 'is automatic up to less than zero');
  if (negative(when?.amountUpTo)) report(['when', 'amountUpTo'], 'never holds: no amount is below zero');
  if (several.some(({ above }) => negative(above)))
    report(['several'], 'asks for several people above less than zero');
}

function checkConditions({ limits, when }: PolicyRule, report: Report): void {
  for (const [role, { marginFrom, tiers, riskUpTo }] of Object.entries(limits)) {
    if (
      marginFrom !== undefined &&
      when?.marginBelow !== undefined &&
      new Big(marginFrom).gte(when.marginBelow)
    )
      report(
        ['limits', role],
        `contradicts itself: it holds for margins below ${when.marginBelow} %, and ${role} decides only from ${marginFrom} %`,
      );
    if (tiers && when?.tiers && !when.tiers.some((tier) => tiers.includes(tier)))
      report(['limits', role], `contradicts itself: it holds for other tiers than ${role} may decide`);
    if (when?.risk && !when.risk.some((risk) => isWithinRisk(risk, riskUpTo)))
      report(['limits', role], `contradicts itself: it holds for higher risks than ${role} may decide`);
  }
}

function checkAutomatic(rule: PolicyRule, highest: string | null, weighty: boolean, report: Report): void {
  const { automaticUpTo, when } = rule;
  if (automaticUpTo === undefined) {
    const what = `${rule.action.join(', ')} for ${rule.type.join(', ')}`;
    if (weighty) report(['mode'], `makes ${what} automatic without an explicit limit: say automaticUpTo`);
    else if (highest !== null)
      report(['limits'], 'is automatic whatever the amount, so its limits never matter; say automaticUpTo');
    return;
  }
  if (highest !== null) {
    if (new Big(automaticUpTo).gte(highest))
      report(['limits'], `is automatic up to ${automaticUpTo}, so no limit in it ever matters`);
    return;
  }
  // A rule that speaks only of amounts up to its own automatic limit leaves nothing above it.
  if (when?.amountUpTo === undefined || new Big(when.amountUpTo).gt(automaticUpTo))
    report(['automaticUpTo'], `leaves money above ${automaticUpTo} without an approver: it has no limits`);
}

function checkSeveral({ several, automaticUpTo, when }: PolicyRule, highest: string, report: Report): void {
  for (const [index, step] of several.entries()) {
    const path = ['several', index, 'above'];
    const from = floorOf(step);
    const where = step.above === undefined ? 'always' : `above ${step.above}`;
    const asks = `asks for ${step.people} people ${where}`;
    if (from.gte(highest)) report(path, `${asks}, where nobody's limit reaches (the highest is ${highest})`);
    if (when?.amountUpTo !== undefined && from.gte(when.amountUpTo))
      report(path, `${asks}, and holds only up to ${when.amountUpTo}`);
    if (automaticUpTo !== undefined && from.lt(automaticUpTo))
      report(path, `${asks}, and is automatic up to ${automaticUpTo}`);
    const lower = several.filter((other, place) => place !== index && floorOf(other).lte(from));
    if (lower.some((other) => floorOf(other).eq(from) && several.indexOf(other) < index))
      report(path, `says twice what holds ${where}`);
    else if (lower.some((other) => other.people > step.people))
      report(path, `asks for fewer people ${where} than for less money`);
  }
}
