import type { ActionSpec } from '../model/action.ts';
import type { Citation, Fact, FactTable, Finding, Option, Priority } from '../model/exception.ts';
import type { OrderContext } from '../model/order.ts';

/** An option before policy has said who may decide it. */
export interface OptionDraft
  extends Pick<Option, 'id' | 'label' | 'style' | 'consequence' | 'done' | 'amount'> {
  action: ActionSpec;
  /** As `Option.settles`. */
  settles?: boolean;
  /** As `Option.leaves`. */
  leaves?: string[];
  /** The order's margin once it is carried out, in percent with one digit; null: not known. Policy may set limits by it. */
  marginPercent?: string | null;
  confirm: string | null;
  /** Rows of the ERP that support it; clauses and policy lines are added by triage. */
  citations: Citation[];
}

/** What the card says about a finding, before policy and sources. */
export interface Composition {
  headline: string;
  facts: Fact[];
  table: FactTable | null;
  stakeSentence: string;
  options: OptionDraft[];
  /** The reason by template, without the quote. */
  why: string;
  /** How soon somebody should look. Policy's service levels turn it into a time. */
  priority: Priority;
}

/** One kind of trouble. Everything the rest of the system knows about it is in here. */
export interface ExceptionType {
  name: string;
  /** For people: "Credit hold". */
  title: string;
  /** What is asked of contracts and SOPs. */
  question: string;
  /** Which passages may support it: only the customer's own agreement, or an SOP as well. */
  supportedBy: 'agreement' | 'agreement_or_sop';
  /** Roles it goes to where policy's routing names nobody. */
  goesTo: string[];
  /** Pure: the same order gives the same finding. null: no such trouble. */
  detect(context: OrderContext): Finding | null;
  /** What must be the same for a settled case to stay settled. */
  fingerprint(finding: Finding): unknown;
  compose(finding: Finding, context: OrderContext, locale: string): Composition;
  /** Why it went away by itself, for the record. */
  gone: string;
}

/** How people name an order: our number, else the customer's reference, else the ERP's id. */
export function orderLabel(order: { id: string; number: string | null; reference: string | null }): string {
  return order.number ?? order.reference ?? `#${order.id}`;
}
