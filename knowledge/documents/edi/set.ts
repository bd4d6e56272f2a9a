import type { EdiErrors } from './errors.ts';
import type { Segment } from './split.ts';

/** Who sent what to whom: the envelope's own words. */
export interface Envelope {
  /** Interchange control number (ISA13) or reference (UNB 0020). */
  control: string;
  sender: string;
  receiver: string;
}

/** One transaction set or message, cut out of its envelope; what it says is for the mappings. */
export interface EdiSet {
  standard: 'X12' | 'EDIFACT';
  /** `855`, `ORDRSP`; '' where an interchange holds none. */
  set: string;
  control: string;
  /** `004010`, `D:96A:UN:EAN008`. */
  version: string;
  envelope: Envelope;
  /** Between header and trailer. */
  segments: Segment[];
  errors: EdiErrors;
  decimalMark: string;
}
