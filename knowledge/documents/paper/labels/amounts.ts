import { type Label, label } from './label.ts';

export type AmountName = 'total' | 'totalNet' | 'totalTax' | 'other';

/** The most telling of all labels on a row decides what its amount is. */
export const amountLabels: Record<AmountName, Label[]> = {
  total: [
    label(
      1,
      `grand total|(?:total )?amount (?:due|payable)|balance due|(?:invoice|order|document|po|purchase order|credit|contract) total|total (?:invoice|order|due|payable|amount(?: due)?|incl(?:uding|usive|\\.)?(?: of)?(?: (?:vat|tax|gst))?|value|price|inc\\.? (?:vat|gst|tax)|to pay|po)|total for this invoice|amount to pay|total(?: amount)?(?: \\(?(?:incl|inclusive|including)[^)]*\\)?)|total (?:sales )?\\(?incl(?:usive)?(?: of)? gst\\)?|
      gesamtbetrag|rechnungsbetrag|rechnungs ?summe brutto|rechnungssumme|brutto(?:summe|betrag|gesamtbetrag)?|gesamt ?summe(?: brutto)?|end ?(?:betrag|summe)|zahl ?betrag|zu zahlen(?:der betrag)?|gesamt(?:betrag)? brutto|total brutto|fälliger betrag|offener betrag|
      (?:montant )?total (?:ttc|général|à payer|a payer)|montant (?:ttc|total ttc|dû|à payer)|net (?:à|a) payer|total ?t\\.?t\\.?c\\.?|ttc|reste à payer|
      (?:importe|monto) total|total (?:a pagar|factura|general|pedido|con iva|iva incluido)|importe a pagar|totaal ?(?:bedrag|te betalen|incl\\.?(?: btw)?|generaal)?|te betalen|factuur totaal|factuurbedrag|totale (?:fattura|documento|da pagare)|totale|należność ogółem|do zapłaty|razem do zapłaty|wartość brutto|valor total|attention payable`,
    ),
    label(0.8, `total|gesamt|summe|amount due`),
  ],
  totalNet: [
    label(
      1,
      `sub ?total|net (?:total|amount|value)|total (?:net|excl(?:uding|\\.)?(?: (?:vat|tax|gst))?|before tax|ex\\.? (?:vat|gst|tax)|merchandise|goods)|goods total|merchandise total|taxable (?:amount|value|base)|amount (?:before|excl\\.?) (?:tax|vat|gst)|total (?:sales )?\\(?excl(?:usive|uding|\\.)?(?: of)?(?: gst)?\\)?|
      (?:rechnungs|zwischen|netto|waren|positions|steuerbasis)?(?:netto)?(?:summe|betrag|wert) ?(?:\\(?netto\\)?|ohne (?:ust|mwst)\\.?)|rechnungssumme (?:netto|ohne ust\\.?)|netto(?:summe|betrag|wert|gesamt)?|gesamt ?(?:summe |betrag )?netto|zwischensumme|warenwert|positionssumme|summe netto|total netto|steuerbasis(?:betrag)?|
      (?:montant )?total h\\.?t\\.?|montant (?:ht|total ht|net ht)|total net(?: ht)?|sous[ -]total|total hors (?:taxes?|tva)|h\\.?t\\.?|base (?:imponible|ht)|total (?:neto|sin iva|bruto)|importe neto|subtotaal|exclusief btw|excl\\.? btw|totaal excl\\.?(?: btw)?|grondslag|imponibile|wartość netto|total base`,
    ),
  ],
  totalTax: [
    label(
      1,
      `(?:total )?(?:sales )?(?:tax|vat|gst|hst|igst|cgst|sgst)(?: amount| total)?|total (?:vat|tax|gst)|(?:umsatz|mehrwert)steuer|(?:zzgl\\.? |gesamt ?)?(?:mwst|ust)\\.?(?: ?-? ?betrag)?|steuer ?betrag|(?:montant |total )?t\\.?v\\.?a\\.?|montant de la tva|total (?:taxes?|tva)|(?:cuota |importe |total )?i\\.?v\\.?a\\.?|impuestos?|btw(?: bedrag)?|imposta|kwota vat|belasting`,
    ),
  ],
  other: [
    label(
      1,
      `total (?:weight|qty|quantity|packages|pieces|pcs|cartons|pallets|items?|units|saving|savings|discounts?|volume|cube|item sold|no)|discount|rabatt|remise|descuento|korting|freight|shipping|fracht|versandkosten|frais de port|transport(?:kosten)?|portes|verzendkosten|deposit|anzahlungen|zuschläge|abschläge|acompte|paid|paid amount|amount paid|bezahlt|payé|pagado|cash|change|tendered?|rounding(?: adj(?:ustment)?)?|visa|master(?:card)?|credits?|rückgeld|gegeben|rendu|balance (?:forward|b\\/f)|previous balance|gesamtgewicht|poids total|peso total|surcharge|skonto|carried forward|übertrag|a reporter|suma anterior|leergutwert|capital|kapital`,
    ),
  ],
};
