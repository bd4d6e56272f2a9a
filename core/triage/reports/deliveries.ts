/** What a customer says of a delivery, or anyone of a shipment under way, as far as it is certain which is meant. Pure. */
import Big from 'big.js';
import type { OrderContext, OrderLine, Shipment, ShipmentTrouble } from '../../model/order.ts';
import { sentencesOf, shares, words } from './words.ts';

type Dispute = NonNullable<Shipment['dispute']>;

/** In this order: a delivery that was refused is damaged, too, and one that came short is not missing. */
const disputes: [Dispute['kind'], RegExp][] = [
  ['refused', words('refus* turned_away rejected_at verweiger* rechaz*')],
  [
    'wrong_address',
    words(
      'wrong_address wrong_dock wrong_building wrong_site falsche_adresse falschen_adresse dirección_equivocada dirección_errónea mauvaise_adresse',
    ),
  ],
  [
    'short',
    words(
      'short shorted shortage missing_from only_received received_only fehlmenge fehlen fehlten fehlt zu_wenig nur_erhalten faltan faltaban falta faltó incompleto manque manquent manquait manquaient incomplet incomplète',
    ),
  ],
  [
    'damaged',
    words(
      'damag* crush* broken broke smash* wet leak* dent* torn cracked beschädigt* kaputt* zerbroch* zerdrückt* nass* undicht* dañad* rot[oa]s? golpead* aplastad* mojad* endommag* cass[ée]* abîm* écras* mouill*',
    ),
  ],
  [
    'missing',
    words(
      "never_arrived not_arrived didn't_arrive never_received not_received didn't_receive no_record_of_receiving nothing_here never_got never_came not_delivered nicht_angekommen nie_angekommen nicht_erhalten nie_erhalten nichts_angekommen nicht_eingetroffen no_ha_llegado no_llegó nunca_llegó no_hemos_recibido no_recibimos nada_ha_llegado pas_reçu jamais_reçu pas_arrivé pas_arrivée jamais_arrivé rien_reçu signed_proof proof_of_delivery pod ablieferbeleg ablieferungsnachweis liefernachweis albarán_firmado prueba_de_entrega preuve_de_livraison bon_de_livraison_signé",
    ),
  ],
];

/** The shipment that has left and is meant: by its tracking number, else the only one. */
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
  return possible.length === 1 ? possible[0]! : null;
}

/** `lines`: what a paper says is missing; the text is asked otherwise. null: no shipment, or no trouble that is certain. */
export function disputeIn(
  text: string,
  { order, shipments }: Pick<OrderContext, 'order' | 'shipments'>,
  said: { day: string; trackingNumbers: string[]; lines: Dispute['lines'] },
): { shipmentId: string; dispute: Dispute } | null {
  const shipment = shipmentMeant(
    shipments,
    said.trackingNumbers,
    ({ state }) => state === 'shipped' || state === 'delivered',
  );
  if (!shipment) return null;
  const lines = said.lines.length ? said.lines : linesShort(text, order.lines);
  const kind = lines.length ? 'short' : disputes.find(([, pattern]) => pattern.test(text))?.[0];
  if (!kind) return null;
  const dispute: Dispute = { kind, reportedOn: said.day, text, lines, claimUntil: null };
  return { shipmentId: shipment.id, dispute };
}

/** "112 boxes instead of 120", where one line of the order has 120. */
function linesShort(text: string, all: OrderLine[]): Dispute['lines'] {
  const goods = all.filter(({ kind }) => kind === 'goods');
  const short = sentencesOf(text)
    .flatMap(shares)
    .flatMap(({ now, before }) => {
      const meant = goods.filter(({ quantity }) => new Big(quantity).eq(before));
      const [line] = meant;
      const missing = new Big(before).minus(now);
      return line && meant.length === 1 && missing.gt(0)
        ? [{ lineId: line.id, sku: line.sku, quantity: missing.toFixed() }]
        : [];
    });
  return short.filter(({ lineId }, at) => short.findIndex((other) => other.lineId === lineId) === at);
}

const stopped = words(
  'lost stopped seized returned return_to_sender cancelled customs held_at destroyed accident verloren beschlagnahmt retoure zoll unfall perdid* extravi* aduana devuelt* retenid* accidente perdu* égaré* douane retourn* accident* saisi*',
);
const stuck = words(
  "not_moved hasn't_moved no_movement no_scan stuck sitting no_update no_updates steht_seit bewegt_sich_nicht hängt steckt sin_movimiento parad[oa] atascad* bloqué* immobilisé* en_attente",
);

/** null: no shipment of the order that is under way is certainly meant. */
export function troubleIn(
  text: string,
  { shipments }: Pick<OrderContext, 'shipments'>,
  said: { at: string; trackingNumbers: string[] },
): { shipmentId: string; event: NonNullable<Shipment['event']> } | null {
  const shipment = shipmentMeant(
    shipments,
    said.trackingNumbers,
    ({ state }) => state !== 'delivered' && state !== 'cancelled',
  );
  if (!shipment) return null;
  const trouble: ShipmentTrouble = stopped.test(text) ? 'stopped' : stuck.test(text) ? 'stuck' : 'late';
  return { shipmentId: shipment.id, event: { trouble, at: said.at, text } };
}
