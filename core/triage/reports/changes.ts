/** What a customer asks to change, as far as it can be read without a doubt. Pure. */
import Big from 'big.js';
import type { ChangeRequest, OrderContext, OrderLine } from '../../model/order.ts';
import { readAmounts } from '../mail/amounts.ts';
import { replacements, sentencesOf, words } from './words.ts';

type Wish = ChangeRequest['what'];

const cancel = words(
  'cancel* call_off called_off scrap stornier* storno annullier* annulier* cancela* cancele* anula* anule* annul*',
);
/** "Please do not cancel", "we did not cancel". */
const keeps = words("don't do_not didn't did_not never nicht kein* nunca no ne");
const wholeOrder = words(
  'order orders po purchase_order it everything all whole entire bestell* auftrag gesamt* alles pedido orden todo commande tout intégral*',
);
const changesQuantity = words(
  'change* reduce increase raise cut lower bump up drop amend adjust update quantity qty need want make_it ändern reduzieren erhöhen kürzen anpassen menge brauchen benötigen cambiar reducir aumentar subir bajar modificar cantidad necesitamos changer réduire augmenter modifier passer ramener quantité besoin',
);
const changesDate = words(
  'deliver* ship* push* move* postpone* delay* hold bring pull reschedul* date liefer* verschieb* verleg* vorzieh* termin wunschtermin entrega* entregu* aplaz* adelant* retras* posponer fecha wanted livr* report* décal* avanc* date repouss*',
);
const instead = words(
  'instead wanted rather_than until to_the to for statt anstatt auf erst para al hasta en_lugar en_vez au pour jusqu* lieu',
);

/**
 * Wishes in a mail about this order: cancel it or a line, another quantity, another day. A wish whose line, number or day
 * is not certain is left to whoever reads the mail. `day`: when it was written (ISO date).
 */
export function wishesIn(
  text: string,
  { order }: Pick<OrderContext, 'order'>,
  { day, language }: { day: string; language: string },
): Wish[] {
  const goods = order.lines.filter(({ kind }) => kind === 'goods');
  const wishes: Wish[] = [];
  for (const sentence of sentencesOf(text)) {
    const named = linesIn(sentence, goods);
    wishes.push(...quantities(sentence, named, goods));
    if (asksToCancel(sentence)) {
      if (named.length) {
        if (!replacements(sentence).length)
          wishes.push(...named.map(({ id, sku }) => ({ kind: 'cancel_line' as const, lineId: id, sku })));
      } else if (wholeOrder.test(sentence) && !namesLine.test(sentence))
        wishes.push({ kind: 'cancel_order' });
    } else if (changesDate.test(sentence) && instead.test(sentence)) {
      const to = newDay(sentence, order.promisedOn, day, language);
      if (to) wishes.push({ kind: 'date', to });
    }
  }
  // Who cancels all of it changes nothing else.
  const all = wishes.find(({ kind }) => kind === 'cancel_order');
  return all ? [all] : once(wishes);
}

/** "If it is not here by Friday we cancel" is a threat; "cancel if it has not left" is a wish. */
function asksToCancel(sentence: string): boolean {
  const at = cancel.exec(sentence)?.index;
  if (at === undefined || keeps.test(sentence.slice(0, at))) return false;
  return !condition.test(sentence.slice(0, at));
}

const condition =
  /(?<!\p{L})(?:if(?! possible)|unless|otherwise|wenn(?! möglich)|falls(?! möglich)|sonst|andernfalls|si(?! es posible| possible)|sinon|de lo contrario)(?!\p{L})/iu;

const namesLine =
  /(?<!\p{L})(?:lines?|items?|pos(?:ition(?:en)?)?\.?|artikel|líneas?|partidas?|lignes?|articles?) ?#?\d/iu;
const linePosition =
  /(?<!\p{L})(?:lines?|items?|pos(?:ition)?\.?|línea|partida|renglón|ligne|poste) ?(?:no\.? ?|nr\.? ?|n[º°] ?|#)?(\d{1,3})(?![\d.,]\d)/giu;

/** The lines that a sentence names, by item number or position. */
function linesIn(sentence: string, goods: OrderLine[]): OrderLine[] {
  const upper = sentence.toUpperCase();
  const positions = new Set([...sentence.matchAll(linePosition)].map(([, position]) => Number(position)));
  return goods.filter(({ sku, position }) => positions.has(position) || hasWord(upper, sku.toUpperCase()));
}

function hasWord(text: string, word: string): boolean {
  if (word.length < 3) return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!/[\p{L}\p{N}-]/u.test(before) && !/[\p{L}\p{N}-]/u.test(after)) return true;
  }
  return false;
}

function quantities(sentence: string, named: OrderLine[], goods: OrderLine[]): Wish[] {
  const pairs = replacements(sentence);
  const wishes = pairs.flatMap(({ now, before }): Wish[] => {
    const ours = goods.filter(({ quantity }) => new Big(quantity).eq(before));
    const meant = named.length ? ours.filter((line) => named.includes(line)) : ours;
    const [line] = meant;
    return line && meant.length === 1 ? [quantityWish(line, now)] : [];
  });
  const [line] = named;
  if (pairs.length || !line || named.length > 1 || !changesQuantity.test(sentence)) return wishes;
  const to =
    /(?<!\p{L})(?:to|auf|a|à|=|:|quantity|qty|menge|cantidad|quantité) ?(\d{1,6})(?![\d/-]|[.,]\d|\p{L}\p{N})/iu.exec(
      sentence.replaceAll(line.sku, ' '),
    )?.[1];
  return to ? [quantityWish(line, to)] : wishes;
}

const quantityWish = ({ id, sku }: OrderLine, to: string): Wish =>
  new Big(to).eq(0) ? { kind: 'cancel_line', lineId: id, sku } : { kind: 'quantity', lineId: id, sku, to };

/** The one day in the sentence that is to come and is not the promised one. */
function newDay(sentence: string, promisedOn: string | null, day: string, language: string): string | null {
  const days = readAmounts(sentence, { year: Number(day.slice(0, 4)), language })
    .filter(({ name, value }) => name === 'date' && value !== promisedOn?.slice(0, 10))
    .map(({ value }) => (value < day ? inNextYear(value, day) : value))
    .filter((value) => value > day);
  const different = [...new Set(days)];
  return different.length === 1 ? different[0]! : null;
}

/** In December, "9 January" is a day to come. */
function inNextYear(value: string, day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${value.slice(4)}`;
  return value.slice(0, 4) === day.slice(0, 4) &&
    Number(value.slice(5, 7)) <= 3 &&
    Number(day.slice(5, 7)) >= 10
    ? next
    : value;
}

/** The last word on a line, and on the day, counts. */
function once(wishes: Wish[]): Wish[] {
  const about = (wish: Wish) => ('lineId' in wish ? wish.lineId : wish.kind);
  return wishes.filter((wish, at) => !wishes.slice(at + 1).some((later) => about(later) === about(wish)));
}
