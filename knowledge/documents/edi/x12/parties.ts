/** N1 to N4: who is meant. Inside a line they say where that line goes, which the document model does not keep. */
import { at } from '../split.ts';
import type { Handler } from './map.ts';

export const partyHandlers: Record<string, Handler> = {
  N1: (s, d) => {
    if (d.line) return;
    d.parties.push({ role: at(s, 1).trim(), name: (at(s, 2) || at(s, 4)).trim(), address: [], segment: s });
  },
  N2: (s, d) => {
    const party = d.line ? undefined : d.parties.at(-1);
    if (party && !party.name) party.name = at(s, 1).trim();
  },
  N3: (s, d) => {
    if (!d.line) d.parties.at(-1)?.address.push(at(s, 1).trim(), at(s, 2).trim());
  },
  N4: (s, d) => {
    if (d.line) return;
    const [city, state, code, country] = [1, 2, 3, 4].map((n) => at(s, n).trim());
    d.parties.at(-1)?.address.push(city ?? '', [state, code].filter(Boolean).join(' '), country ?? '');
  },
};
