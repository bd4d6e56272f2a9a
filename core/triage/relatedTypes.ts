/**
 * Types that are often the same trouble in other words. What is told of one joins an open case of another of its group;
 * what stands in no group (a hold, a duplicate, a wish of the customer) is decided by other people, on other grounds,
 * and gets a case of its own.
 */
const groups: string[][] = [
  // The goods are on their way: "late" to the customer is "held for papers" to the carrier and "no proof" to finance.
  ['carrier_disruption', 'proof_of_delivery', 'shipping_documents'],
  // What was agreed: a price "per contract" is a price to one and a clause to the other.
  ['pricing_mismatch', 'contract_conflict'],
  // Not all there: a shortage is what breaks the rule "ship complete".
  ['inventory_shortage', 'fulfillment_rule'],
];

const related = (a: string, b: string): boolean =>
  groups.some((group) => group.includes(a) && group.includes(b));

/**
 * The open case that an account of `type` joins: one of its type, else of a type that the account speaks of as well,
 * else of a related type; the oldest of equals. null: it is a new trouble. `open`: the order's cases, oldest first.
 */
export function caseToJoin<Case extends { type: string }>(
  open: Case[],
  type: string,
  also: string[],
): Case | null {
  return (
    open.find((c) => c.type === type) ??
    open.find((c) => also.includes(c.type)) ??
    open.find((c) => related(c.type, type)) ??
    null
  );
}
