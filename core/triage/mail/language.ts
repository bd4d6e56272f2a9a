const words: Record<string, string> = {
  en: 'the and is to of in you that we our for this please not with are have be on it your was can when order from',
  de: 'der die das und ist nicht wir sie ich mit für auf bitte eine ein den zu von unsere ihre haben wird bei noch auch warum',
  fr: 'le la les des et est nous vous pas pour une dans sur avec notre votre que qui commande merci bonjour ce pourquoi du au de en un l d qu jusqu sur ne sont ont',
  es: 'el la los las y es no por para una con nuestro su que del en está pedido gracias favor buenos hola hemos precio porque de un se nos han fue a',
  it: 'il la gli di e è non per una con nostro vostro che del nel sono ordine grazie buongiorno abbiamo prezzo della alla perché i al lo un dal nella in si sono ci',
  pt: 'o os as de e é não por para uma com nosso seu que do da em está pedido obrigado bom dia temos preço encomenda você um de no na foi ao nos',
  nl: 'de het een en is niet wij we u voor met onze uw van dat op bestelling graag bedankt hebben waarom nog aan zijn wordt',
  pl: 'i w nie na do z się że jest proszę zamówienie nasze od dla czy dzień dobry prosimy dlaczego mamy oraz przez tego',
  sv: 'och att det är inte vi ni för på med en ett vår er av som har till order varför kan vänligen hej den priset',
  da: 'og at det er ikke vi i for på med en et vores jeres af som har til ordre hvorfor kan venligst hej den prisen',
  no: 'og at det er ikke vi dere for på med en et vår deres av som har til ordre hvorfor kan vennligst hei den prisen',
  fi: 'ja on ei että me te tilaus tilauksen hinta miksi kiitos hei meidän teidän voitteko kun mutta tämä se ovat olemme',
  cs: 'a je se na v že není objednávka proč prosím dobrý den naše vaše cena pro jsme máme děkuji která od',
  hu: 'a az és nem hogy van egy rendelés kérem miért ár meg de mert köszönöm tisztelt ez',
  ro: 'și este nu pentru cu o un în că la comanda vă rugăm mulțumesc prețul avem noastră de ce',
  tr: 've bir bu için değil ile sipariş lütfen neden fiyat merhaba teşekkürler bizim sizin olarak var',
};
const known = Object.entries(words).map(([language, list]) => [language, new Set(list.split(' '))] as const);

const scripts: [RegExp, string][] = [
  [/[\u3040-\u30FF]/g, 'ja'],
  [/[\uAC00-\uD7AF]/g, 'ko'],
  [/[\u4E00-\u9FFF]/g, 'zh'],
  [/[\u0370-\u03FF]/g, 'el'],
  [/[\u0590-\u05FF]/g, 'he'],
  [/[\u0600-\u06FF]/g, 'ar'],
  [/[іїєґ]/giu, 'uk'],
  [/[\u0400-\u04FF]/g, 'ru'],
];

/** Language of a text as ISO 639-1, by script and function words; English where nothing speaks for another. */
export function languageOf(text: string): string {
  const sample = text.slice(0, 4_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of scripts) {
    const share = (sample.match(script)?.length ?? 0) / Math.max(letters, 1);
    if (share > (language === 'uk' ? 0.03 : 0.3)) return language;
  }
  const tokens = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best = 'en';
  let bestScore = 0;
  for (const [language, set] of known) {
    const score = tokens.reduce((sum, token) => sum + (set.has(token) ? 1 : 0), 0);
    if (score > bestScore) {
      best = language;
      bestScore = score;
    }
  }
  return best;
}
