import type { Evidence } from './types.ts';

export const nl: Evidence = {
  credit_hold: {
    3: `krediet(?:limiet|blokkade|stop|controle)|(?:order|bestelling|account|levering) ~(?:geblokkeerd|on hold|tegengehouden|vastgehouden|in de wacht)|(?:vrijgeven|vrijgave|deblokkeren) ~(?:order|bestelling)?|(?:order|bestelling) ~(?:vrijgeven|deblokkeren)`,
    2: `geblokkeerd|on hold|(?:vervallen|openstaande|achterstallige) facturen|betalingsachterstand`,
    1: `betaald|betaling|waarom`,
  },
  pricing_mismatch: {
    3: `(?:verkeerde|foute|onjuiste|andere|hogere|oude) (?:stuks?)?prijs|prijs(?:verschil|afwijking|fout)|prijs(?:zen)?>~ (?:klopt|kloppen|onjuist|verkeerd|te hoog|te laag|afwijk|komt niet|wijkt|zou)|prijzen>~ (?:kloppen|onjuist|afwijk)|(?:afgesproken|overeengekomen|contractuele|contract) ?prijs|(?:berekend|gefactureerd) ~(?:in plaats van|terwijl|maar)`,
    2: `\\d> afgesproken|stuksprijs|prijslijst|korting ~(?:ontbreekt|niet)|volgens (?:het|ons) contract|in plaats van ~(?:€|\\d)`,
    1: `prijs|prijzen|creditnota|offerte`,
  },
  inventory_shortage: {
    3: `niet (?:op|uit) voorraad|niet leverbaar|uitverkocht|voorraadtekort|nalevering|vervangend artikel|backorder`,
    2: `leverbaar|deellevering`,
  },
  contract_conflict: {
    3: `contract ~(?:verlopen|strijd)|minimum ?(?:bestel|order|afname)|betalings(?:voorwaarden|termijn) ~(?:contract|afgesproken|onjuist|in plaats)`,
    2: `betalingsvoorwaarden|franco`,
  },
  shipping_documents: {
    3: `(?:ontbre|mis|stuur|nodig|zonder)\\p{L}* ~(?:pakbon|paklijst|vrachtbrief|cmr>|certificaat van oorsprong|douane|veiligheidsinformatieblad)|(?:pakbon|vrachtbrief|certificaat van oorsprong) ~(?:ontbre|nodig|niet)`,
    2: `pakbon|vrachtbrief|douane`,
  },
  carrier_disruption: {
    3: `(?:levering|zending|pakket|vervoerder|vrachtwagen) ~(?:vertraag|kwijt|te laat|niet (?:aangekomen|geleverd)|nog niet)|waar (?:is|blijft) (?:onze|mijn|de)`,
    2: `vertraging|vertraagd|te laat`,
    1: `levering|spoed`,
  },
  duplicate_order: {
    3: `dubbel\\p{L}* ~(?:besteld|order|bestelling|ingevoerd|verzonden)|(?:order|bestelling) ~(?:dubbel|twee keer)|tweemaal`,
  },
  fulfillment_rule: {
    3: `(?:alleen |in een keer )?compleet leveren|geen deellevering|(?:los|lever|aflever)(?:tijd|venster|afspraak)\\p{L}*|etiket`,
  },
  proof_of_delivery: {
    3: `afleverbewijs|bewijs van (?:af)?levering|(?:goederen|pakket|pallet|zending|doos) ~(?:beschadigd|kapot|incompleet)|geweigerd|verkeerd(?:e)? adres|nooit ontvangen|ontbreken \\d+`,
    2: `beschadigd|handtekening`,
  },
  order_change: {
    3: `(?:annuler|wijzig|verhog|verlag|uitstel|aanpass)\\p{L}* ~(?:order|bestelling|aantal|datum|adres|levering)|(?:order|bestelling|aantal|leverdatum|adres) ~(?:annuleren|wijzigen|aanpassen|uitstellen)`,
    2: `annuleren|wijzigen`,
  },
};

