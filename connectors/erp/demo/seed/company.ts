/** The shape in which a demo company is written down. Days count from the day of seeding. */
import type { Address, CustomerRules, OrderState } from '#core/model/order.ts';
import type { AgreementTerms } from '../schema.ts';

export interface SeedCompany {
  name: string;
  currency: string;
  /** sku, description, unit, list price, cost, on hand. */
  products: [string, string, string, string, string, string][];
  /** code, name, tier, limit (null: none), price list, mail domain. */
  customers: [string, string, string, string | null, string | null, string][];
  /** By list: sku, price, then pairs of "from quantity" and price. */
  lists: Record<string, [string, string, ...[string, string][]][]>;
  /** Lists that were replaced. */
  formerLists: Record<string, [string, string][]>;
  orders: SeedOrder[];
  /** What surrounds the orders: where goods lie, who brings them, what was agreed. */
  world: SeedWorld;
  /** number, customer, amount, due in so many days (negative: overdue), paid so many days after that (null: unpaid). */
  invoices: [string, string, string, number, number | null][];
}

/**
 * number, customer, purchase order, state, ordered so many days ago, promised in so many days, entered by, lines.
 * Lines: "SKU*quantity", priced as agreed or by the list; "SKU*quantity@price" says another price; "FREIGHT@amount".
 */
export type SeedOrder = [string, string, string | null, OrderState, number, number, string, string];

export interface SeedWorld {
  /** The first is the main one: name, country, days of a transfer from there, share of the main one's stock. */
  warehouses: [string, string, number, number][];
  /** Code, name, mail address, lead days, and the beginnings of the item numbers bought from it. */
  suppliers: [string, string, string, number, string[]][];
  /** Code, name, mail address, service. Orders in processing and behind use them in turn. */
  carriers: [string, string, string, string][];
  /** Item, quantity, expected in so many days. */
  incoming: [string, string, number][];
  /** By customer. */
  customers: Record<string, SeedCustomer>;
  /** Customer, title, valid from, valid to, terms. */
  agreements: [string, string, string, string | null, AgreementTerms][];
  /** Shipments of these orders are under way; by order number: carrier code, tracking, arrives in so many days. */
  underWay?: Record<string, [string, string, number]>;
}

export interface SeedCustomer {
  email: string;
  shipTo: Address;
  paymentTerms: string;
  rules?: CustomerRules;
}
