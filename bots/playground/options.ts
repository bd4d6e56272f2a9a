/** What the playground needs from the outside; the composition root wires it. */
import type { Clock } from '#core/ports.ts';
import type { Tx } from '#core/store/database.ts';
import type { PlaygroundOrder, PlaygroundPerson, PlaygroundRecord, PlaygroundState } from './state.ts';

/** One company as the stand-ins see it. `slack` is its team id, `teams` its Entra tenant id; null: not there. */
export interface DirectoryTenant {
  id: string;
  name: string;
  inbox: string;
  companies: string[];
  timeZone: string;
  slack: string | null;
  teams: string | null;
}

interface DirectoryChannel {
  tenant: string;
  product: 'slack' | 'teams';
  /** "C0ORDERS", "19:…@thread.tacv2". */
  id: string;
  name: string;
  /** Person ids. */
  members: string[];
}

export interface Directory {
  tenants: DirectoryTenant[];
  people: PlaygroundPerson[];
  channels: DirectoryChannel[];
}

export type StandInTx = Pick<Tx, 'rows'>;

interface FaultRequest {
  connection: string;
  kind: string;
  /** How many calls it hits; null: until it is cleared. */
  remaining: number | null;
  /** Which calls, where the ERP tells them apart. */
  operation?: string | undefined;
  /** Of "slow". */
  milliseconds?: number | undefined;
  /** Of "late". */
  seconds?: number | undefined;
  /** Of "refuse": the ERP's words. */
  message?: string | undefined;
}

/** The ERP seen from its own side, past the connector. */
interface ErpAdmin {
  orders(tenantId: string): Promise<PlaygroundOrder[]>;
  faults(): Promise<PlaygroundState['faults']>;
  /** `kind` "none" clears. Resolves to a sentence when the connection or the kind is unknown. */
  setFault(fault: FaultRequest): Promise<{ refused: string } | null>;
  /** What `causeTrouble` can do. */
  troubles(): Promise<PlaygroundState['troubles']>;
  /** Puts a new order into the ERP that gets stuck by its rules. `order`: its number. */
  causeTrouble(trouble: {
    connection: string;
    name: string;
  }): Promise<{ order: string; type: string } | { refused: string }>;
}

interface PlaygroundSample {
  file: string;
  title: string;
  raw(): Promise<string | Uint8Array>;
}

export interface PlaygroundOptions {
  /** Where this app is reached, "http://127.0.0.1:3000": stand-in URLs begin with it. */
  baseUrl: string;
  /** The bearer of it can act as anyone. New at each start. Default: made here. */
  token?: string | undefined;
  /** What the stand-ins' own secrets derive from. Processes that share stand-ins share it. Default: random. */
  secret?: string | undefined;
  /** Which products are stand-ins. Default: all. */
  standIns?: Partial<PlaygroundState['standIns']> | undefined;
  /**
   * The app's own `fetch`. `waitUntil` receives what the bot goes on with after its answer, so that a click can tell
   * the private answer that comes a moment later; a root that cannot pass it on gives the bots `Playground.waitUntil`.
   */
  dispatch(request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response>;
  /** One transaction that sees one tenant: `inTenant` of core/store. */
  transaction<T>(tenantId: string, work: (tx: StandInTx) => Promise<T>): Promise<T>;
  directory(): Promise<Directory>;
  erpAdmin: ErpAdmin;
  records(tenantId: string): Promise<PlaygroundRecord[]>;
  /** The bearer token of a tenant's `POST /inbox`; null: the tenant takes no mail. */
  inboxToken(tenantId: string): Promise<string | null>;
  clock: Clock & { offsetSeconds(): number; move(seconds: number): Promise<void> };
  /** A `Set-Cookie` value that signs this person in; null: no such person. */
  sessionFor(personId: string): Promise<string | null>;
  samples: PlaygroundSample[];
  pageFiles(name: string): Promise<{ body: string | Uint8Array; type: string } | null>;
  /** Calls back whenever orders, records or faults may have changed. Returns how to stop. */
  onChange(listener: () => void): () => void;
}