export const pl: Evidence = {
  credit_hold: {
    3: `(?:limit|blokad\\p{L}+) kredyt\\p{L}*|limit ~kredyt|(?:zamówieni\\p{L}+|konto|wysyłk\\p{L}+) ~(?:zablokowan|wstrzyman)|(?:zablokowan|wstrzyman)\\p{L}* ~(?:zamówieni|księgowoś|kredyt)|(?:odblokow|zwolni)\\p{L}*`,
    2: `zablokowan|wstrzyman|(?:zaległe|przeterminowane|niezapłacone) (?:faktury|płatności)`,
    1: `zapłac|przelew|dlaczego`,
  },
  pricing_mismatch: {
    3: `(?:błędna|nieprawidłowa|zła|inna|niewłaściwa) cen\\p{L}+|cen\\p{L}+ ~(?:niezgodn|nie zgadza|błędn|za wysok|za nisk|nieprawidłow|powinn|różni)|różnic\\p{L}+ (?:w )?cen|cen\\p{L}+ (?:umown|z umowy|kontraktow|uzgodnion)|niezgodność cen`,
    2: `cennik|rabat ~(?:brak|nie)|zgodnie z umową|zamiast \\d`,
    1: `cen[ayę]>|korekt`,
  },
  inventory_shortage: {
    3: `brak (?:na stanie|w magazynie|towaru|dostępności)|niedostępn|zamiennik`,
    2: `dostępność|częściow`,
  },
  contract_conflict: {
    3: `umow\\p{L}+ ~(?:wygas|sprzeczn|narusz)|minimaln\\p{L}+ (?:zamówieni|wartość|ilość)|(?:warunki|termin) płatności ~(?:umow|zamiast|niezgodn)`,
    2: `warunki płatności|termin płatności`,
  },
  shipping_documents: {
    3: `(?:brak|prosz|potrzeb|bez)\\p{L}* ~(?:list przewozowy|list\\p{L} przewozow|wz>|specyfikacj|świadectw\\p{L}+ pochodzenia|dokument\\p{L}+ (?:celn|przewoz)|kart\\p{L}+ charakterystyki)`,
    2: `list przewozowy|karta charakterystyki`,
  },
  carrier_disruption: {
    3: `(?:dostaw|przesyłk|paczk|kurier|transport)\\p{L}* ~(?:opóźni|zagin|nie dotar|utkn)|gdzie jest (?:nasz|moj)|opóźnieni\\p{L}+ (?:w )?dostaw`,
    2: `opóźni`,
    1: `dostaw|pilne`,
  },
  duplicate_order: {
    3: `(?:podwójn|zdublowan|zduplikowan)\\p{L}*|zamówieni\\p{L}+ ~(?:dwa razy|dwukrotnie|podwójn)|dwukrotnie`,
  },
  fulfillment_rule: {
    3: `tylko (?:kompletna|całość)|bez (?:dostaw częściowych|zamienników)|(?:okno|awizacj)\\p{L}* ?(?:czasowe|dostaw)?|etykiet`,
  },
  proof_of_delivery: {
    3: `(?:dowód|potwierdzenie) (?:dostawy|odbioru)|(?:towar|paczk|palet|przesyłk)\\p{L}* ~(?:uszkodzon|zniszczon|niekomplet|brakuj)|odmów\\p{L}+ ~przyjęcia|zły adres|nie otrzymali|brakuje \\d+`,
    2: `uszkodzon|podpis`,
  },
  order_change: {
    3: `(?:anulow|zmieni|zmian|zwiększ|zmniejsz|przesun)\\p{L}* ~(?:zamówieni|iloś|termin|adres|dostaw)`,
    2: `anulow|zmian`,
  },
};

