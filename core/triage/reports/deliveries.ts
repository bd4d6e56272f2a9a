/** What a customer says of a delivery, or anyone of a shipment under way, where it is certain which is meant. Pure. */
import Big from 'big.js';
import type { OrderContext, OrderLine, Shipment, ShipmentTrouble } from '../../model/order.ts';
import { anyOf, negation, partsOfWhole, sentencesOf } from './words.ts';

type Dispute = NonNullable<Shipment['dispute']>;

/** In this order: a delivery that was refused is damaged, too, and one that came short is not missing. */
const disputes: [Dispute['kind'], RegExp][] = [
  ['refused', anyOf('refused turned_away', 'verweigert', 'rechaz* rehus*', 'refusé* refusons')],
  [
    'wrong_address',
    anyOf(
      'wrong_address wrong_dock wrong_building wrong_site',
      'falsche_adresse falschen_adresse falsche_anschrift',
      'dirección_equivocada dirección_errónea',
      'mauvaise_adresse',
    ),
  ],
  [
    'short',
    anyOf(
      'came_short shorted short_by short_shipped shortage missing_from were_missing is_missing are_missing',
      'fehlmenge fehlen fehlten fehlt zu_wenig',
      'faltan faltaban falta faltó incompleto',
      'manque manquent manquait manquaient incomplet incomplète',
    ),
  ],
  [
    'damaged',
    anyOf(
      'damaged crushed broken smashed wet leaking leaked dented torn cracked',
      'beschädigt* kaputt* zerbrochen* zerdrückt* nass* undicht*',
      'dañad* rotas rotos rota roto golpead* aplastad* mojad*',
      'endommag* cassé* abîmé* écrasé* mouillé*',
    ),
  ],
  [
    'missing',
    anyOf(
      "never_arrived not_arrived *n't_arrive* never_received not_received *n't_receive* no_record_of_receiv* never_got never_came not_delivered",
      'nicht_angekommen nie_angekommen nicht_erhalten nie_erhalten nichts_angekommen nicht_eingetroffen nichts_erhalten',
      'no_ha_llegado no_llegó nunca_llegó no_hemos_recibido no_recibimos nada_ha_llegado',
      'pas_reçu jamais_reçu pas_arrivé* jamais_arrivé* rien_reçu',
    ),
  ],
];
/** Who asks for the proof has doubts; who attaches it has none. */
const asksForProof =
  /(?<!\p{L})(?:send|need|provide|show|without|senden|brauchen|benötigen|ohne|schicken|envíen|enviar|necesitamos|sin|mande[nz]?|envoyer|envoyez|besoin|sans)(?!\p{L}).{0,60}(?:proof of delivery|(?<!\p{L})pods?(?!\p{L})|ablieferbeleg|liefernachweis|ablieferungsnachweis|prueba de entrega|albarán firmado|preuve de livraison|bon de livraison signé)/iu;

/** The shipment that is meant: by its tracking number, else the only one. */
function shipmentMeant(
  shipments: Shipment[],
  trackingNumbers: string[],
  can: (shipment: Shipment) => boolean,
): Shipment | null {
  const plain = (written: string) => written.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  const numbers = new Set(trackingNumbers.map(plain));
  const possible = shipments.filter(can);
  const named = possible.filter(({ carrier }) => carrier?.tracking && numbers.has(plain(carrier.tracking)));
  if (named.length) return named.length === 1 ? named[0]! : null;
  const [only, ...others] = possible;
  // With a number of its own that ours has another of, it is about some other parcel.
  return only && !others.length && (!numbers.size || !only.carrier?.tracking) ? only : null;
}

