/** From the words of a mail, its papers, or an event of a carrier or partner to reports. Pure. */
import Big from 'big.js';
import type { OrderContext } from '../../model/order.ts';
import type { OrderEvent } from '../../model/signal.ts';
import type { TenantConfig } from '../../store/tenantConfig.ts';
import type { MailSignal } from '../account.ts';
import { differences } from '../documents/compare.ts';
import { isRead } from '../documents/papers.ts';
import { wishesIn } from './changes.ts';
import { disputeIn, troubleIn } from './deliveries.ts';
import type { Report } from './report.ts';

/** A signal as far as reports are read from it. */
export interface Word {
  signalId: string;
  source: string;
  /** ISO instant. */
  receivedAt: string;
  body: unknown;
}

/** Of what somebody says, a card shows and an ERP's note takes so much. */
const shown = 500;

/** Those that it was left with when a part of them was settled; else what it says. */
export function reportsOf(
  word: Word,
  type: string,
  context: OrderContext,
  company: Pick<TenantConfig, 'locale' | 'name'>,
): Report[] {
  const { reports = [] } = word.body as { reports?: Report[] };
  const kept = reports.filter((report) => report.type === type);
  return kept.length ? kept : reportsIn(word, type, context, company);
}

/** What it says of this order, if it is taken for a `type`. Nothing for types that the ERP itself can see. */
export function reportsIn(
  { signalId, source, receivedAt, body }: Word,
  type: string,
  context: OrderContext,
  company: Pick<TenantConfig, 'locale' | 'name'>,
): Report[] {
  const said =
    source === 'email'
      ? inMail(body as Pick<MailSignal, 'reading' | 'papers'>, receivedAt, context, company)
      : inEvent(body as OrderEvent);
  const text = said.text.replace(/\s+/g, ' ').trim().slice(0, shown).toWellFormed();
  const day = said.at.slice(0, 10);
  switch (type) {
    case 'order_change': {
      const inWords = wishesIn(said.text, context, { day, language: said.language });
      const onPaper = said.changes.map(
        ({ lineId, sku, quantity }) => ({ kind: 'quantity', lineId, sku, to: quantity }) as const,
      );
      return (inWords.length ? inWords : onPaper).map((what, index) => ({
        type,
        request: { id: `${signalId}:${index}`, askedOn: day, by: said.by, what, text },
      }));
    }
    case 'proof_of_delivery': {
      const found = disputeIn(said.text, context, { ...said, day });
      return found ? [{ type, ...found, dispute: { ...found.dispute, text } }] : [];
    }
    case 'carrier_disruption': {
      const found = troubleIn(said.text, context, said);
      return found ? [{ type, ...found, event: { ...found.event, text } }] : [];
    }
    default:
      return [];
  }
}

interface Said {
  by: string;
  text: string;
  /** ISO instant or date. */
  at: string;
  language: string;
  /** Whether it is trouble by its sort: an event is. */
  isTrouble: boolean;
  trackingNumbers: string[];
  /** Quantities that a purchase order has otherwise. */
  changes: { lineId: string; sku: string; quantity: string }[];
  /** What a delivery's paper lacks. */
  lines: { lineId: string; sku: string; quantity: string }[];
}

function inMail(
  { reading, papers }: Pick<MailSignal, 'reading' | 'papers'>,
  at: string,
  context: OrderContext,
  { locale, name }: Pick<TenantConfig, 'locale' | 'name'>,
): Said {
  const lines = (papers ?? [])
    .filter(isRead)
    .flatMap((paper) => differences(paper, context.order, { locale, company: name }))
    .flatMap(({ type, line }) => (line ? [{ type, ...line }] : []));
  const of = (type: string) => lines.filter((line) => line.type === type);
  return {
    by: reading.originalSender ?? reading.forwarder ?? 'the sender of the mail',
    text: reading.text || reading.note,
    at,
    language: reading.language,
    isTrouble: false,
    trackingNumbers: reading.trackingNumbers,
    changes: of('order_change').map(({ lineId, sku, said }) => ({ lineId, sku, quantity: said })),
    lines: of('proof_of_delivery').map(({ lineId, sku, said, ordered }) => ({
      lineId,
      sku,
      quantity: new Big(ordered).minus(said).toFixed(),
    })),
  };
}

function inEvent({ text, at, order, customer, source }: OrderEvent): Said {
  return {
    by: customer ?? (source === 'carrier' ? 'the carrier' : 'the partner'),
    text,
    at,
    // Written by our own readers.
    language: 'en',
    isTrouble: true,
    trackingNumbers: order.tracking ? [order.tracking] : [],
    changes: [],
    lines: [],
  };
}
