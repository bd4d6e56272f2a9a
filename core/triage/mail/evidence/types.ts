/** What a mail can be about. The names of issue types everywhere else. */
export type MailType =
  | 'credit_hold'
  | 'pricing_mismatch'
  | 'inventory_shortage'
  | 'contract_conflict'
  | 'shipping_documents'
  | 'carrier_disruption'
  | 'duplicate_order'
  | 'fulfillment_rule'
  | 'proof_of_delivery'
  | 'order_change';

/**
 * Words that speak for a type, one pattern a line, by weight: 3 decides alone, 2 does with company, 1 only tips.
 * In a pattern `~` is up to 40 characters of the same sentence, `_` a blank or hyphen, and `>` the end of a word.
 */
export type Evidence = Partial<Record<MailType, Partial<Record<1 | 2 | 3, string>>>>;