/** `lines`: what a paper says is missing; else the words are asked. null: no shipment is certainly meant, or no trouble. */
export function disputeIn(
  text: string,
  { order, shipments }: Pick<OrderContext, 'order' | 'shipments'>,
  said: { day: string; trackingNumbers: string[]; lines: Dispute['lines'] },
): { shipmentId: string; dispute: Dispute } | null {
  const left = ({ state }: Shipment) => state === 'shipped' || state === 'delivered';
  const shipment = shipmentMeant(shipments, said.trackingNumbers, left);
  if (!shipment) return null;
  const sentences = sentencesOf(text);
  const lines = said.lines.length ? said.lines : linesShort(sentences, order.lines);
  const says = (kind: Dispute['kind'], pattern: RegExp) =>
    sentences.some((one) => pattern.test(one) && (kind === 'missing' || !negation.test(one)));
  const kind = lines.length
    ? 'short'
    : (disputes.find(([name, pattern]) => says(name, pattern))?.[0] ??
      (sentences.some((one) => asksForProof.test(one)) ? 'missing' : null));
  if (!kind) return null;
  const dispute: Dispute = { kind, reportedOn: said.day, text, lines, claimUntil: null };
  return { shipmentId: shipment.id, dispute };
}

const counts = anyOf(
  'only received counted got short arrived instead_of found',
  'nur erhalten gezählt angekommen statt bekommen',
  'solo sólo recibi* contamos llegaron en_lugar_de en_vez_de',
  'seulement que reçu* compté* arrivé* au_lieu_de',
);
const countsOther = anyOf(
  'page* paid carton_\\d+ box_\\d+ pallet_\\d+ invoice*',
  'seite* bezahlt karton_\\d+ rechnung*',
  'página* pagad* caja_\\d+ factura*',
  'page* payé* carton_\\d+ facture*',
);

/** "112 boxes instead of 120", where one line of the order has 120. */
function linesShort(sentences: string[], all: OrderLine[]): Dispute['lines'] {
  const goods = all.filter(({ kind }) => kind === 'goods');
  const short = new Map<string, Dispute['lines'][number]>();
  for (const sentence of sentences) {
    if (!counts.test(sentence) || countsOther.test(sentence)) continue;
    for (const { now, before } of partsOfWhole(sentence)) {
      const [line, ...others] = goods.filter(({ quantity }) => new Big(quantity).eq(before));
      const missing = new Big(before).minus(now);
      if (line && !others.length && missing.gt(0))
        short.set(line.id, { lineId: line.id, sku: line.sku, quantity: missing.toFixed() });
    }
  }
  return [...short.values()];
}

/** Worst first. */
const troubles: [ShipmentTrouble, RegExp][] = [
  [
    'stopped',
    anyOf(
      'lost stopped seized returned return_to_sender customs destroyed accident',
      'verloren beschlagnahmt retoure zoll unfall',
      'perdid* extravi* aduana devuelt* retenid* accidente',
      'perdu* égaré* douane retourné* accident saisi*',
    ),
  ],
  [
    'stuck',
    anyOf(
      "not_moved hasn't_moved no_movement no_scan* stuck no_update*",
      'steht_seit bewegt_sich_nicht hängt steckt_fest',
      'sin_movimiento parado parada atascad*',
      'bloqué* immobilisé*',
    ),
  ],
  [
    'late',
    anyOf(
      "late delay* overdue was_due were_due not_arrived *n't_arrived not_here *n't_here missed still_waiting where_is",
      'verspät* überfällig nicht_angekommen nicht_da wo_bleibt wo_ist verzöger*',
      'retras* demora* no_ha_llegado no_llega dónde_está atrasad*',
      "retard* pas_arrivé* pas_reçu où_est n'est_pas_là toujours_pas",
    ),
  ],
];

/**
 * null: no shipment of the order that is under way is certainly meant, or nothing is wrong with it. `isTrouble`: whoever
 * tells says that something is, in other words.
 */
export function troubleIn(
  text: string,
  { shipments }: Pick<OrderContext, 'shipments'>,
  said: { at: string; trackingNumbers: string[]; isTrouble: boolean },
): { shipmentId: string; event: NonNullable<Shipment['event']> } | null {
  const underWay = ({ state }: Shipment) => state !== 'delivered' && state !== 'cancelled';
  const shipment = shipmentMeant(shipments, said.trackingNumbers, underWay);
  const trouble = troubles.find(([, pattern]) => pattern.test(text))?.[0] ?? (said.isTrouble ? 'late' : null);
  return shipment && trouble ? { shipmentId: shipment.id, event: { trouble, at: said.at, text } } : null;
}
