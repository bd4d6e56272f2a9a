import type { Mail } from '#core/model/signal.ts';
import { headersOnly, MAIL_BYTES, type UnreadableMail } from './parse.ts';
import { createSlots } from './slots.ts';

/** What was kept, and whether it was there already. */
export interface Kept {
  signalId: string;
  duplicate: boolean;
}

export interface IntakeParts {
  /** The tenant whose inbox an address is; null where nobody's. `address` is without its "+team". */
  tenantOf(address: string): Promise<string | null>;
  /** Keeps the mail verbatim and hands it on, before it resolves. `team`: whom the address named. */
  store(tenantId: string, raw: Uint8Array, parsed: Mail | UnreadableMail, team: string | null): Promise<Kept>;
  parse(raw: Uint8Array): Promise<Mail | UnreadableMail>;
}

/** Mails read and stored at once in one process. What waits is held by those who send. */
const AT_ONCE = 8;

/** The one way in for mail, whatever door it comes through: tenant by address, read, stored. Bounded in what it holds. */
export function createIntake({ tenantOf, store, parse }: IntakeParts) {
  const slots = createSlots(AT_ONCE);
  return {
    /** Whose mail an address receives, and for which team; null: nobody's. */
    async mailboxOf(address: string): Promise<{ tenantId: string; team: string | null } | null> {
      const { base, team } = splitAddress(address);
      const tenantId = base ? await tenantOf(base) : null;
      return tenantId === null ? null : { tenantId, team };
    },
    /** Runs one delivery when there is room for it: read the bytes only inside. */
    whenRoom: slots.run,
    /** Resolves once the mail is committed. Throws when the store is down: nothing was kept then. */
    async take(tenantId: string, raw: Uint8Array, team: string | null): Promise<Kept> {
      return store(tenantId, raw, await parse(raw), team);
    },
    /** A mail too large to be taken: its headers and the reason are kept. */
    async takeTooLarge(tenantId: string, head: Uint8Array, team: string | null): Promise<Kept> {
      const reason = `It is larger than ${MAIL_BYTES / 1024 / 1024} MB.`;
      return store(tenantId, head, await headersOnly(head, reason), team);
    },
  };
}
export type Intake = ReturnType<typeof createIntake>;

/** "Inbox+Credit@x.example" is the box "inbox@x.example" and the team "credit". */
export function splitAddress(address: string): { base: string | null; team: string | null } {
  const found = /^([^\s@+<>]{1,64})(?:\+([^\s@<>]{0,64}))?@([^\s@<>]{1,255})$/.exec(
    address.trim().toLowerCase(),
  );
  if (!found) return { base: null, team: null };
  const team = found[2]?.replace(/[^\p{L}\p{N}._-]/gu, '').slice(0, 40) || null;
  return { base: `${found[1]}@${found[3]}`, team };
}