/** Swedish, Danish and Norwegian share stems; one set serves the three. */
export const nordic: Evidence = {
  credit_hold: {
    3: `kr[ei]dit(?:t)?(?:gr[äæ]ns|grense|limit|sp[äæe]rr|stopp?|maks|kontroll?)\\p{L}*|(?:order|ordre|ordern|ordren|beställning\\p{L}*|bestilling\\p{L}*|konto\\p{L}*) ~(?:sp[äæe]rr\\p{L}*|blokeret|blokkert|blockerad|stoppet|stoppad|på vent|på hold|tilbakeholdt)|(?:frige|frigi|frigör|släpp|häv)\\p{L}* ~(?:order|ordre|spärr)?`,
    2: `sp[äæe]rr(?:ad|et|t)|blokeret|blockerad|på hold|(?:förfallna|forfaldne|forfalte) (?:fakturor|fakturaer)`,
    1: `betal(?:t|ad|ning|ing)|varför|hvorfor`,
  },
  pricing_mismatch: {
    3: `(?:fel|felaktigt|forkert|feil|gammelt|fejl i) pris\\p{L}*|pris(?:et|en|er|erna|erne|ene)?>~ (?:fel|stämmer inte|stemmer ikke|forkert|feil|för högt|for høj|for høy|avvik|afvig|skulle)|pris(?:avvikelse|afvigelse|avvik|skillnad|forskel|forskjell|fejl|feil)\\p{L}*|(?:avtals?|aftale|avtale|kontrakts?)(?:pris|te pris|t pris)\\p{L}*|(?:avtalat|aftalt|avtalt) pris`,
    2: `prislist[ae]|rabatt? ~(?:mangler|saknas)|enligt avtal|ifølge aftale|ifølge avtale|i stället för \\d|i stedet for \\d`,
    1: `pris(?:et|en|er)?>|kreditnota`,
  },
  inventory_shortage: {
    3: `(?:slut|ikke|inte) (?:i|på) lager|restorder|restordre|utsolgt|udsolgt|slutsåld|ersättningsartikel|erstatningsvare`,
    2: `lagersaldo|delleverans|dellevering|delleveranse`,
  },
  contract_conflict: {
    3: `(?:avtal|aftale|kontrakt|avtale)\\p{L}* ~(?:utgå|udløb|utløp|strid)|min(?:sta|imums?|dste) ?(?:order|ordre|beställning|bestilling)|betalings?(?:villkor|vilkår|betingelser) ~`,
    2: `betalningsvillkor|betalingsbetingelser|betalingsvilkår|fraktfritt`,
  },
  shipping_documents: {
    3: `(?:saknas|mangler|behöver|trenger|skicka|send)\\p{L}* ~(?:följesedel|følgeseddel|pakkseddel|fraktsedel|fragtbrev|fraktbrev|ursprungsintyg|oprindelse|opprinnelse|tull|told|säkerhetsdatablad|sikkerhedsdatablad|sikkerhetsdatablad)`,
    2: `följesedel|følgeseddel|pakkseddel|fraktsedel|fragtbrev`,
  },
  carrier_disruption: {
    3: `(?:leverans|levering|leveranse|sändning|sending|paket|pakke|forsendelse)\\p{L}* ~(?:försena|forsinke|forsinka|borta|væk|inte (?:kommit|anlänt)|ikke (?:kommet|ankommet)|mangler)|var är (?:vår|min)|hvor (?:er|bliver) (?:vores|vår|min)`,
    2: `försenad|forsinke[lt]|forsinkelse|försening`,
    1: `levering|leverans|haster|brådskande`,
  },
  duplicate_order: {
    3: `dubbel(?:order|beställning|t)|dobbelt\\p{L}* ?~?(?:ordre|bestilling|bestilt)?|(?:to|två) (?:ganger|gange|gånger)`,
  },
  fulfillment_rule: {
    3: `(?:komplett|samlad|samlet) (?:leverans|levering|leveranse)|inga delleveranser|ingen delleverin|leveransfönster|leveringsvindue|leveringsvindu|losstid|etikett|avisering`,
  },
  proof_of_delivery: {
    3: `leverans(?:kvitto|bevis)|leveringsbevis|(?:gods|vare|paket|pakke|pall|palle|sändning)\\p{L}* ~(?:skada|skade|beskadiget|ødelagt|trasig|mangler|saknas)|nekt\\p{L}+ ~(?:mottak|modtage)|(?:fel|forkert|feil) adress\\p{L}*|aldri mottatt|aldrig (?:modtaget|mottagit|fått)`,
    2: `skadad|beskadiget|skadet`,
  },
  order_change: {
    3: `(?:avbeställ|annull|annuller|avbestill|ändra|ændre|endre|flytt|øk|öka)\\p{L}* ~(?:order|ordre|beställning|bestilling|antal|antall|datum|dato|adress|levering|leverans)`,
    2: `avbeställ|annuller|ändra|ændre|endre`,
  },
};

export const fi: Evidence = {
  credit_hold: {
    3: `luotto(?:raja|limiit|kielto|tarkast)\\p{L}*|tilau\\p{L}+ ~(?:estetty|pidätetty|jäädytetty|pysäytetty)|vapaut\\p{L}+ ~tilau`,
    2: `erääntyne|estetty`,
  },
  pricing_mismatch: {
    3: `(?:väärä|virheellinen|eri) hin\\p{L}+|hin\\p{L}+ ~(?:väärin|virhe|ei täsmää|liian|poikkea)|sopimushin\\p{L}+|hintaero|sovittu hinta`,
    1: `hinta|hinnat`,
  },
  inventory_shortage: { 3: `(?:loppu|ei ole) varasto|jälkitoimitu|korvaava tuote` },
  contract_conflict: {
    3: `sopimu\\p{L}+ ~(?:päätty|vanhentu|vastai)|vähimmäistilau\\p{L}*|maksueh\\p{L}+ ~(?:väär|poikkea|sopimu)|rahtivapa\\p{L}*`,
  },
  shipping_documents: {
    3: `(?:puuttu|tarvit|lähettä)\\p{L}* ~(?:lähetyslista|rahtikirja|alkuperätodistus|käyttöturvallisuustiedote|tullaus)|(?:rahtikirja|alkuperätodistus|käyttöturvallisuustiedote) ~(?:puuttu|väär)`,
  },
  fulfillment_rule: {
    3: `vain täydellinen toimitus|ei osatoimituksia|(?:toimitus|purku)(?:aika|ikkuna)\\p{L}*|lavatarra`,
  },
  carrier_disruption: {
    3: `(?:toimitus|lähetys|paketti)\\p{L}* ~(?:myöhäss|viiväst|kadon|ei ole saapunut)|missä (?:on )?tilau`,
  },
  duplicate_order: { 3: `(?:kahteen kertaan|tuplatilaus|kaksi kertaa)` },
  proof_of_delivery: {
    3: `toimitustodistus|(?:tavara|paketti|lähetys|kolli)\\p{L}* ~(?:vahingoittu|rikki|puuttu)|väärä osoite`,
  },
  order_change: { 3: `(?:peru|muut|siir)\\p{L}* ~(?:tilau|määr|toimitus|osoit)` },
};
