/** One raw thing that arrived, and what triage makes of a mail. */
/** What the rules read from one mail, without database or network. The shape of `unhold triage --json`. */
export interface MailReading {
  type: string | null;
  /** 0 to 1. */
  confidence: number;
  /** Other types that were in it. */
  also: string[];
  originalSender: string | null;
  originalSubject: string | null;
  /** Who forwarded it, if it was forwarded. */
  forwarder: string | null;
  orderNumbers: string[];
  poNumbers: string[];
  skus: string[];
  trackingNumbers: string[];
  customer: string | null;
  /** ISO 639-1. */
  language: string;
  decidedBy: 'rules' | 'classifier' | 'model';
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
}
