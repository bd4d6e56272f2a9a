/** What an ERP tells about an order, in one shape for all ERPs. Instants and dates are ISO 8601 in UTC. */
import type { Money } from './money.ts';

export type OrderState =
  | 'draft'
  | 'quotation'
  | 'on_hold'
  | 'confirmed'
  | 'processing'
  | 'shipped'
  | 'done'
  | 'cancelled';

export interface Customer {
  /** The ERP's id of the party. */
  id: string;
  name: string;
  /** The customer's number in the ERP, where it has one. */
  code: string | null;
  /** "A", "B", "C" or whatever the company uses; null where the ERP does not know. */
  tier: string | null;
  emailDomains: string[];
}

export interface OrderLine {
  id: string;
  position: number;
  /** Freight, discounts and the like count towards the total but are not compared with a price list. */
  kind: 'goods' | 'charge';
  sku: string;
  description: string;
  /** Decimal string in `unit`. */
  quantity: string;
  unit: string;
  /** Decimal string in the order's currency, per `unit`. */
  unitPrice: string;
  /** Decimal string, per `unit`; null where the ERP keeps no cost or does not show it. */
  unitCost: string | null;
}

export interface Order {
  /** The ERP's record id. */
  id: string;
  /** Our order number ("SO-10482"), null while the ERP has given none. */
  number: string | null;
  /** The customer's purchase order number; null when missing or empty. */
  reference: string | null;
  description: string | null;
  customer: Customer;
  state: OrderState;
  /** When the ERP put the order on credit hold, where it records that. */
  heldSince: string | null;
  currency: string;
  orderedOn: string | null;
  promisedOn: string | null;
  /** The ERP user who entered it. */
  enteredBy: string | null;
  lines: OrderLine[];
  /** As the ERP counts it against a credit limit (with charges and tax where it does so). */
  total: Money;
  /** Opaque: changes whenever anything that a decision rests on changes. */
  version: string;
  /** Page of the order in the ERP's own client. */
  url: string | null;
}

/** The customer's credit, in the order's currency, at the moment of reading. */
export interface CreditStanding {
  /** null: the customer has no limit. "0.00" is a limit. */
  limit: Money | null;
  /** Unpaid invoices. */
  receivable: Money;
  /** Open orders that count against the limit, WITHOUT this one. */
  otherOpenOrders: Money;
  oldestDueOn: string | null;
  /** Mean days late over the last twelve months; null where the ERP does not know. */
  averageDaysLate: number | null;
  /** The warning the ERP raises when the order is released past its limit, if it would (name is what is acknowledged). */
  warning: { name: string; message: string } | null;
}

/** The price the ERP itself says is agreed for a line on the order's date and quantity. */
export interface PriceQuote {
  lineId: string;
  /** Decimal string in the order's currency, per the line's unit. */
  unitPrice: string;
  /** Which list and row said so, for the citation. */
  list: string;
  row: string;
  validFrom: string | null;
  validTo: string | null;
}

/** Everything the detectors look at. Pure data; read at one moment. */
export interface OrderContext {
  order: Order;
  /** null: the ERP could not tell (a finding of data quality, never a guess). */
  credit: CreditStanding | null;
  /** Only lines with an agreed price other than the general list price appear. */
  prices: PriceQuote[];
  readAt: string;
}

/** Enough of an order to offer it as a candidate. */
export interface OrderSummary {
  id: string;
  number: string | null;
  reference: string | null;
  customer: Customer;
  state: OrderState;
  total: Money;
  skus: string[];
  orderedOn: string | null;
}
