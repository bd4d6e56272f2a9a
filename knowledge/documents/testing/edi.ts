/** Interchanges for tests, from the segments of their sets. */

/** `FUNCTION` is the group's: PR for an 855, QM for a 214. */
export function x12(set: string, segments: string[], control = '000000311'): Uint8Array {
  const isa = `ISA*00*          *00*          *ZZ*PARTNER        *ZZ*CALDERSUPPLY   *261124*0900*U*00401*${control}*0*P*>`;
  const body = [`ST*${set}*0001`, ...segments, `SE*${segments.length + 2}*0001`];
  return new TextEncoder().encode(
    [isa, 'GS*XX*PARTNER*CALDERSUPPLY*20261124*0900*1*X*004010', ...body, 'GE*1*1', `IEA*1*${control}`]
      .map((segment) => `${segment}~\n`)
      .join(''),
  );
}

/** `message`: `DESADV:D:96A:UN:EAN005`. */
export function edifact(message: string, segments: string[], reference = 'R77'): Uint8Array {
  const body = [`UNH+1+${message}`, ...segments, `UNT+${segments.length + 2}+1`];
  return new TextEncoder().encode(
    [
      'UNA:+.? ',
      `UNB+UNOC:3+4399900000103:14+4399900000011:14+261124:0900+${reference}`,
      ...body,
      `UNZ+1+${reference}`,
    ]
      .map((segment) => `${segment}'\n`)
      .join(''),
  );
}
