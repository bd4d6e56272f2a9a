/** What Tryton answers when it does not do what was asked. An answer that proves nothing is core's ErpUnreachable. */
import { ErpUnreachable } from '#core/ports.ts';

/** A rule of the ERP says no (also: no access). */
export class TrytonUserError extends Error {
  override name = 'TrytonUserError';
}

/** The ERP asks for an acknowledgement of `warning` before it goes on. */
export class TrytonUserWarning extends Error {
  override name = 'TrytonUserWarning';
  readonly warning: string;
  constructor(warning: string, message: string) {
    super(message);
    this.warning = warning;
  }
}

/** A `_timestamp` sent along is no longer the record's. */
export class TrytonConcurrency extends Error {
  override name = 'TrytonConcurrency';
}

/** The server cannot carry out the call as made: unknown field, method or model, or a fault inside a module. */
export class TrytonFault extends Error {
  override name = 'TrytonFault';
}

/** Wrong user, password or database; said once, not tried again for a while (Tryton locks names that fail often). */
export class TrytonLoginRefused extends ErpUnreachable {
  override name = 'TrytonLoginRefused';
}

/** The ERP's own "no": the transaction was rolled back. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof TrytonUserError || error instanceof TrytonFault;

/** null: the module is missing, or this user may not read it. */
export async function unlessRefused(call: Promise<unknown>): Promise<unknown | null> {
  try {
    return await call;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
