/** What one rule can get wrong by itself. */
import Big from 'big.js';
import type { PolicyRule } from './document.ts';
import type { Path } from './source.ts';

type Report = (part: Path, message: string) => void;

/** Reports in words that follow "rule NAME …". `weighty`: its actions must not be automatic without a limit. */
export function ruleProblems(rule: PolicyRule, weighty: boolean, report: Report): void {
  const { mode, limits, several, automaticUpTo, when } = rule;
  const upTos = Object.values(limits).map((limit) => limit.upTo);
  const highest = upTos.length ? upTos.reduce((most, one) => (new Big(one).gt(most) ? one : most)) : null;
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
  if (highest !== null && !Object.values(limits).some((limit) => reachesAll(limit, when)))
    report(
      ['limits'],
      'leaves money without an approver: every limit asks for a margin or a tier, and an order may have another or none',
    );
}

/** Whether a limit holds for every order that the rule speaks of, whatever its margin and tier. */
const reachesAll = (limit: PolicyRule['limits'][string], when: PolicyRule['when']): boolean =>
  limit.marginFrom === undefined &&
  (limit.tiers === undefined || (when?.tiers?.every((tier) => limit.tiers?.includes(tier)) ?? false));

function checkSigns({ limits, several, automaticUpTo, when }: PolicyRule, report: Report): void {
  const negative = (amount: string | undefined): boolean => amount !== undefined && new Big(amount).lt(0);
  for (const [role, { upTo }] of Object.entries(limits)) {
    if (negative(upTo)) report(['limits', role], `gives ${role} a limit below zero`);
  }
  if (negative(automaticUpTo)) report(['automaticUpTo'], 'is automatic up to less than zero');
  if (negative(when?.amountUpTo)) report(['when', 'amountUpTo'], 'never holds: no amount is below zero');
  if (several.some((step) => negative(step.above)))
    report(['several'], 'asks for several people above less than zero');
}

function checkConditions({ limits, when }: PolicyRule, report: Report): void {
  for (const [role, { marginFrom, tiers }] of Object.entries(limits)) {
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
  for (const [index, { above, people }] of several.entries()) {
    const path = ['several', index, 'above'];
    if (new Big(above).gte(highest))
      report(
        path,
        `asks for ${people} people above ${above}, where nobody's limit reaches (the highest is ${highest})`,
      );
    if (when?.amountUpTo !== undefined && new Big(above).gte(when.amountUpTo))
      report(path, `asks for ${people} people above ${above}, and holds only up to ${when.amountUpTo}`);
    if (automaticUpTo !== undefined && new Big(above).lt(automaticUpTo))
      report(path, `asks for ${people} people above ${above}, and is automatic up to ${automaticUpTo}`);
    const lower = several.filter((other, place) => place !== index && new Big(other.above).lte(above));
    if (lower.some((other) => new Big(other.above).eq(above) && several.indexOf(other) < index))
      report(path, `says twice what holds above ${above}`);
    else if (lower.some((other) => other.people > people))
      report(path, `asks for fewer people above ${above} than for less money`);
  }
}
