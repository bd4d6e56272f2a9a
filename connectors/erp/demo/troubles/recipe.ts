/** The shape in which a trouble is written down: an order in good order, and what is wrong with it. Days count from today. */
import type {
  Address,
  ChangeRequest,
  CustomerRules,
  OrderLine,
  OrderState,
  PaperKind,
  Shipment,
} from '#core/model/order.ts';
import type { AgreementTerms } from '../schema.ts';

export interface Item {
  description: string;
  quantity: number;
  price: string;
  /** What the customer's list says; absent: the same. */
  agreed?: string;
  cost: string;
  /** In the main warehouse; absent: plenty. */
  onHand?: number;
  /** In the other warehouse. */
  elsewhere?: number;
  /** Quantity and day of the next receipt. */
  incoming?: [number, number];
  /** An item that could stand in, with its price and cost. */
  substitute?: { description: string; price: string; cost: string };
  goods?: OrderLine['goods'];
  /** Ordered from the supplier for this line alone, with the fee of cancelling it. */
  bound?: string;
}

export interface ShipmentRecipe {
  state: Shipment['state'];
  plannedIn: number;
  /** Absent: as the order. */
  promisedIn?: number;
  expectedIn?: number;
  event?: { trouble: 'late' | 'stuck' | 'stopped'; daysAgo: number; text: string };
  /** Who carries it now, with the service; absent: Parcel Union, Ground. */
  carrier?: [CarrierCode, string];
  /** Carrier, service, arrives in so many days, cost. */
  alternatives?: [CarrierCode, string, number, string][];
  /** Absent: bill of lading and packing list, and what a delivered one has. */
  papers?: PaperKind[];
  /** What its bill of lading says instead of the first item's quantity. */
  wrongQuantity?: string;
  packing?: Shipment['packing'];
  lot?: { lot: string; expiresIn: number };
  dispute?: {
    kind: NonNullable<Shipment['dispute']>['kind'];
    quantity: number;
    text: string;
    claimIn: number;
  };
}

export type CarrierCode = 'T-SWIFT' | 'T-NOVA' | 'T-PARCEL';

export interface Recipe {
  items: Item[];
  state?: OrderState;
  /** null: none. */
  reference?: null;
  orderedAgo?: number;
  promisedIn?: number;
  charges?: [string, string, string][];
  limit?: string;
  /** An unpaid invoice, overdue by so many days. */
  unpaid?: [string, number];
  rules?: CustomerRules;
  paymentTerms?: string;
  agreement?: AgreementTerms & { endedAgo?: number };
  /** Somebody else has an agreement that reserves the first item. */
  reserved?: true;
  abroad?: true;
  change?: Wanted;
  shipment?: ShipmentRecipe;
  /** The order that this one repeats, so many days earlier. */
  twin?: { daysAgo: number; sameReference: boolean; quantities?: number[] };
}

/** As a change request says it; lines by their place. */
export type Wanted =
  | { kind: 'quantity'; of: number; to: number; text: string }
  | { kind: 'cancel_line'; of: number; text: string }
  | { kind: 'date'; in: number; text: string }
  | { kind: 'address'; text: string }
  | { kind: 'cancel_order'; text: string };

export interface Trouble {
  /** What `causeTrouble` is asked for. */
  name: string;
  /** For people. */
  title: string;
  /** The exception type that detects it. */
  type: string;
  /** Types that are found beside it. */
  also?: string[];
  recipe: Recipe;
}

/** Where customers of troubles move to when they ask for another address. */
export const movedTo = (country: string): Address => ({
  name: 'New Plant, Dock 2',
  street: '1800 Commerce Park',
  postalCode: country === 'US' ? '43125' : '21129',
  city: country === 'US' ? 'Groveport' : 'Hamburg',
  country,
});

export type WantedChange = ChangeRequest['what'];
