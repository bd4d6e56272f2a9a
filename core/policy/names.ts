/** The names that a policy may use for actions, and a hint for those it may not. */
import { actionKinds } from '../model/action.ts';

/** Putting a new policy into effect. Decided by `changes`, never by a rule. */
export const ADOPT_POLICY = 'adopt_policy';

export const ruleActions: readonly string[] = actionKinds;

/**
 * Changes that commit nobody and cost nothing by themselves: a note on the order, goods moved between one's own
 * warehouses. Every other action changes a price, credit, a promised date, what is shipped, papers that the law asks
 * for, money, or speaks to a customer.
 */
const harmlessActions: readonly string[] = ['add_note', 'create_transfer'];

/** Types in which even a note decides: it lets a price, a debt, a missing paper or a customer's rule pass. */
const weightyTypes: readonly string[] = [
  'credit_hold',
  'pricing_mismatch',
  'contract_conflict',
  'shipping_documents',
  'fulfillment_rule',
  'proof_of_delivery',
];

/** Whether an automatic rule for these has to say up to which amount. */
export const needsExplicitLimit = (types: string[], actions: string[]): boolean =>
  actions.some((action) => !harmlessActions.includes(action)) ||
  types.some((type) => type === '*' || weightyTypes.includes(type));

/** " Did you mean "release_hold"?" where a name is close; else the names there are. */
export function hint(name: string, names: readonly string[]): string {
  const [nearest] = names
    .map((other) => ({ other, far: distance(name, other) }))
    .toSorted((a, b) => a.far - b.far);
  if (nearest && nearest.far <= Math.max(2, name.length / 3)) return `; did you mean "${nearest.other}"?`;
  return `; there is ${names.join(', ')}`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
