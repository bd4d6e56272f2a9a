/** Every step that plans may name. */
import { lineSteps } from './lineSteps.ts';
import { orderSteps } from './orderSteps.ts';
import { shipmentSteps } from './shipmentSteps.ts';
import type { StepKind } from './stepKind.ts';
import { supplySteps } from './supplySteps.ts';

export const stepKinds: Record<string, StepKind> = {
  ...orderSteps,
  ...lineSteps,
  ...shipmentSteps,
  ...supplySteps,
};
