/** All kinds of trouble Unhold knows. To add one: write its file and name it here. */
import type { Finding } from '../model/exception.ts';
import type { OrderContext } from '../model/order.ts';
import { creditHold } from './creditHold.ts';
import { pricingMismatch } from './pricingMismatch.ts';
import type { ExceptionType } from './type.ts';

export const exceptionTypes: readonly ExceptionType[] = [creditHold, pricingMismatch];

const byName = new Map(exceptionTypes.map((type) => [type.name, type]));

/** Throws for a name that no file defines: stored data and code disagree. */
export function exceptionType(name: string): ExceptionType {
  const type = byName.get(name);
  if (!type) throw new Error(`Unknown exception type "${name}".`);
  return type;
}

export const isExceptionType = (name: string | null): name is string => name !== null && byName.has(name);

export const titleOf = (name: string): string => byName.get(name)?.title ?? name.replaceAll('_', ' ');

/** Everything that is wrong with one order. Pure. */
export const detect = (context: OrderContext): Finding[] =>
  exceptionTypes.map((type) => type.detect(context)).filter((finding) => finding !== null);
