/** What a customer asks to change, as far as the words leave no doubt. Pure. */
import Big from 'big.js';
import type { ChangeRequest, OrderContext, OrderLine } from '../../model/order.ts';
import { readAmounts } from '../mail/amounts.ts';
import { anyOf, negation, replacements, sentencesOf } from './words.ts';

type Wish = ChangeRequest['what'];
interface About {
  order: OrderContext['order'];
  goods: OrderLine[];
  day: string;
  language: string;
}

/**
 * Wishes in a mail about this order: cancel it or a line, another quantity, another day. Anything that speaks against
 * taking a sentence as a wish (a negation, an exception, a question of fact, talk of prices or other orders) leaves it to
 * whoever reads the mail: a wish that is missed costs a look, one that was not meant costs an order. `day`: when it was
 * written (ISO date).
 */
export function wishesIn(
  text: string,
  { order }: Pick<OrderContext, 'order'>,
  { day, language }: { day: string; language: string },
): Wish[] {
  const about = { order, goods: order.lines.filter(({ kind }) => kind === 'goods'), day, language };
  const wishes = sentencesOf(text)
    .filter((sentence) => isWish(sentence, order))
    .flatMap((sentence) => [
      ...cancellations(sentence, about),
      ...quantities(sentence, about),
      ...days(sentence, about),
    ]);
  // Who cancels all of it changes nothing else.
  const all = wishes.find(({ kind }) => kind === 'cancel_order');
  return all ? [all] : lastOfEach(wishes);
}

const polite = anyOf(
  'please can could would kindly need want like',
  'bitte können könnten könnt möchten wollen brauchen',
  'por_favor pueden podrían podéis puede queremos necesitamos quisiéramos',
  "merci pouvez pourriez souhait* voulons voudrions s'il_vous_plaît svp",
);

/** A question asks for a fact unless it asks politely. A sentence about another order is none about this one. */
function isWish(sentence: string, order: OrderContext['order']): boolean {
  if (sentence.endsWith('?') && !polite.test(sentence)) return false;
  const named = [...sentence.matchAll(orderNamed)].map(([, number = '']) => plainOf(number));
  const ours = [order.number, order.reference].map((number) => plainOf(number ?? ''));
  return !named.length || named.some((number) => ours.some((own) => own !== '' && own.endsWith(number)));
}

