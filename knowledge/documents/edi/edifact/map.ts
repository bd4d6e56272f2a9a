import { Draft, type Mapped } from '../draft.ts';
import type { EdiSet } from '../set.ts';
export function mapEdifact(_set: EdiSet): Mapped {
  return new Draft().done();
}
