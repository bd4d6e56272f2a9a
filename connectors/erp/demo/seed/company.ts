/** The shape in which a demo company is written down. Days count from the day of seeding. */
import type { OrderState } from '#core/model/order.ts';

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
  /** number, customer, amount, due in so many days (negative: overdue), paid so many days after that (null: unpaid). */
  invoices: [string, string, string, number, number | null][];
}

/**
 * number, customer, purchase order, state, ordered so many days ago, promised in so many days, entered by, lines.
 * Lines: "SKU*quantity", priced as agreed or by the list; "SKU*quantity@price" says another price; "FREIGHT@amount".
 */
export type SeedOrder = [string, string, string | null, OrderState, number, number, string, string];
