/** What lies around an order: shipments, purchases made for it, requests, agreements, and orders that look like it. */
import { sql } from 'drizzle-orm';
import type {
  Agreement,
  AlikeOrder,
  BoundPurchase,
  ChangeRequest,
  OrderContext,
  Shipment,
} from '#core/model/order.ts';
import type { AgreementTerms, StoredDispute, StoredPaper } from '../schema.ts';
import { arrayOf, type ErpTx } from '../session.ts';
import { instantOf } from './head.ts';

type Surroundings = Pick<OrderContext, 'shipments' | 'purchases' | 'changes' | 'agreements' | 'alike'>;

/** Orders alike are looked for this many days before the older of order and reading. */
const ALIKE_DAYS = 125;
const MOST_ALIKE = 50;

interface Row {
  id: number;
  currency: string;
  shipments: string | null;
  purchases: string | null;
  changes: string | null;
  agreements: string | null;
  alike: string | null;
}

/** By order id. */
export async function readSurroundings(
  tx: ErpTx,
  ids: number[],
  now: string,
): Promise<Map<number, Surroundings>> {
  // The customer is compared as an expression, so that the index of what is alike is used and not the customer's.
  const candidate = sql`
    select * from demo_erp.sales_order s
    where s.customer || '' = o.customer and s.id <> o.id and s.state <> 'cancelled'
      and s.ordered_on >= least(o.ordered_on, ${now}::date) - ${ALIKE_DAYS}::int`;
  const rows = await tx.rows<Row>(sql`
    select o.id, m.currency,
      (select json_agg(json_build_object('id', s.id::text, 'number', s.number, 'state', s.state,
          'plannedOn', s.planned_on, 'promisedOn', s.promised_on, 'expectedOn', s.expected_on, 'carrier', s.carrier,
          'event', s.event, 'alternatives', s.alternatives, 'lines', s.lines, 'appointment', s.appointment,
          'packing', s.packing, 'papers', s.papers, 'dispute', s.dispute) order by s.planned_on, s.id)::text
        from demo_erp.shipment s where s.order_id = o.id) as shipments,
      (select json_agg(json_build_object('lineId', p.line_id::text, 'number', p.number,
          'supplier', coalesce(v.name, p.supplier), 'state', p.state, 'fee', p.cancellation_fee::text) order by p.id)::text
        from demo_erp.purchase p left join demo_erp.supplier v on v.code = p.supplier
        where p.order_id = o.id and p.bound and p.state <> 'withdrawn') as purchases,
      (select json_agg(json_build_object('id', r.id::text, 'askedOn', r.asked_on, 'by', r.by_whom,
          'what', r.body -> 'what', 'text', r.body ->> 'text') order by r.id)::text
        from demo_erp.request r
        where r.order_id = o.id and r.kind = 'change' and r.state = 'open') as changes,
      (select json_agg(json_build_object('id', a.id, 'title', a.title, 'validFrom', a.valid_from, 'validTo', a.valid_to,
          'terms', a.terms, 'exclusiveSkus', a.exclusive_skus, 'customerId', a.customer) order by a.valid_from, a.id)::text
        from demo_erp.agreement a where a.customer = o.customer) as agreements,
      (select json_agg(json_build_object('id', s.id::text, 'number', s.number, 'reference', s.reference,
          'orderedOn', s.ordered_on, 'enteredAt', ${instantOf('s.entered_at')}, 'state', s.state, 'channel', s.channel,
          'lines', (
            select coalesce(json_agg(json_build_object('sku', l.sku, 'quantity', trim_scale(l.quantity)::text,
              'unit', l.unit) order by l.position), '[]')
            from demo_erp.order_line l where l.order_id = s.id and l.kind = 'goods'),
          'total', s.total::text) order by s.ordered_on desc, s.id desc)::text
        from (
          (${candidate} and s.reference = o.reference)
          union
          (${candidate} and s.signature = o.signature)
          order by ordered_on desc, id desc limit ${MOST_ALIKE}) s) as alike
    from demo_erp.sales_order o join demo_erp.company m on m.company = o.company
    where o.id = any(${arrayOf(ids, 'int')})`);
  return new Map(rows.map((row) => [row.id, toSurroundings(row)]));
}

type ShipmentJson = Omit<Shipment, 'papers' | 'dispute'> & {
  papers: StoredPaper[];
  dispute: StoredDispute | null;
};

function toSurroundings({ currency, ...row }: Row): Surroundings {
  const parse = <Json>(text: string | null) => (text === null ? [] : (JSON.parse(text) as Json[]));
  const amount = (value: string) => ({ amount: value, currency });
  return {
    shipments: parse<ShipmentJson>(row.shipments).map(({ papers, dispute, ...shipment }) => ({
      ...shipment,
      papers: papers.map(({ kind, number, fields }) => ({ kind, number, fields })),
      dispute: openDispute(dispute),
    })),
    purchases: parse<Omit<BoundPurchase, 'cancellationFee'> & { fee: string | null }>(row.purchases).map(
      ({ fee, ...purchase }) => ({ ...purchase, cancellationFee: fee === null ? null : amount(fee) }),
    ),
    changes: parse<ChangeRequest>(row.changes),
    agreements: parse<AgreementJson>(row.agreements).map(toAgreement),
    alike: parse<
      Omit<AlikeOrder, 'total' | 'channel'> & { total: string; channel: AlikeOrder['channel'] | null }
    >(row.alike).map(({ total, channel, ...order }) => ({
      ...order,
      ...(channel ? { channel } : {}),
      total: amount(total),
    })),
  };
}

/** What was dealt with is not told any more. */
function openDispute(dispute: StoredDispute | null): Shipment['dispute'] {
  if (!dispute || dispute.handled) return null;
  const { handled: _, ...told } = dispute;
  return told;
}

type AgreementJson = Omit<Agreement, keyof AgreementTerms> & { terms: AgreementTerms };

const toAgreement = ({ terms, ...agreement }: AgreementJson): Agreement => ({
  ...agreement,
  minimumOrder: terms.minimumOrder ?? null,
  freightFreeFrom: terms.freightFreeFrom ?? null,
  paymentTerms: terms.paymentTerms ?? null,
  rebatePercent: terms.rebatePercent ?? null,
});

/** Agreements that reserve items for their customers: few, and read once for all orders. */
export async function readExclusive(tx: ErpTx): Promise<Agreement[]> {
  const [row] = await tx.rows<{ agreements: string | null }>(sql`
    select json_agg(json_build_object('id', a.id, 'title', a.title, 'validFrom', a.valid_from, 'validTo', a.valid_to,
      'terms', a.terms, 'exclusiveSkus', a.exclusive_skus, 'customerId', a.customer) order by a.id)::text as agreements
    from demo_erp.agreement a where a.exclusive_skus <> '{}'`);
  return row?.agreements ? (JSON.parse(row.agreements) as AgreementJson[]).map(toAgreement) : [];
}
