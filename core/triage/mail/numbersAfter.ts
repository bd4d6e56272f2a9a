import { date, shape, token } from './numberShapes.ts';

const filler =
  /^(?:[\s:#=("'“„«<*_[|–-]|\.(?!\d)|[°º]|,\s{1,2}(?=darunter|dont|includ|incl|among|y compris|entre ell)|(?:no|nos|nr|nrs|num|núm|number|numbers|nummer|nummern|numéro|numéros|número|números|numero|n[°ºo]s?|n(?=\.)|id|ids|ref|refs|reference|referenz|référence|referencia|is|are|ist|sind|lautet|lauten|est|es|son|was|darunter|including|incl|among them|dont|y compris|entre ellos|entre ellas|incluida|incluido|hang on this|mit der|con|avec le|with|de compra|d'achat|(?:vom|ab(?: dem)?|dated|from|of|du|del?|von) \d{1,2}[./-]\d{1,2}[./-](?:\d{2,4})?,?)(?![\p{L}\p{N}]))/iu;
const joint =
  /^[\s)"'”»>*_\]]*(?:,?\s*(?:and also|as well as|and|und|sowie|ainsi que|así como|et|y|e|en|i|og|och|or|oder|ou|o|plus|bis|thru|through|hasta)(?![\p{L}])|[,;&+/–-])\s*(?:#|\(|no\.?|nr\.?|n[°º])?\s*/iu;
/** Between numbers that stand below or beside each other with nothing said between them. */
const beside = /^[ \t]*(?:\r?\n[ \t]*(?:[-–•*·]|\d{1,2}[.)](?= ))?)?[ \t]*(?=[A-Z\d])/iu;
/** What a number counts or measures. */
export const unit =
  /^\s*(?:(?:x|ea|st|am|pm|mm|cm|m|ft|l|t|kg|lbs?|g|gal|hp|kw|v|usd|eur|gbp|chf|mxn)(?![\p{L}\p{N}])|[×%€$£]|pcs?|pieces?|units?|each|stück|stk|pi[èe]ces?|unidades|unités|uds|piezas|pezzi|pz|sztuk|szt|box(?:es)?(?!\p{L})|cases|pallets|skids|cartons?|kartons?|kisten|paletten|palettes|palés|tarimas|cajas|sacos|sacs|säcke|rollen|rouleaux|rollos|drums|bags|rolls|reels|sets|kits|bottles|meter|metres|mètres|metros|tonnes|tonnen|days?|tage|días|jours|weeks|wochen|hours?|uhr|items(?!\p{L})|lines(?!\p{L})|people|dollars|euros?|pesos)/iu;
export interface Written {
  number: string;
  start: number;
}

/** Reads the numbers after a label at `at`. Returns them and where reading ended. */
export function numbersAfter(
  text: string,
  at: number,
  sameLine: boolean,
): { numbers: Written[]; end: number } {
  const numbers: Written[] = [];
  let rest = text.slice(at, at + 300);
  if (sameLine) rest = rest.split('\n', 1)[0]!;
  let offset = at;
  const skip = (length: number) => {
    rest = rest.slice(length);
    offset += length;
  };
  for (let n = 0; n < 12; n += 1) {
    const found = filler.exec(rest);
    if (!found) break;
    skip(found[0].length);
  }
  // "… the order numbers.\n\nB2B operations": a new paragraph is about something else.
  if (/[.?!][^\S\n]*\n[^\S\n]*\n/.test(text.slice(at, offset))) return { numbers, end: offset };
  for (let n = 0; n < 20; n += 1) {
    const found = spaced.exec(rest)?.[0] ?? token.exec(rest)?.[0];
    if (!found || !/\d/.test(found) || date.test(found) || times.test(found)) break;
    // "Best.-Preis/100": a word.
    if (/^\p{L}\p{Ll}{4}/u.test(found)) break;
    if (
      /^\d+$/.test(found) &&
      (unit.test(rest.slice(found.length)) ||
        (/00$/.test(found) && manyOf.test(rest.slice(found.length))) ||
        /^[,.]\d/.test(rest.slice(found.length)))
    )
      break;
    // "pedido 2.310 €": thousands.
    if (/^\d{1,3}(?:\.\d{3})+$/.test(found)) break;
    if (n > 0 && !alike(numbers[0]!.number, found)) break;
    for (const { part, from } of parts(found)) numbers.push({ number: part, start: offset + from });
    skip(found.length);
    const more = joint.exec(rest);
    const next = more && token.exec(rest.slice(more[0].length))?.[0];
    if (more && next && /\d/.test(next)) {
      skip(more[0].length);
      continue;
    }
    const near = beside.exec(rest);
    const below = near?.[0] && token.exec(rest.slice(near[0].length))?.[0];
    if (!below || below.length < 4 || shape(below) !== shape(found) || date.test(below)) break;
    skip(near[0].length);
  }
  return { numbers, end: offset };
}

/** Whether a number in a row may be of the kind of the first: "PO 4711, 4712" and not "PO 4711, 25 of them". */
function alike(first: string, next: string): boolean {
  if (/\p{L}/u.test(first) !== /\p{L}/u.test(next)) return next.length >= 3 && first.length >= next.length;
  return Math.abs(first.length - next.length) <= 2 && next.length >= 3;
}

/** "10482/10483" and "4711-4713" are two numbers; "4471/2026" and "4500-889" are one. */
function parts(written: string): { part: string; from: number }[] {
  const two = /^(\p{L}{0,4}-?)(\d{4,})([/-])(\d{4,})$/u.exec(written);
  const [, before = '', first = '', mark, second = ''] = two ?? [];
  const ahead = Number(second) - Number(first);
  const isYear = /^(?:19|20)\d{2}$/.test(second);
  if (!two || first.length !== second.length || isYear || ahead <= 0 || ahead > (mark === '/' ? 1_000 : 20))
    return [{ part: written, from: 0 }];
  return [
    { part: before + first, from: 0 },
    { part: second, from: before.length + first.length + 1 },
  ];
}

/** "4500 889 123": people who read it aloud write it so. */
const spaced = /^45\d\d[ ]\d{3}[ ]?\d{3}(?!\d|[ ]\d)/;
/** "5000 bolts", but not "5000 was", "5000 has". */
const manyOf = /^ (?!this|was|is|has|des|les|los|las|dans|wird|sin)[a-z]{3,}s(?!\p{L})/u;
/** "2x", "x2", "numbers 1st": how often or how many, not which. */
const times = /^(?:x\d+|\d+x|\d+(?:st|nd|rd|th))$/i;