const orderNamed =
  /(?<!\p{L})(?:orders?|po|so|purchase order|auftrag|bestellung|pedido|orden|oc|commande)(?: (?:no\.?|nr\.?|n[º°]|number|nummer))?[ #:-]{0,2}((?:\p{L}{1,5}[-/])?\d[\p{L}\d]{2,}(?:[-/][\p{L}\d]+)*)/giu;
const plainOf = (written: string): string => written.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** Forms that ask: "cancelled" and "cancellation" mostly tell. */
const cancel = anyOf(
  'cancel cancelling canceling cancels call_off scrap',
  'stornieren storniere storniert_bitte annullieren',
  'cancelar cancelen cancele anular anulen anule',
  "annuler annulez d'annuler",
);
/** An EDI change's line, "wir bitten um Stornierung". */
const cancelledPlease =
  /(?:^|: )line \d+ .{0,60} cancelled[.;]?$|(?<!\p{L})(?:um (?:die )?stornierung|request(?:ing)? (?:the )?cancellation|solicit\p{L}* la (?:anulación|cancelación)|demand\p{L}* l'annulation)(?!\p{L})/iu;
/** Before the verb: what makes it a threat, a plan, a refusal, or somebody else's doing. */
const onlyPerhaps = anyOf(
  'if unless otherwise may might will cannot unable in_case avoid meeting going_to had has have_been was were did',
  'wenn falls sonst andernfalls werden würden wurde wurden im_falle haben_sie',
  'si sino de_lo_contrario en_caso vamos_a han ha habéis fue podríamos_tener',
  'si sinon en_cas risquons allons éviter avez a_été ont',
);
/** Beside the verb: it is about something else, or about a part. */
const somethingElse = anyOf(
  'except keep but remaining rest balance backorder* invoice meeting appointment quote quotation subscription hold agenda call visit credit reminder half part',
  'außer behalten rest restmenge rechnung termin besprechung angebot mahnung tagesordnung teil hälfte',
  'excepto salvo menos mantener resto factura reunión cita oferta deuda parte mitad',
  'sauf garder reste solde facture réunion rendez-vous devis partie moitié',
);
const wholeOrder = anyOf(
  'order orders po purchase_order it everything all whole entire',
  'bestellung auftrag alles gesamte*',
  'pedido orden todo',
  'commande tout',
);
const conditions =
  /(?<!\p{L})(?:if|unless|provided|as long as|wenn|falls|soweit|sofern|solange|si|siempre que|tant que)(?!\p{L})/iu;

/** "Cancel it if it has not left" is a wish; "if it is late we cancel", "do not cancel" and "cancel all but one" are none. */
function cancellations(sentence: string, { goods }: About): Wish[] {
  const verb = cancel.exec(sentence) ?? cancelledPlease.exec(sentence);
  if (!verb) return [];
  const before = sentence.slice(0, verb.index);
  const [after = ''] = sentence.slice(verb.index).split(conditions);
  if (negation.test(before) || onlyPerhaps.test(before) || negation.test(after)) return [];
  if (somethingElse.test(before) || somethingElse.test(after) || replacements(sentence).length) return [];
  const { lines, certain } = linesIn(sentence, goods);
  if (lines.length && certain && !partOfLine.test(withoutLines(sentence, lines)))
    return lines.map(({ id, sku }) => ({ kind: 'cancel_line', lineId: id, sku }));
  return !lines.length && certain && wholeOrder.test(after) ? [{ kind: 'cancel_order' }] : [];
}

/** "Cancel 10 of BRG-1": a part of a line. */
const partOfLine =
  /(?<![\p{L}\p{N}-])\d{1,6} ?(?:of|x|×|von|de|sur|pcs?|pieces?|units?|boxes|cases|stück|stk|unidades|piezas|pièces|unités)(?!\p{L})/iu;

const positions =
  /(?<!\p{L})(?:lines?|items?|pos(?:ition(?:en)?)?\.?|zeilen?|líneas?|partidas?|renglón|lignes?|postes?) ?(?:no\.? ?|nr\.? ?|n[º°] ?|#)?(\d{1,3}(?: ?(?:,|&|and|und|y|et) ?\d{1,3})*)(?![\p{L}\d]|[.,]\d)/giu;

/** The lines that a sentence names, by item number or position. Not certain: it names one that is none, or is twice. */
function linesIn(sentence: string, goods: OrderLine[]): { lines: OrderLine[]; certain: boolean } {
  const upper = sentence.toUpperCase();
  const numbers = new Set(
    [...sentence.matchAll(positions)].flatMap(([, list = '']) => (list.match(/\d+/g) ?? []).map(Number)),
  );
  const lines = goods.filter(
    ({ sku, position }) => numbers.has(position) || hasWord(upper, sku.toUpperCase()),
  );
  const skus = new Set(lines.map(({ sku }) => sku.toUpperCase()));
  const unknown = [...numbers].some((one) => !goods.some(({ position }) => position === one));
  return { lines, certain: !unknown && (numbers.size > 0 || skus.size === lines.length) };
}

function hasWord(text: string, word: string): boolean {
  if (word.length < 3) return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!/[\p{L}\p{N}-]/u.test(before) && !/[\p{L}\p{N}-]/u.test(after)) return true;
  }
  return false;
}

const withoutLines = (sentence: string, lines: OrderLine[]): string =>
  lines.reduce((left, { sku }) => left.replaceAll(sku, ' '), sentence).replace(positions, ' ');

/** Numbers beside these are no quantities that somebody wants. */
const noQuantity = anyOf(
  'price* priced cost* dollar* usd eur euro* percent days weeks hours dock gate door invoice* received counted got delivered arrived page carton_no paid net',
  'preis* euro prozent tage wochen tor rampe rechnung* erhalten gezählt geliefert bekommen bezahlt netto',
  'precio* euros dólares días semanas muelle puerta factura* recibi* contamos entreg* llegaron pagad*',
  'prix euros jours semaines quai porte facture* reçu* compté livré* arrivé* payé*',
);
const changesQuantity = anyOf(
  'change* reduce increase raise cut lower bump drop amend adjust update make_it quantity qty',
  'ändern reduzieren erhöhen kürzen anpassen menge',
  'cambiar cambien reducir reduzcan aumentar aumenten modificar modifiquen cantidad',
  'changer réduire augmenter modifier passer ramener quantité',
);
/** A whole number and nothing after it that makes it something else. */
const toQuantity =
  /(?<!\p{L})(?:to|auf|a|à|=|:|quantity|qty|menge|cantidad|quantité) ?(\d{1,6})(?=$|[.;!)]|, ?\D| ?(?:pcs?|pieces?|units?|boxes|cases|ea|each|stück|stk|unidades|uds|piezas|pièces|unités)(?!\p{L}))/iu;

