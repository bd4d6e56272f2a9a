/** Who and what the stand-ins know: companies, accounts, channels. Read rarely, looked up on every call. */
import type { Directory, DirectoryTenant } from './options.ts';
import type { PlaygroundPerson } from './state.ts';

/** A channel or a direct message, with everybody who sees it. */
export interface Place {
  tenant: DirectoryTenant;
  product: 'slack' | 'teams';
  id: string;
  name: string;
  kind: 'channel' | 'direct';
  members: PlaygroundPerson[];
}

export interface Roster {
  directory: Directory;
  person(id: string): PlaygroundPerson | null;
  tenant(id: string): DirectoryTenant | null;
  /** The person behind a Slack or Teams account. */
  account(product: 'slack' | 'teams', id: string): PlaygroundPerson | null;
  place(product: 'slack' | 'teams', id: string): Place | null;
  places(): Place[];
}

export interface RosterSource {
  /** As it is now. */
  fresh(): Promise<Roster>;
  /** From memory; read again, at most once a second, when `pick` finds nothing. */
  find<T>(pick: (roster: Roster) => T | null): Promise<T | null>;
}

/** One direct message per person and bot, with an id that follows from the account's. */
export const slackDirectId = (account: string): string => `D${account.slice(1)}`;
export const teamsDirectId = (account: string): string => `a:${account}`;

export function createRosterSource(read: () => Promise<Directory>): RosterSource {
  let held: Roster | null = null;
  let readAt = 0;
  const fresh = async () => {
    readAt = Date.now();
    held = createRoster(await read());
    return held;
  };
  return {
    fresh,
    async find(pick) {
      const known = held && pick(held);
      if (known !== null) return known;
      return held && Date.now() - readAt < 1000 ? null : pick(await fresh());
    },
  };
}

function createRoster(directory: Directory): Roster {
  const people = new Map(directory.people.map((person) => [person.id, person]));
  const tenants = new Map(directory.tenants.map((tenant) => [tenant.id, tenant]));
  const accounts = new Map<string, PlaygroundPerson>();
  const places = new Map<string, Place>();
  const add = (place: Place) => places.set(`${place.product} ${place.id}`, place);
  for (const channel of directory.channels) {
    const tenant = tenants.get(channel.tenant);
    if (!tenant) continue;
    const members = channel.members.flatMap((id) => people.get(id) ?? []);
    add({ tenant, product: channel.product, id: channel.id, name: channel.name, kind: 'channel', members });
  }
  for (const person of directory.people) {
    const tenant = tenants.get(person.tenant);
    if (!tenant) continue;
    const direct = { tenant, name: person.name, kind: 'direct' as const, members: [person] };
    if (person.slack) {
      accounts.set(`slack ${person.slack}`, person);
      add({ ...direct, product: 'slack', id: slackDirectId(person.slack) });
    }
    if (person.teams) {
      accounts.set(`teams ${person.teams}`, person);
      add({ ...direct, product: 'teams', id: teamsDirectId(person.teams) });
    }
  }
  return {
    directory,
    person: (id) => people.get(id) ?? null,
    tenant: (id) => tenants.get(id) ?? null,
    account: (product, id) => accounts.get(`${product} ${id}`) ?? null,
    place: (product, id) => places.get(`${product} ${id}`) ?? null,
    places: () => [...places.values()],
  };
}
