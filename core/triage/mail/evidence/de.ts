import type { Evidence } from './types.ts';

export const de: Evidence = {
  credit_hold: {
    3: `kredit_?(?:sperre|limit|linie|rahmen|prüfung|stopp)|kreditlimit ~(?:überschritten|erreicht|ausgeschöpft)
      (?:auftrag|bestellung|lieferung|konto|kunde|wir|account) ~(?:gesperrt|gestoppt|blockiert|zurückgehalten|angehalten|auf hold)
      (?:gesperrt|blockiert|gestoppt) ~(?:buchhaltung|kredit|finanz|offene)
      (?:freigeben|freigabe|entsperren) ~(?:auftrag|bestellung|kredit|sperre)|(?:auftrag|bestellung|sperre) ~(?:freigeben|freigegeben|freigabe|entsperr|aufheben|aufgehoben)
      liefersperre|auftragssperre`,
    2: `gesperrt|sperre>|blockiert|zurückgehalten|freigabe|(?:über)?fällige (?:rechnung|posten|zahlung)|überfällig|zahlungsrückstand|mahnung`,
    1: `offene (?:posten|rechnung)|zahlung ~(?:veranlasst|überwiesen|erfolgt)|bezahlt|überwiesen|warum`,
  },
  pricing_mismatch: {
    3: `(?:falsch|abweichend|unterschiedlich|höher|niedriger|überhöht|alt)(?:e|er|en|em)? (?:einzel|netto|stück)?preis
      preis(?:e|en|s)?>~ (?:falsch|stimm(?:t|en) ~nicht|abweich|zu hoch|zu niedrig|nicht korrekt|nicht vereinbart|weicht|differ|nicht überein|müsste|sollte)
      preis(?:abweichung|differenz|fehler|unterschied|korrektur)
      (?:vertrags|rahmen|sonder|listen)preis|(?:vereinbart|vertraglich|ausgehandelt)(?:e|er|en)? (?:\\p{L}+)?preis
      (?:berechnet|fakturiert|in rechnung gestellt|bestätigt) ~(?:statt|anstatt|obwohl|aber|anstelle)
      zu viel berechnet`,
    2: `einzelpreis|preisliste|stückpreis|nettopreis|rabatt ~(?:fehlt|nicht)|laut (?:vertrag|angebot|rahmenvertrag|preisliste|vereinbarung)|gemäß (?:vertrag|angebot|vereinbarung|rahmenvertrag)|statt ~(?:€|eur|\\d)|\\d(?:,\\d+)? ?(?:%|prozent) ~(?:höher|niedriger|über|unter|mehr|weniger|zu)`,
    1: `preise?>|angebot|gutschrift|konditionen`,
  },
  inventory_shortage: {
    3: `nicht (?:auf lager|lieferbar|vorrätig|verfügbar|am lager)|lieferengpass|lieferrückstand|rückstand ~(?:artikel|position|ware)|ausverkauft|bestand ~(?:reicht|nicht|fehlt|zu niedrig)|fehlmenge|nachlieferung|ersatzartikel|alternativartikel|ersatzprodukt|unterdeckung`,
    2: `teil_?lieferung|lieferbar|verfügbarkeit|wann ~(?:verfügbar|lieferbar|wieder)|lieferzeit`,
    1: `lager|bestand`,
  },
  contract_conflict: {
    3: `(?:vertrag|rahmenvertrag|vereinbarung) ~(?:abgelaufen|ausgelaufen|widerspr|verletz|ungültig|gekündigt|überschneid)|mindest(?:bestell|abnahme|auftrags)(?:menge|wert)|mindermengenzuschlag|zahlungs(?:bedingung|ziel)\\p{L}* ~(?:falsch|statt|vertrag|vereinbart|abweich|nicht)|fracht(?:kosten|frei)\\p{L}* ~(?:vertrag|vereinbart|statt|falsch|nicht)|bonus(?:vereinbarung|zahlung)|jahresbonus|exklusiv`,
    2: `zahlungsbedingung|zahlungsziel|frachtkosten|frei haus|incoterm|agb>`,
    1: `vertrag|vereinbarung`,
  },
  shipping_documents: {
    3: `(?:fehl|benötig|brauch|schick|send|ohne|falsch)\\p{L}* ~(?:lieferschein|packliste|frachtbrief|cmr>|ursprungszeugnis|zollpapier|zolldokument|handelsrechnung|ausfuhr|sicherheitsdatenblatt|versandpapier|versanddokument|analysezertifikat|werkszeugnis|präferenz)
      (?:lieferschein|packliste|frachtbrief|ursprungszeugnis|zollpapiere|handelsrechnung|sicherheitsdatenbl\\p{L}+|versandpapiere|versanddokumente|analysezertifikat) ~(?:fehl|falsch|nicht|unvollständig)
      zolltarifnummer|gefahrgut(?:erklärung)?`,
    2: `lieferschein|packliste|frachtbrief|ursprungszeugnis|zollpapiere|sicherheitsdatenblatt|versandpapiere`,
    1: `zoll|papiere|dokumente`,
  },
  carrier_disruption: {
    3: `(?:lieferung|sendung|paket|lkw|spedition|ware|fracht|container) ~(?:verspät|verzöger|hängt|verloren|nicht angekommen|nicht eingetroffen|noch nicht|überfällig|steht)|(?:verspätet|verzögert)\\p{L}* (?:lieferung|sendung)|liefer(?:verzug|verzögerung)|wo (?:ist|bleibt|bleiben) (?:unsere?|die|meine) (?:lieferung|sendung|ware|bestellung|paket)|sendungsverfolgung ~(?:kein|nicht|seit)`,
    2: `liefertermin ~(?:verpasst|überschritten|nicht|verschoben)|verspätung|spedition|noch nicht (?:da|angekommen|erhalten|geliefert)`,
    1: `lieferung|sendung|dringend`,
  },
  duplicate_order: {
    3: `doppelt\\p{L}* ~(?:bestell|auftrag|erfasst|gesendet|bestätigt|geliefert|bestellung|angelegt)|(?:bestell|auftrag|erfasst|gesendet|bestätigt|angelegt)\\p{L}* ~(?:doppelt|zweimal|zwei mal)|doppelbestellung|dublette|dieselbe bestellung|gleiche bestellung ~(?:nochmal|zweimal|erneut|bereits)`,
    2: `doppelt|zweimal|versehentlich (?:erneut|nochmal)`,
  },
  fulfillment_rule: {
    3: `(?:nur|bitte) (?:komplett|vollständig)\\p{L}* ~(?:liefer|versand)|komplettlieferung|keine (?:teillieferung|ersatzartikel)|anlieferzeit|anliefer(?:fenster|termin|vorschrift)|zeitfenster|avis(?:ierung|ieren)|palettenhöhe|etikett(?:ierung|en)|verpackungsvorschrift|mindesthaltbarkeit|restlaufzeit|chargenrein|bestellnummer ~(?:fehlt|zwingend|erforderlich)|anlieferrichtlinie`,
    2: `liefervorschrift|hebebühne|palette|lieferanweisung`,
  },
  proof_of_delivery: {
    3: `abliefer(?:nachweis|beleg)|liefernachweis|empfangsbestätigung|zustellnachweis|(?:ware|lieferung|paket|palette|sendung|karton)\\p{L}* ~(?:beschädigt|unvollständig|defekt|zerbrochen)|(?:beschädigt|zerbrochen)\\p{L}* ~(?:ware|lieferung|paket|palette|angekommen)|fehlmenge|fehlen \\d+|(?:annahme|lieferung) ~verweigert|falsche (?:adresse|lieferadresse)|transportschaden|nie (?:erhalten|angekommen)|nicht erhalten`,
    2: `beschädigt|unterschrift|reklamation|zu wenig geliefert`,
  },
  order_change: {
    3: `(?:storn\\p{L}+|änder\\p{L}+|anpass\\p{L}+) ~(?:bestellung|auftrag|menge|position|termin|adresse)|(?:bestellung|auftrag|menge|position|liefertermin|lieferadresse) ~(?:stornieren|ändern|anpassen|erhöhen|reduzieren|verschieben|vorziehen|streichen)|bestelländerung|auftragsänderung|stornierung|(?:menge|stückzahl) ~(?:auf \\d|erhöh|reduzier)|anstatt \\d+|statt \\d+ stück|an eine andere adresse`,
    2: `ändern|stornieren|verschieben|nicht mehr (?:benötig|brauch)`,
  },
};