function quantities(sentence: string, { goods }: About): Wish[] {
  const { lines, certain } = linesIn(sentence, goods);
  const words = withoutLines(sentence, lines);
  if (!certain || negation.test(words) || noQuantity.test(words) || /[$€£%]/.test(words)) {
    // An order change by EDI names the price beside the quantity.
    if (!ediChange.test(sentence)) return [];
  }
  const found = replacements(words);
  if (found.length)
    return found.flatMap(({ now, before }): Wish[] => {
      const [line, ...others] = (lines.length ? lines : goods).filter(({ quantity }) =>
        new Big(quantity).eq(before),
      );
      return line && !others.length ? [quantityWish(line, now)] : [];
    });
  const [line, ...others] = lines;
  const to = changesQuantity.test(words) ? toQuantity.exec(words)?.[1] : undefined;
  return line && !others.length && to ? [quantityWish(line, to)] : [];
}

/** As knowledge/documents/signals.ts tells an 860. */
const ediChange = /changed \(quantity \d/;

const quantityWish = ({ id, sku }: OrderLine, to: string): Wish =>
  new Big(to).eq(0) ? { kind: 'cancel_line', lineId: id, sku } : { kind: 'quantity', lineId: id, sku, to };

const movesDay = anyOf(
  'move push postpone delay reschedule hold_until deliver_on ship_on deliver_it_on bring_forward pull_in instead wanted later',
  'verschieben verschiebt verlegen vorziehen stattdessen liefern_sie',
  'aplazar aplacen adelantar adelanten retrasar retrasen posponer pospongan cambiar_la_entrega cambiar_la_fecha entreguen',
  'reporter reportez décaler décalez avancer avancez repousser repoussez livrer_plutôt',
);
const noDay = anyOf(
  'told said confirmed closed holiday* too_late reply answer thanks thank invoice meeting call expires valid',
  'gesagt bestätigt geschlossen betriebsferien zu_spät antwort* danke rechnung besprechung gültig',
  'dijeron confirmaron cerrado vacaciones demasiado_tarde respond* gracias factura reunión',
  'dit confirmé fermé congés trop_tard réponse répondre facture réunion',
);

/** The one day in the sentence that is to come and is not the promised one. */
function days(sentence: string, { order, day, language }: About): Wish[] {
  if (!movesDay.test(sentence) || noDay.test(sentence) || negation.test(sentence)) return [];
  const found = readAmounts(sentence, { year: Number(day.slice(0, 4)), language })
    .filter(({ name, value }) => name === 'date' && value !== order.promisedOn?.slice(0, 10))
    .map(({ value }) => inNextYear(value, day))
    .filter((value) => value > day);
  const [to, ...others] = new Set(found);
  return to && !others.length ? [{ kind: 'date', to }] : [];
}

/** In December, "9 January" is a day to come. */
const inNextYear = (value: string, day: string): string =>
  value < day && Number(value.slice(5, 7)) <= 3 && Number(day.slice(5, 7)) >= 10
    ? `${Number(day.slice(0, 4)) + 1}${value.slice(4)}`
    : value;

/** What two wishes have in common when the later one stands. */
export const subjectOf = (wish: Wish): string => ('lineId' in wish ? wish.lineId : wish.kind);

function lastOfEach(wishes: Wish[]): Wish[] {
  const last = new Map<string, Wish>();
  for (const wish of wishes) {
    last.delete(subjectOf(wish));
    last.set(subjectOf(wish), wish);
  }
  return [...last.values()];
}
