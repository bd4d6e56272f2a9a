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
  /** Where messages about orders go; null where the ERP knows no address. */
  email: string | null;
}

export interface OrderLine {
  id: string;
  position: number;
  /** Freight, discounts and the like count towards the total but are not compared with a price list. */
  kind: 'goods' | 'charge';
  sku: string;
  /** The ERP's id of the item, where it tells: what a substitution can go back to. */
  productId?: string;
  description: string;
  /** Decimal string in `unit`. */
  quantity: string;
  unit: string;
  /** Decimal string in the order's currency, per `unit`. */
  unitPrice: string;
  /** Decimal string, per `unit`; null where the ERP keeps no cost or does not show it. */
  unitCost: string | null;
  /** What the goods ask of papers: read from the item's master data. Absent: nothing special. */
  goods?: {
    /** "UN1263": dangerous goods. */
    unNumber?: string;
    /** Papers that travel with the item wherever it goes. */
    papers?: PaperKind[];
  };
}

export type PaperKind =
  | 'bill_of_lading'
  | 'packing_list'
  | 'commercial_invoice'
  | 'certificate_of_origin'
  | 'safety_data_sheet'
  | 'certificate_of_analysis'
  | 'dangerous_goods_declaration'
  | 'proof_of_delivery';

export interface Address {
  name: string;
  street: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
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
  /** How it came in, where the ERP records it. */
  channel?: 'edi' | 'web' | 'phone' | 'email';
  /** "NET30", as it stands on the order; null where the ERP has none. */
  paymentTerms: string | null;
  shipTo: Address | null;
  /** ISO country it leaves from; null where not known. */
  shipsFrom: string | null;
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
  /** The same over the last ninety days: beside `averageDaysLate` it tells the trend. */
  recentDaysLate?: number | null;
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

/** What one open goods line can be promised. Quantities are decimal strings in the line's unit. */
export interface LineSupply {
  lineId: string;
  /** Where the line ships from. */
  warehouse: string;
  /** Still to ship. */
  needed: string;
  /** The day by which the goods have to be there (ISO date); null: now. */
  neededOn: string | null;
  /** Physically there. Negative where the ERP says so. */
  onHand: string;
  /**
   * Available to promise to this line by `neededOn`: on hand and what arrives by then, less what all other open demand
   * that comes before it takes. Drafts and quotations take nothing from others. Never more than a line can have; may be
   * negative.
   */
  available: string;
  /** Expected receipts after `neededOn`, earliest first, with what this line could have of the item by then. */
  incoming: { on: string; quantity: string; source: string; availableThen: string }[];
  /** Items of the same interchange family that could stand in, best first. */
  substitutes: {
    productId: string;
    sku: string;
    description: string;
    available: string;
    /** For this customer, on the order's day and quantity, in the order's currency. */
    unitPrice: string;
    unitCost: string | null;
  }[];
  /** Other warehouses that could send it. `days`: of the transfer. */
  elsewhere: { warehouse: string; available: string; days: number }[];
  /** Who it is bought from; null where the ERP names nobody. `unitCost` in the order's currency. */
  supplier: { id: string; name: string; leadDays: number | null; unitCost: string | null } | null;
}

/** What happened to a shipment that should not have, whoever said so. */
export type ShipmentTrouble =
  /** It has not left, or will not arrive, on the day that was planned. */
  | 'late'
  /** No movement for days. */
  | 'stuck'
  /** Stopped: cancelled in the warehouse, held at customs, returned. */
  | 'stopped';

export interface Shipment {
  id: string;
  number: string | null;
  state: 'draft' | 'waiting' | 'assigned' | 'picked' | 'packed' | 'shipped' | 'delivered' | 'cancelled';
  /** The day it should leave (ISO date). */
  plannedOn: string | null;
  /** The day the customer was promised it. */
  promisedOn: string | null;
  /** The carrier's latest estimate of the arrival. */
  expectedOn: string | null;
  carrier: {
    id: string;
    name: string;
    service: string | null;
    tracking: string | null;
    /** Where to ask it for a proof of delivery. */
    email: string | null;
  } | null;
  /** The last word of carrier or warehouse about trouble; null: none. `at`: ISO instant or date. */
  event: { trouble: ShipmentTrouble; at: string; text: string } | null;
  /** Other ways to get it there in time, cheapest first. */
  alternatives: {
    carrierId: string;
    carrier: string;
    service: string | null;
    arrivesOn: string;
    cost: Money;
  }[];
  lines: {
    lineId: string;
    sku: string;
    quantity: string;
    lot: string | null;
    /** ISO date; null: does not expire, or not known. */
    expiresOn: string | null;
  }[];
  /** Booked arrival at the customer (ISO instant in UTC, with the customer's own wall clock beside it). */
  appointment: { at: string; weekday: number; time: string } | null;
  /** Labels and pallet as packed; null: not packed yet, or not known. */
  packing: { labels: string[]; pallet: string | null } | null;
  /** What is there. `fields` by name ("reference", "quantity:SKU", "consignee"): as they stand on the paper. */
  papers: { kind: PaperKind; number: string; fields: Record<string, string> }[];
  /** What the customer said of the delivery; null: nothing. */
  dispute: {
    kind: 'missing' | 'short' | 'refused' | 'damaged' | 'wrong_address';
    reportedOn: string;
    text: string;
    lines: { lineId: string; sku: string; quantity: string }[];
    /** Last day on which the carrier takes a claim. */
    claimUntil: string | null;
  } | null;
}

/** A customer's rules as data. Nothing in it: no rule. */
export interface CustomerRules {
  shipComplete?: boolean;
  purchaseOrderRequired?: boolean;
  noSubstitution?: boolean;
  /** `weekdays`: 1 Monday to 7 Sunday. Times are the customer's wall clock, "08:00". */
  deliveryWindow?: { weekdays: number[]; from: string; to: string; appointment: boolean };
  /** Carriers that may be used, by name. */
  routingGuide?: string[];
  labels?: string[];
  pallet?: string;
  minimumShelfLifeDays?: number;
  singleLot?: boolean;
  /** Papers this customer wants with every shipment. */
  papers?: PaperKind[];
  /** Where the rules stand in the ERP, for the citation: "Customer C-1003, rules". */
  source?: string;
}

/** Terms of an agreement that an order can conflict with. */
export interface Agreement {
  id: string;
  title: string;
  validFrom: string;
  /** null: open-ended. */
  validTo: string | null;
  minimumOrder: Money | null;
  /** Freight is ours from this goods value up; null: the agreement says nothing about freight. */
  freightFreeFrom: Money | null;
  paymentTerms: string | null;
  /** Off the goods value, on the order as a discount: "2.5"; null: none agreed. */
  rebatePercent: string | null;
  /** Items that this agreement reserves for its customer. */
  exclusiveSkus: string[];
  /** Whose it is. Others' appear only where their exclusivity touches the order. */
  customerId: string;
}

/** What a customer asked to change, where the ERP (or EDI) records it. */
export interface ChangeRequest {
  id: string;
  askedOn: string;
  by: string;
  what:
    | { kind: 'quantity'; lineId: string; sku: string; to: string }
    | { kind: 'date'; to: string }
    | { kind: 'address'; to: Address }
    | { kind: 'cancel_line'; lineId: string; sku: string }
    | { kind: 'cancel_order' };
  text: string;
}

/** A purchase bound to a line of the order (special order, drop shipment). */
export interface BoundPurchase {
  lineId: string;
  number: string;
  supplier: string;
  state: 'draft' | 'ordered' | 'received';
  /** What the supplier asks when it is cancelled or cut. */
  cancellationFee: Money | null;
}

/** Another order of the same customer. */
export interface AlikeOrder {
  id: string;
  number: string | null;
  reference: string | null;
  /** ISO date. */
  orderedOn: string | null;
  /** ISO instant; decides which of two of one day is the later. */
  enteredAt: string | null;
  state: OrderState;
  channel?: Order['channel'];
  /** Goods lines only. `unit`: where the ERP tells. */
  lines: { sku: string; quantity: string; unit?: string }[];
  total: Money;
}

/** A hole in the ERP's data: told as such, never filled by a guess. */
export interface DataGap {
  /** What it is about: "customer", "line 2 BRG-6205". */
  about: string;
  text: string;
}

/** Everything the detectors look at. Pure data; read at one moment. */
export interface OrderContext {
  order: Order;
  /** When the ERP got the order (ISO instant); null where it does not tell. */
  enteredAt: string | null;
  /** null: the ERP could not tell (a finding of data quality, never a guess). */
  credit: CreditStanding | null;
  /** Only lines with an agreed price other than the general list price appear. */
  prices: PriceQuote[];
  /** The customer's own price list by name; null: it has none. Absent: this ERP does not tell. */
  priceList?: string | null;
  /** Open goods lines of an open order. null: this ERP does not tell stock; a line that is left out is not tracked. */
  supply: LineSupply[] | null;
  /** Of this order, earliest first. */
  shipments: Shipment[];
  rules: CustomerRules;
  agreements: Agreement[];
  /** Open ones. */
  changes: ChangeRequest[];
  purchases: BoundPurchase[];
  /**
   * Orders of the same customer that carry the same reference or the same goods lines, newest first, cancelled ones
   * left out, of at least the last 120 days; at most 50.
   */
  alike: AlikeOrder[];
  gaps: DataGap[];
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
  /** Of its shipments, where the ERP keeps them. */
  trackingNumbers?: string[];
  orderedOn: string | null;
}
