/** What a call that changes Tryton is made of: how its effect is recognised, when it is refused, and the call itself. */
import type { StepOutcome } from '#core/model/action.ts';
import type { TrytonClient } from './client.ts';
import { literal } from './find.ts';
import type { ReadOrder } from './read.ts';
import type { LineRow, SaleRow } from './rows.ts';

export interface StepInput {
  client: TrytonClient;
  orderId: number;
  params: Record<string, unknown>;
  /** Names of warnings that the approver saw. */
  acknowledge: string[];
}

export type Refusal = Extract<StepOutcome, { status: 'rejected' | 'conflict' }>;

/** A step on the order itself: version compared before, order read back after. */
export interface OrderStep {
  needsOrder: true;
  /** What proves the effect, in the ERP's words; null: not there. */
  effect(input: StepInput, order: ReadOrder): Promise<string | null> | string | null;
  refuse(input: StepInput, order: ReadOrder): Promise<Refusal | null> | Refusal | null;
  perform(input: StepInput, order: ReadOrder): Promise<unknown>;
}

/** A step beside the order: a note, or a clean-up that must work whatever became of the order. */
export interface SideStep {
  needsOrder: false;
  effect(input: StepInput): Promise<string | null>;
  perform(input: StepInput): Promise<unknown>;
}

export type StepKind = OrderStep | SideStep;

export const rejected = (message: string): Refusal => ({ status: 'rejected', message });
export const conflict = (message: string): Refusal => ({ status: 'conflict', message });

export const lineOf = (row: SaleRow, lineId: string): LineRow | undefined =>
  row['lines.'].find((line) => String(line.id) === lineId);

/** Searches for texts that start with one of our markers. */
export const startsWith = (field: string, markers: string[]): unknown[] => [
  'OR',
  ...markers.map((marker) => [field, 'like', `${literal(marker)}%`]),
];

/** Sent with a write, so that one transaction compares the sale and every line with what was read. */
export const timestampsOf = (row: SaleRow): Record<string, string> =>
  Object.fromEntries([
    [`sale.sale,${row.id}`, row._timestamp],
    ...row['lines.'].map((line) => [`sale.line,${line.id}`, line._timestamp]),
  ]);
