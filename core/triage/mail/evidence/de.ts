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
      preis(?:e|en|s)?>~ (?:falsch|stimm(?:t|en)> ~nicht|abweich|zu hoch|zu niedrig|nicht korrekt|nicht vereinbart|weicht|differ|nicht überein|müsste|sollte)
      preis(?:abweichung|differenz|fehler|unterschied|korrektur)
      (?:vertrags|rahmen|sonder|listen)preis|(?:vereinbart|vertraglich|ausgehandelt)(?:e|er|en)? (?:\\p{L}+)?preis
      (?:berechnet|fakturiert|in rechnung gestellt|bestätigt) ~(?:statt|anstatt|obwohl|aber|anstelle)
      zu viel berechnet|stimm(?:t|en) ~preis|preis(?:e|en|s)?> für ~ stimm(?:t|en) ~nicht|vereinbart (?:waren|war|sind|ist) (?:€ ?)?\\d+,\\d`,
    2: `einzelpreis|preisliste|stückpreis|nettopreis|rabatt ~(?:fehlt|nicht)|laut (?:vertrag|angebot|rahmenvertrag|preisliste|vereinbarung)|gemäß (?:vertrag|angebot|vereinbarung|rahmenvertrag)|statt ~(?:€|eur|\\d)|\\d(?:,\\d+)? ?(?:%|prozent) ~(?:höher|niedriger|über|unter|mehr|weniger|zu)`,
    1: `preise?>|angebot|gutschrift|konditionen`,
  },
  inventory_shortage: {
    3: `(?:nicht|nicht mehr|kurzfristig nicht|derzeit nicht|nur teilweise) (?:auf lager|lieferbar|vorrätig|verfügbar|am lager)|liefer(?:engpass|engpässe)|lieferrückstand|rückstand ~(?:artikel|position|ware|stück|auftrag)|(?:im|in) rückstand|ausverkauft|vergriffen
      (?:bestand|vorrat|lagerbestand) ~(?:reicht|nicht|fehlt|zu niedrig|aufgebraucht)|(?:fehlt|fehlender|kein|zu wenig) (?:bestand|lagerbestand|vorrat|ware am lager)|nachlieferung|(?:ersatz|alternativ|austausch)(?:artikel|produkt|typ|material)|unterdeckung|(?:artikel|ware) ~(?:abgekündigt|ausgelaufen)
      wieder (?:verfügbar|lieferbar|auf lager|vorrätig)|erst ~(?:verfügbar|lieferbar)>|nur (?:noch )?\\d+ (?:stück|stk|st)?\\.? ?(?:auf lager|lieferbar|verfügbar|vorrätig|am lager)|(?:können|kann) ~(?:nicht|nur teilweise) (?:komplett|vollständig) liefern|(?:den )?rest ~(?:nachliefern|nach|später)`,
    2: `teil_?lieferung|lieferbar|verfügbarkeit|wann ~(?:verfügbar|lieferbar|wieder|nächste ware)|lieferzeit|(?:vorlieferant|lieferant|hersteller|werk) ~(?:verzöger|verspät|nicht liefer|später)`,
    1: `lager|bestand|fehlmenge`,
  },
  contract_conflict: {
    3: `(?:vertrag|rahmenvertrag|rahmenvereinbarung|vereinbarung) ~(?:abgelaufen|ausgelaufen|widerspr|verletz|ungültig|gekündigt|überschneid|endete|nicht verlängert)|(?:abgelaufen|ausgelaufen)\\p{L}* (?:rahmen)?(?:vertrag|vereinbarung)|mindest(?:bestell|abnahme|auftrags)(?:menge|wert)|mindermengenzuschlag|kleinmengenzuschlag
      zahlungs(?:bedingung|ziel|frist)\\p{L}* ~(?:falsch|statt|vertrag|vereinbart|abweich|nicht|tagen?)|(?:vertrag|vertraglich|vereinbart) ~(?:zahlungsziel|\\d+ tage)|skonto ~(?:fehlt|nicht|vertrag|vereinbart|statt)
      (?:fracht|versand|liefer)(?:kosten|frei)\\p{L}* ~(?:vertrag|vereinbart|statt|falsch|nicht|obwohl|frei)|frei haus ~(?:vereinbart|vertrag|statt)|(?:vereinbart|vertraglich) ~frei haus|bonus(?:vereinbarung|zahlung)|(?:jahres|umsatz)bonus|rückvergütung|exklusiv|welche[rs]? (?:vertrag|vereinbarung) gilt`,
    2: `abgelaufen|ausgelaufen|zahlungsbedingung|zahlungsziel|frachtkosten|frei haus|incoterm|agb>|skonto`,
    1: `vertrag|vereinbarung`,
  },
  shipping_documents: {
    3: `(?:fehl|benötig|brauch|schick|send|ohne|falsch|verlang|wartet auf|nachreich)\\p{L}* ~(?:lieferschein|packliste|frachtbrief|cmr>|ursprungszeugnis|ursprungserklärung|lieferantenerklärung|zollpapier|zolldokument|zollunterlagen|handelsrechnung|proforma|ausfuhr|sicherheitsdatenblatt|versandpapier|versanddokument|analysezertifikat|werkszeugnis|prüfzeugnis|abnahmeprüfzeugnis|konformitätserklärung|präferenz)
      (?:lieferschein|packliste|frachtbrief|ursprungszeugnis|zollpapiere|zollunterlagen|handelsrechnung|sicherheitsdatenbl\\p{L}+|versandpapiere|versanddokumente|analysezertifikat|werkszeugnis|lieferantenerklärung) ~(?:fehl|falsch|nicht|unvollständig|abweich|veraltet|abgelaufen)
      zolltarifnummer|gefahrgut(?:erklärung|papiere|deklaration)?|zoll ~(?:verlangt|benötigt|braucht|hält|fordert|wartet)`,
    2: `frachtbrief|ursprungszeugnis|zollpapiere|sicherheitsdatenblatt|versandpapiere`,
    1: `lieferschein|packliste|zoll|papiere|dokumente`,
  },
  carrier_disruption: {
    3: `(?:lieferung|sendung|paket|lkw|spedition|spediteur|ware|fracht|container|palette|paletten|fahrer) ~(?:verspät|verzöger|hängt|verloren|verschollen|nicht angekommen|nicht eingetroffen|nicht da>|noch nicht|überfällig|steht (?:noch|seit|in|im|beim)|liegengeblieben|liegt (?:noch|seit|beim|im))|(?:verspätet|verzögert)\\p{L}* (?:lieferung|sendung)|liefer(?:verzug|verzögerung)
      wo (?:ist|sind|bleibt|bleiben|steckt) (?:unsere?|die|der|das|meine) (?:lieferung|sendung|ware|bestellung|paket|palette|lkw)|sendungsverfolgung ~(?:kein|nicht|seit)|(?:ist|sind) (?:immer )?noch nicht (?:da|angekommen|eingetroffen|geliefert)|(?:warten|wartet) ~auf ~(?:lieferung|sendung|ware|bestellung|paket)
      (?:sollte|sollten) ~(?:da sein|ankommen|geliefert|eintreffen|kommen)|abholung ~(?:nicht|ausgefallen|verpasst|versäumt)|(?:niemand|kein fahrer|kein lkw) ~(?:gekommen|abgeholt|erschienen)|(?:stau|streik|unwetter|panne|unfall) ~(?:lkw|lieferung|verzöger|sendung)`,
    2: `liefertermin ~(?:verpasst|überschritten|nicht|verschoben|gehalten)|verspätung|spedition|noch nicht (?:da|angekommen|erhalten|geliefert)|wann (?:kommt|kommen|trifft) ~(?:lieferung|sendung|ware|bestellung|lkw)|bandstillstand`,
    1: `lieferung|sendung|dringend`,
  },
  duplicate_order: {
    3: `doppelt\\p{L}* ~(?:bestell|auftrag|erfasst|gesendet|bestätigt|geliefert|bestellung|angelegt)|(?:bestell|auftrag|aufträge|erfasst|gesendet|bestätigt|angelegt)\\p{L}* ~(?:doppelt|zweimal|zwei mal)|(?:zweimal|zwei mal) ~(?:bestell|gesendet|erfasst|bestätigt|angelegt|übermittelt)|doppelbestellung|doppelerfassung|dublette|dieselbe bestellung|gleiche bestellung ~(?:nochmal|zweimal|erneut|bereits)
      zwei (?:auftragsbestätigungen|bestätigungen|aufträge|auftragsnummern) ~(?:dieselbe|gleiche|eine bestellung|selben|einer bestellung)|(?:bestellung|auftrag) ~(?:bereits|schon) (?:gesendet|geschickt|erteilt|erfasst|bestellt|vorhanden)`,
    2: `doppelt|zweimal|versehentlich (?:erneut|nochmal|noch einmal)|zwei (?:auftrags)?bestätigungen|nur einmal (?:liefern|bestell|gewollt|gewünscht)`,
  },
  fulfillment_rule: {
    3: `(?:nur|bitte|ausschließlich) (?:komplett|vollständig)\\p{L}* ~(?:liefer|versand|versend)|komplettlieferung|keine (?:teillieferung|ersatzartikel|ersatzlieferung)|anlieferzeit|anliefer(?:fenster|termin|vorschrift|bedingung)|anlieferung ~(?:nur|avis|termin|zwischen)|zeitfenster|avis>|avis(?:ierung|ieren|iert)|(?:waren)?annahme(?:zeit|zeiten|schluss)|(?:waren)?annahme (?:nur|bis|von)
      palettenhöhe|paletten? ~(?:zu hoch|maximal|höher als|europalette)|etikett(?:ierung|en)|verpackungsvorschrift|mindesthaltbarkeit|restlaufzeit|chargenrein|(?:eine|einer|nur eine) charge>|bestellnummer ~(?:fehlt|zwingend|erforderlich|angeben)|ohne (?:unsere )?bestellnummer|(?:anliefer|liefer|logistik|verpackungs|routing)richtlinie|nur mit (?:unserem|unserer) (?:spediteur|spedition)`,
    2: `liefervorschrift|hebebühne|palette|lieferanweisung|hausspedit`,
  },
  proof_of_delivery: {
    3: `abliefer(?:nachweis|beleg)|liefernachweis|empfangsbestätigung|zustellnachweis|(?:unterschrieben|quittiert)\\p{L}* (?:lieferschein|frachtbrief|cmr)|(?:ware|lieferung|paket|palette|paletten|sendung|karton|kartons)> ~(?:beschädigt|unvollständig|defekt|zerbrochen|nass|eingedrückt)|(?:beschädigt|zerbrochen|durchnässt)\\p{L}* ~(?:ware|lieferung|palette|angekommen|geliefert|erhalten|eingetroffen)
      fehl(?:en|t|ten) (?:uns )?\\d+|(?:annahme|lieferung) ~verweigert|(?:an|bei) (?:der|die|einer|eine) falschen? (?:adresse|lieferadresse)|falsch zugestellt|falsche (?:adresse|lieferadresse) (?:geliefert|zugestellt)|transportschaden|nie (?:erhalten|angekommen|zugestellt|eingetroffen)|nicht erhalten|(?:als|laut) ~(?:zugestellt|geliefert) ~(?:nicht|nie|aber)|wer hat ~(?:unterschrieben|quittiert)
      (?:nur|statt) \\d+ (?:\\p{L}+ )?(?:erhalten|angekommen|geliefert bekommen)|(?:weniger|zu wenig) (?:erhalten|geliefert)|minderlieferung|falsche (?:ware|artikel) (?:erhalten|geliefert)`,
    2: `beschädigt|unterschrift|reklamation|fehlmenge`,
  },
  order_change: {
    3: `(?:storn\\p{L}+|änder\\p{L}+|anpass\\p{L}+) ~(?:bestellung|auftrag|menge|position|termin|adresse)|(?:bestellung|auftrag|menge|position|liefertermin|lieferadresse|stückzahl) ~(?:stornier|ändern|geändert|anpassen|erhöhen|reduzieren|verschieben|vorziehen|vorverlegen|streichen|kürzen|zurückziehen)|bestelländerung|auftragsänderung|(?:teil)?storn(?:o|ierung)|(?:menge|stückzahl) ~(?:auf \\d|erhöh|reduzier)|anstatt \\d+|statt \\d+ (?:stück|stk|karton)|(?:an eine|neue|andere|geänderte) (?:andere )?(?:liefer)?adresse
      (?:früher|später|eher) (?:liefern|geliefert|benötig|brauchen)|(?:benötig|brauch)\\p{L}* ~(?:früher|eher|später|schon am|bereits am)|(?:lieferung|termin) ~(?:verschieben|vorziehen|vorverlegen)|(?:streichen|entfernen) sie ~(?:position|artikel)`,
    2: `ändern|stornieren|verschieben|nicht mehr (?:benötig|brauch)|bedarf ~entfallen`,
  },
};
