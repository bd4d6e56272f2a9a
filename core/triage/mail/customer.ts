const publicMail = new Set(
  'gmail googlemail yahoo outlook hotmail live msn icloud me aol gmx web proton protonmail t-online orange free wanadoo mail'.split(
    ' ',
  ),
);
const letters = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');

const word = "\\p{Lu}[\\p{L}\\p{N}&'’.-]*";
const name = `${word}(?: (?:of|and|&|de|la|van|von|der|und|y|et) ${word}| ${word}){0,4}`;
const suffixed = new RegExp(
  `(${name}),? (?:Inc|LLC|Ltd|Limited|Corp|Corporation|Co|GmbH|AG|KG|SE|S\\.?A\\.?S?|S\\.?A\\.?R\\.?L|S\\.?L|S\\.?p\\.?A|S\\.?r\\.?l|B\\.?V|N\\.?V|AB|AS|ApS|Oy|Sp\\. z o\\.o)\\b\\.?`,
  'u',
);
const labelled = new RegExp(
  `(?:^|\\n)\\s*(?:customer(?: name)?|client|company|sold to|bill to|kunde|firma|cliente|klant|kund|asiakas|klient)\\s?: *(${name})`,
  'iu',
);
const mentioned = new RegExp(
  `(?<![\\p{L}])(?:customer|client|kunden?|klant|cliente|account) (${word}(?: ${word}){0,4})|^(?:hi[^\\n]{0,30}\\n+)?(${word}(?: ${word}){1,3}) (?:is|are|was|wants?|asks?|asked|called|says?|complains?|needs?|wrote|ordered|disputes?|fragt|möchte|hat|demande|pregunta|chiede)\\b`,
  'u',
);
const ordered = new RegExp(
  `(?:for|from|at|by|für|von|pour|para|de|per|da|voor) (${word}(?: ${word}){1,3})`,
  'u',
);

/**
 * Which customer a mail speaks for, by name: the words that spell the sender's domain, a labelled line, a company form,
 * or "customer X". null where only guessing is left.
 */
export function customerName(input: {
  senderAddress: string | null;
  senderName: string | null;
  /** Newest words with their signature. */
  text: string;
  note: string;
  ownDomains: string[];
}): string | null {
  const domain = input.senderAddress?.split('@')[1]?.toLowerCase() ?? '';
  const own = input.ownDomains.map((item) => item.toLowerCase());
  const places = [input.text.slice(0, 8_000), input.senderName ?? '', input.note.slice(0, 4_000)];
  const label = domain.split('.').slice(0, -1).at(-1) ?? '';
  if (label.length >= 4 && !publicMail.has(label) && !own.includes(domain)) {
    for (const place of places) {
      const spelled = spells(place, letters(label));
      if (spelled) return spelled;
    }
  }
  const strangers = (found: string | null) =>
    found && !own.some((item) => letters(item.split('.')[0] ?? '').startsWith(letters(found).slice(0, 8)))
      ? found
      : null;
  for (const place of [input.note.slice(0, 4_000), places[0]!]) {
    const found =
      clean(labelled.exec(place)?.[1]) ?? clean(mentionedName(place)) ?? clean(suffixed.exec(place)?.[0]);
    const stranger = strangers(found);
    if (stranger) return stranger;
  }
  for (const place of [input.note.slice(0, 2_000), places[0]!.slice(0, 2_000)]) {
    const stranger = strangers(clean(ordered.exec(place)?.[1]));
    if (stranger && own.length && input.senderAddress && own.includes(domain)) return stranger;
  }
  return null;
}

const mentionedName = (place: string): string | undefined => {
  const found = mentioned.exec(place);
  return found?.[1] ?? found?.[2];
};

const calendar =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|the|this|that|our|your|please|it|they|we|there|what|who|po|so)\b/i;

function clean(found: string | undefined): string | null {
  const text = found
    ?.replace(/\s+/g, ' ')
    .replace(/[.,;:'’-]+$/, '')
    .trim();
  return text && text.length > 2 && text.length <= 60 && !calendar.test(text) ? text : null;
}

/** The shortest run of words that spells a domain's name ("Northfield Fabrication" for northfieldfab). */
function spells(text: string, label: string): string | null {
  for (const line of text.split('\n', 300)) {
    const words = line.slice(0, 400).split(/[\s,;|()<>"]+/);
    for (let start = 0; start < words.length; start += 1) {
      if (!/^\p{Lu}/u.test(words[start] ?? '')) continue;
      let joined = '';
      for (let end = start; end < Math.min(words.length, start + 5); end += 1) {
        if (words[end]!.includes('@') || words[end]!.includes('://')) break;
        joined += letters(words[end]!);
        if (!joined || !(label.startsWith(joined) || joined.startsWith(label))) break;
        // A shortened domain ends inside the last word; one word alone must be the whole of it.
        if (joined.startsWith(label) || (end > start && joined.length >= label.length * 0.8)) {
          return clean(words.slice(start, end + 1).join(' '));
        }
      }
    }
  }
  return null;
}
