import type { Mail } from '#core/model/signal.ts';
import { createIntake } from './intake.ts';
import { parseMail, type UnreadableMail } from './parse.ts';

/** A store in memory for tests: Calder's inbox, one signal per Message-ID, and a switch that takes it down. */
export function testIntake() {
  const stored: { tenantId: string; raw: Buffer; parsed: Mail | UnreadableMail; team: string | null }[] = [];
  const store = { down: false };
  const intake = createIntake({
    tenantOf: async (address) => {
      if (store.down) throw new Error('The store is down.');
      return address === 'inbox@calder.unhold.example' ? 'calder' : null;
    },
    parse: parseMail,
    store: async (tenantId, raw, parsed, team) => {
      if (store.down) throw new Error('The store is down.');
      const known = stored.findIndex((one) => one.parsed.messageId === parsed.messageId);
      if (known >= 0) return { signalId: `signal-${known}`, duplicate: true };
      stored.push({ tenantId, raw: Buffer.from(raw), parsed, team });
      return { signalId: `signal-${stored.length - 1}`, duplicate: false };
    },
  });
  return { intake, stored, store };
}

export const quietLog = { info: () => {}, warn: () => {}, error: () => {} };
