/** Customers' rules, as this company keeps them: party categories that say them, and notes that explain them. */
import { z } from 'zod';
import type { CustomerRules } from '#core/model/order.ts';
import type { TrytonClient } from './client.ts';
import { unlessRefused } from './errors.ts';
import type { PartyRow } from './rows.ts';

const noteRows = z.array(z.object({ resource: z.string(), message: z.string().nullable() }));
// A card quotes it, so it has to stay a sentence.
const longestNote = 300;

/** Notes by party id; empty where this user may not read them. */
export async function readPartyNotes(
  client: TrytonClient,
  parties: PartyRow[],
): Promise<Map<number, string>> {
  const bound = parties.filter((party) => Object.keys(rulesOf(party)).length > 0);
  if (bound.length === 0) return new Map();
  const domain = ['OR', ...bound.map((party) => ['resource', '=', `party.party,${party.id}`])];
  const found = await unlessRefused(
    client.call('ir.note.search_read', [[domain], 0, 1000, [['id', 'ASC']], ['resource', 'message']]),
  );
  const notes = new Map<number, string>();
  for (const { resource, message } of noteRows.parse(found ?? [])) {
    const id = Number(resource.split(',')[1]);
    if (message) notes.set(id, [notes.get(id), message.trim()].filter(Boolean).join(' '));
  }
  return notes;
}

export function toRules(party: PartyRow, note: string | null): CustomerRules {
  const rules = rulesOf(party);
  if (Object.keys(rules).length === 0) return {};
  const names = party['categories.'].map((category) => category.name).filter((name) => isRule(name));
  const said = note ? `; note "${note.length > longestNote ? `${note.slice(0, longestNote)}…` : note}"` : '';
  return {
    ...rules,
    source: `Party ${party.name ?? party.code ?? party.id}: category ${names.join(', ')}${said}`,
  };
}

function rulesOf(party: PartyRow): CustomerRules {
  const has = (rule: string) => party['categories.'].some((category) => normal(category.name) === rule);
  return {
    ...(has('ship complete') && { shipComplete: true }),
    ...(has('po required') && { purchaseOrderRequired: true }),
  };
}

const isRule = (name: string | null) => ['ship complete', 'po required'].includes(normal(name));
const normal = (name: string | null) => (name ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
