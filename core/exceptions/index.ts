/** All kinds of trouble Unhold knows. To add one: write its file and name it here. */
import type { Finding } from '../model/exception.ts';
import type { DataGap, OrderContext } from '../model/order.ts';
import { carrierDisruption } from './carrierDisruption/carrierDisruption.ts';
import { contractConflict } from './contractConflict/contractConflict.ts';
import { creditHold } from './creditHold.ts';
import { holesIn } from './dataQuality.ts';
import { duplicateOrder } from './duplicateOrder.ts';
import { fulfillmentRule } from './fulfillmentRule/fulfillmentRule.ts';
import { inventoryShortage } from './inventoryShortage/inventoryShortage.ts';
import { orderChange } from './orderChange/orderChange.ts';
import { pricingMismatch } from './pricingMismatch.ts';
import { proofOfDelivery } from './proofOfDelivery.ts';
import { shippingDocuments } from './shippingDocuments/shippingDocuments.ts';
import type { ExceptionType } from './type.ts';

const types: ExceptionType[] = [
  creditHold,
  inventoryShortage,
  pricingMismatch,
  contractConflict,
  shippingDocuments,
  carrierDisruption,
  duplicateOrder,
  fulfillmentRule,
  proofOfDelivery,
  orderChange,
];

export const exceptionTypes: readonly ExceptionType[] = types;

const byName = new Map(types.map((type) => [type.name, type]));

/** Adds a company's own type at the start of a process. Throws where the name is taken. */
export function addExceptionType(type: ExceptionType): void {
  if (byName.has(type.name)) throw new Error(`There is an exception type "${type.name}" already.`);
  types.push(type);
  byName.set(type.name, type);
}

/** Throws for a name that no file defines: stored data and code disagree. */
export function exceptionType(name: string): ExceptionType {
  const type = byName.get(name);
  if (!type) throw new Error(`Unknown exception type "${name}".`);
  return type;
}

export const isExceptionType = (name: string | null): name is string => name !== null && byName.has(name);

export const titleOf = (name: string): string =>
  byName.get(name)?.title ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('_', ' ');

export interface Inspection {
  /** Everything that is wrong with the order. */
  findings: Finding[];
  /** Names of the types that could not read the order: nothing is known of their trouble, good or bad. */
  unread: string[];
}

/** Asks every type about one order. Data that one of them cannot read keep no other from looking. Pure. */
export function inspect(context: OrderContext): Inspection {
  const findings: Finding[] = [];
  const unread: string[] = [];
  for (const type of exceptionTypes) {
    try {
      const finding = type.detect(context);
      if (finding) findings.push(finding);
    } catch {
      unread.push(type.name);
    }
  }
  return { findings, unread };
}

/** Everything that is wrong with one order, as far as it can be read. Pure. */
export const detect = (context: OrderContext): Finding[] => inspect(context).findings;

/**
 * Holes in the data of an open order, and what could not be judged because of them. Notes, never findings. Pure.
 * `unread`: of an inspection that was made already.
 */
export function dataQuality(
  context: OrderContext,
  { unread }: Pick<Inspection, 'unread'> = inspect(context),
): DataGap[] {
  const notJudged = unread.map((name) => ({
    about: 'order',
    text: `Not checked for ${titleOf(name).toLowerCase()}: a value cannot be read.`,
  }));
  return [...holesIn(context), ...notJudged];
}
