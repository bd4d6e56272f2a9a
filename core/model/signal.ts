/** One raw thing that arrived, and what triage makes of a mail. */
/** One value that a mail names, and where. */
export interface MailField {
  name: 'orderNumber' | 'poNumber' | 'sku' | 'trackingNumber' | 'quantity' | 'price' | 'date' | 'customer';
  /** As in `orderNumbers` and the others; amounts as decimal numbers ("12.40 USD"), dates as YYYY-MM-DD. */
  value: string;
  /** JavaScript string indexes into `Mail.text` (with `in`: into `Mail.subject`), `end` exclusive. */
  start: number;
  end: number;
  in?: 'subject';
}

/** What was read from one mail, without database or network. The shape of `unhold triage --json`. */
export interface MailReading {
  type: string | null;
  /** 0 to 1: the probability that `type` (or null: no trouble) is right. */
  confidence: number;
  /** What it can be, most probable first; null is no trouble. Not in signals that were kept before there were any. */
  candidates?: { type: string | null; confidence: number }[];
  /** Nothing stands out: a person should choose among the first candidates. */
  unsure?: boolean;
  /** Every value found, in the order of the mail. */
  fields?: MailField[];
  /** Other types that were in it. */
  also: string[];
  originalSender: string | null;
  originalSubject: string | null;
  /** Who forwarded it, if it was forwarded. */
  forwarder: string | null;
  /** Whether it passes an older message on, rather than answering one. */
  forwarded: boolean;
  /** Whether words of an older message are in it at all: forwarded, quoted, or left below an answer. */
  quoted: boolean;
  /** When the original was written, as its head says it; for a mail of its own an ISO instant. */
  originalDate: string | null;
  /** To whom the original was addressed: addresses, or names where it has no address. */
  originalTo: string[];
  orderNumbers: string[];
  poNumbers: string[];
  skus: string[];
  trackingNumbers: string[];
  customer: string | null;
  /** ISO 639-1. */
  language: string;
  decidedBy: 'rules' | 'classifier' | 'model' | 'person';
  suppressed: 'bounce' | 'auto-reply' | 'bulk' | 'loop' | 'spam' | null;
  /** What the forwarder wrote on top. */
  note: string;
  /** The newest original message without history and signature. */
  text: string;
  why: string;
}

/** A parsed mail: what the envelope says, nothing concluded yet. */
export interface Mail {
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  from: { name: string; address: string } | null;
  to: string[];
  subject: string;
  date: string | null;
  /** Plain text; from HTML where there is no text part. */
  text: string;
  /** Header names in lower case. */
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; size: number }[];
  /** Its HTML marks a part as quoted, whether or not the text shows it. */
  quotesInHtml?: boolean | undefined;
}

/** What a carrier, an EDI partner or a document says of an order, in one shape whatever its own format was. */
export interface OrderEvent {
  /** The source's own key: the same twice is one signal. */
  id: string;
  source: 'carrier' | 'edi' | 'document';
  /** The type of exception that it tells of. */
  type: string;
  /** ISO 8601 instant or date: when it happened. */
  at: string;
  /** At least one of the three: our number, the customer's PO number, the shipment's tracking number. */
  order: {
    number?: string | undefined;
    reference?: string | undefined;
    tracking?: string | undefined;
  };
  /** By name. */
  customer?: string | undefined;
  /** In plain words, for people. */
  text: string;
  /** What else it says, by the source's own names; kept for the record. */
  fields?: Record<string, string | number | boolean | null> | undefined;
}
