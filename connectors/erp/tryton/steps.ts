/** Carries out one step of a plan, looks for its effect, and removes what interrupted plans left behind. */
import type { LookupOutcome, StepOutcome, StepSpec } from '#core/model/action.ts';
import { ErpUnreachable } from '#core/ports.ts';
import type { TrytonClient } from './client.ts';
import { TrytonConcurrency, TrytonUserWarning } from './errors.ts';
import { removeDraftAmendments } from './lineSteps.ts';
import { removeAcknowledgements } from './orderSteps.ts';
import { isMarker } from './plan.ts';
import type { ReadOrder } from './read.ts';
import { releaseAssignments, StockMoved } from './shipmentSteps.ts';
import type { StepInput, StepKind } from './stepKind.ts';
import { stepKinds } from './stepKinds.ts';

export interface StepDeps {
  client: TrytonClient;
  readOrder(id: string): Promise<ReadOrder | null>;
}

type On = { orderId: string; expectedVersion: string | null; acknowledge: string[] };

/** Never throws: what cannot be known is `unknown`. */
export async function executeStep(deps: StepDeps, step: StepSpec, on: On): Promise<StepOutcome> {
  let sent = false;
  try {
    const kind = kindOf(step);
    const input = toInput(deps, step, on.orderId, on.acknowledge);
    const order = kind.needsOrder ? await deps.readOrder(on.orderId) : null;
    if (kind.needsOrder && !order)
      return { status: 'rejected', message: `Tryton has no sale ${on.orderId}.` };
    const there = await effectOf(kind, input, order);
    if (there !== null) return { status: 'already_applied', evidence: there, ...versionOf(order) };
    const refusal = await refusalOf(kind, input, order, on.expectedVersion);
    if (refusal) return refusal;
    sent = true;
    const failure = await failureOf(kind.needsOrder ? kind.perform(input, order!) : kind.perform(input));
    // An error may come from work that follows the commit (a sale's processing), so the record decides, not the answer.
    const after = kind.needsOrder ? await deps.readOrder(on.orderId) : null;
    const effect = kind.needsOrder && !after ? null : await effectOf(kind, input, after);
    if (effect !== null) return { status: 'applied', evidence: effect, ...versionOf(after) };
    return (
      failure ?? {
        status: 'no_effect',
        message: `Tryton answered "${step.name}" without an error and did nothing.`,
      }
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!sent && !(error instanceof ErpUnreachable)) return { status: 'rejected', message };
    return { status: 'unknown', message };
  }
}

/** Reads the ERP for the effect of a step that was sent. Never throws. */
export async function lookupStep(deps: StepDeps, step: StepSpec, orderId: string): Promise<LookupOutcome> {
  try {
    const kind = kindOf(step);
    const order = kind.needsOrder ? await deps.readOrder(orderId) : null;
    if (kind.needsOrder && !order) return { status: 'unknown', message: `Tryton has no sale ${orderId}.` };
    const evidence = await effectOf(kind, toInput(deps, step, orderId, []), order);
    return evidence === null ? { status: 'absent' } : { status: 'applied', evidence, ...versionOf(order) };
  } catch (error) {
    return { status: 'unknown', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Deletes acknowledgements and unvalidated amendments, and gives assigned stock back, by the names recorded before. */
export async function sweepLeftovers(
  client: TrytonClient,
  leftovers: { kind: string; name: string }[],
): Promise<{ cleared: string[] }> {
  const named = (kind: string) => leftovers.filter((left) => left.kind === kind).map((left) => left.name);
  const acknowledgements = named('acknowledgement');
  const amendments = named('amendment').filter(isMarker);
  const assignments = named('assignment').filter((name) => /^\d+$/.test(name));
  if (assignments.length > 0) await releaseAssignments(client, assignments.map(Number));
  if (acknowledgements.length > 0) await removeAcknowledgements(client, acknowledgements);
  if (amendments.length > 0) await removeDraftAmendments(client, amendments);
  return { cleared: [...acknowledgements, ...amendments, ...assignments] };
}

function kindOf(step: StepSpec): StepKind {
  const kind = Object.hasOwn(stepKinds, step.name) ? stepKinds[step.name] : undefined;
  if (!kind) throw new Error(`The Tryton connector knows no step "${step.name}".`);
  return kind;
}

function toInput({ client }: StepDeps, step: StepSpec, orderId: string, acknowledge: string[]): StepInput {
  return { client, orderId: Number(orderId), params: step.params, acknowledge };
}

const effectOf = async (kind: StepKind, input: StepInput, order: ReadOrder | null) =>
  kind.needsOrder ? kind.effect(input, order!) : kind.effect(input);

async function refusalOf(
  kind: StepKind,
  input: StepInput,
  order: ReadOrder | null,
  expected: string | null,
): Promise<StepOutcome | null> {
  if (!kind.needsOrder || !order) return null;
  if (expected !== null && order.context.order.version !== expected) {
    return { status: 'conflict', message: 'The order, its prices or the credit changed since it was read.' };
  }
  return kind.refuse(input, order);
}

const versionOf = (order: ReadOrder | null) => (order ? { version: order.context.order.version } : {});

/** A clear answer other than success, as an outcome; null when the call succeeded. Throws where nothing is proven. */
async function failureOf(call: Promise<unknown>): Promise<StepOutcome | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof TrytonUserWarning) {
      return { status: 'needs_acknowledgement', warnings: [{ name: error.warning, message: error.message }] };
    }
    if (error instanceof TrytonConcurrency || error instanceof StockMoved)
      return { status: 'conflict', message: error.message };
    if (error instanceof ErpUnreachable || !(error instanceof Error)) throw error;
    return { status: 'rejected', message: error.message };
  }
}
