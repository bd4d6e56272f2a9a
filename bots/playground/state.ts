/** The JSON of `GET /playground/state`. Scripts rely on it: add fields, never rename. */

export interface PlaygroundPerson {
  id: string;
  tenant: string;
  name: string;
  title: string;
  email: string;
  roles: string[];
  /** The stand-ins' account ids, null where the person has none there. */
  slack: string | null;
  teams: string | null;
}

export interface PlaygroundMessage {
  /** Slack ts or Teams activity id; what `POST /playground/click` calls `message`. */
  id: string;
  /** The first message of the thread this one belongs to, or null. */
  thread: string | null;
  author: { name: string; bot: boolean };
  at: string;
  editedAt: string | null;
  /** Plain text or, for cards, the notification text. */
  text: string;
  /** Slack: Block Kit blocks, exactly as the bot sent them. */
  blocks?: unknown[];
  /** Teams: the Adaptive Card, exactly as the bot sent it. */
  card?: Record<string, unknown>;
  /** Teams: what single people see instead of `card` since they pressed, by person id, until the bot edits it. */
  cardFor?: Record<string, Record<string, unknown>>;
  /** Person ids who see it; null: everybody in the channel. */
  onlyFor: string[] | null;
  /** Read off the card for scripts; null for messages that are no exception card. */
  exception: { id: string; number: string; version: number; status: string } | null;
  /** Of a message that shows several alike cases; `open`: how many of them still wait. null for all others. */
  batch: { id: string; open: number } | null;
}

export interface PlaygroundChannel {
  id: string;
  tenant: string;
  product: 'slack' | 'teams';
  /** "orders" without the hash; a direct message has the person's name. */
  name: string;
  kind: 'channel' | 'direct';
  members: string[];
  messages: PlaygroundMessage[];
}

/** An open dialog (Slack modal, Teams task) waiting for a person's input. */
export interface PlaygroundDialog {
  id: string;
  product: 'slack' | 'teams';
  person: string;
  title: string;
  /** The Slack view or the Adaptive Card of the task, as the bot sent it. */
  view: Record<string, unknown>;
  /** What the bot found wrong with the last submission, by block id. */
  errors?: Record<string, string>;
}

export interface PlaygroundMail {
  id: string;
  tenant: string;
  direction: 'in' | 'out';
  from: string;
  to: string;
  subject: string;
  text: string;
  at: string;
  inReplyTo: string | null;
}

export interface PlaygroundOrder {
  id: string;
  tenant: string;
  connection: string;
  company: string;
  number: string;
  reference: string | null;
  customer: string;
  amount: { amount: string; currency: string };
  state: string;
  hold: boolean;
  updatedAt: string;
  lines: { sku: string; description: string; quantity: string; unit: string; unitPrice: string }[];
}

/** One line of the record of an exception. */
export interface PlaygroundRecord {
  tenant: string;
  exception: string | null;
  seq: number;
  at: string;
  actor: string;
  event: string;
  sentence: string;
  hash: string;
}

export interface PlaygroundState {
  /** Grows whenever anything below changes; `GET /playground/state?after=N` waits for the next one. */
  revision: number;
  now: string;
  clockOffsetSeconds: number;
  /** Which products are stand-ins here. */
  standIns: { slack: boolean; teams: boolean; mail: boolean };
  tenants: { id: string; name: string; inbox: string; companies: string[]; timeZone: string }[];
  people: PlaygroundPerson[];
  channels: PlaygroundChannel[];
  dialogs: PlaygroundDialog[];
  /** Slack's App Home, as the bot published it for each person. */
  homes?: { person: string; view: Record<string, unknown> }[];
  mailbox: PlaygroundMail[];
  orders: PlaygroundOrder[];
  records: PlaygroundRecord[];
  faults: { connection: string; kind: string; remaining: number | null }[];
  samples: { file: string; title: string }[];
  /** Stuck orders that can be put into an ERP; `type`: which exception follows. */
  troubles: { connection: string; name: string; title: string; type: string }[];
}

/** `POST /playground/click` */
export interface PlaygroundClick {
  surface: 'slack' | 'teams';
  /** Message id (or a dialog's id to submit it). */
  message: string;
  /** The button's `action_id` (Slack) or the action's `verb`/`id` (Teams), as it stands in the card's JSON. */
  action: string;
  person: string;
  /** Values of inputs by their block/input id; for a select, the chosen value. */
  inputs?: Record<string, string>;
  /** Press the card as it stood at this version, as a client does that has not drawn the newest one yet. */
  version?: number;
}
