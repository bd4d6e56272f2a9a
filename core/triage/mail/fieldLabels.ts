export type Kind = 'order' | 'po' | 'sku' | 'trk' | 'skip';

/** What people call the numbers they write. `skip`: numbers that are nothing of ours and must not be taken for it. */
const labels: Record<Kind, string> = {
  order: `sales orders?|sales ord\\.?|s/o|so[ -]?(?:nr|no)|customer'?s? sales order|customer orders|your customer order|pedidos? de clientes?|commandes clients?|(?!transport|abhol|arbeits|fertigungs|prüf|reparatur|service|fahr|speditions)\\p{L}{3,20}aufträgen?|order confirmation|order conf\\.?|confirmation|conf\\.|acknowledge?ment|ack|order ack|oa|
    order acknowledge?ment|order id|order reference|order ref|web order|order|orders|so|sos|s\\.o\\.|ord|your ref(?:erence)?|yr ref|
    bestätigung|auftrag|aufträge|aufträgen|auftrags[ -]?(?:nummern?|nr|id)|auftr\\.?[ -]*nr|auftragsbestätigung(?:en)?|auftragsbestätigungs[ -]?(?:nummer|nr)|auftragsbest\\.|
    kundenauftrag|verkaufsauftrag|verkaufsbeleg|ab[ -]nr|ab|ihr zeichen|ihre referenz|ihre auftragsnummer|
    nota de venta|nv|pedido de venta|pedido de ventas|orden de venta|confirmación|confirmación de pedido|confirmación del pedido|acuse|acuse de pedido|su ref(?:erencia)?|s/ref|vuestra ref(?:erencia)?|v/ref|
    note de commande|accusé|ar|arc|accusé de réception|accusé de réception de (?:la )?commande|ar de commande|commande client|commande de vente|confirmation de commande|
    votre réf(?:érence)?|v/réf|vos réf(?:érences)?|
    ordine di vendita|conferma d.ordine|pedido de venda|verkooporder|
    orderbevestiging|orderbekräftelse|ordrebekræftelse|ordrebekreftelse|order(?:nummer|nr)|ordre(?:nummer|nr)?|salgsordre|
    myyntitilaus|tilausvahvistus|zamówienie sprzedaży|potwierdzenie zamówienia|potvrzení objednávky`,
  po: `oc (?:del )?cliente|réf(?:érence)?\\.? client|referencia (?:del? )?cliente|kundenreferenz|p\\.?[ ]?o\\.?(?:[’']?s)?|p/o|purchase orders?|purchase ord\\.?|purch\\.? ?ord\\.?|blanket(?: po| order| purchase order)?|customer (?:po|order|reference|ref)|cust(?:omer|\\.)? ?(?:po|p\\.o\\.)|ponum|po[_ ]?(?:num|no|nbr)|our ref(?:erence)?|buyer'?s? ref(?:erence)?|
    bestellung(?:en)?|bestell(?:nummer|nr)|bestellnummern|bestell[ -]nr|bestell[ -]nummer|best\\.?[ -]*nr|einkaufsbestellung|kundenbestellung|abruf|abrufbestellung|rahmenbestellung|unser zeichen|unsere referenz|u\\. ?z\\.|
    bon de commande|bons de commande|bon|bdc|orden(?:es)?|órdenes|commandes?|cdes?|numéro de commande|num\\. (?:de )?commande|n[°ºo]\\.? ?(?:de )?(?:commande|cde)|notre réf(?:érence)?|n/réf|nos réf(?:érences)?|
    pedidos?|orden(?:es)? de compra|órdenes de compra|número de pedido|n[uú]m\\.? (?:de )?pedido|n\\.?[º°o]\\.? ?(?:de )?(?:pedido|orden)|ped\\.|oc|ocs|o\\.c\\.|o/c|nuestra ref(?:erencia)?|n/ref|nota de pedido|
    ordin[ei] d.acquisto|ordin[ei]|numero d.ordine|n\\. ordine|
    pedido de compra|nota de encomenda|encomenda|inkooporder|bestelling|bestel(?:nummer|nr)|bestelbon|zamówienia|zamówienie|
    nr zamówienia|numer zamówienia|inköpsorder|beställning(?:snummer)?|bestilling(?:snummer)?|bestillings-?nr|indkøbsordre|
    innkjøpsordre|rekvisition|ostotilaus|tilaus(?:numero)?|objednávka|objednávky|megrendelés|comanda|sipariş|заказ`,
  sku: `sku|skus|item (?:no|number|code|#)|item|items|part (?:no|number|#)|p/n|mpn|product code|product (?:no|number)|catalog (?:no|number|#)|cat\\.? (?:no|#)|article(?: no)?|artikel(?:nummer|nr)?|artikel-nr|art\\.? ?-?nr|
    teilenummer|teile-nr|sachnummer|materialnummer|material-?nr|réf(?:érence)?(?: article)?(?! client)|código|codigo|cód\\.|ref\\.? artículo|artículos?|referencia(?! (?:del? )?cliente)|codice(?: articolo)?|articolo|
    artikkel(?:nummer|nr)?|varenummer|artikelnr|tuotenumero|indeks|kod produktu`,
  trk: `tracking(?: (?:no|number|id))?|pro|pro (?:no|number|#)|awb|waybill|sendungsnummer|sendungsnr|sendungs-nr|paketnummer|guía|guia|n[°º] de suivi|suivi|seguimiento`,
  skip: `kunde|kundin|cliente|client|customer|caso|pcn|dispute|award|file|location|requisition|fach|projektvereinbarung|rahmenkontrakt|(?:folio de )?reclamo|no conformidad|abweichungsbericht|workflow item|booth|chargeback|notice|authori[sz]ation|wave|avis de (?:paiement|virement)|report|variance|request|non[ -]?conformance|non[ -]?conformité|ncr|exp\\.|policyholder ref|accord|kontrakt|acuerdo marco|convenio|contrato marco|nachforschung|hueco|ubicación|lagerplatz|stellplatz|emplacement|notification id|message id|control (?:no|numbers?)|bin|kd\\.|rahmen|rahmenvereinbarung|zahlungsavis|invoices?|inv\\.?|anfrage|inquiry|enquiry|rfq|bid|load|expédition|expedición|lieferung|clause|article \\d{1,2}(?![\\d-])|artikel \\d{1,2}(?![\\d-])|inv|rechnung(?:en|s(?:[ -]?nummer|[ -]?nr))?|re[ -]nr|factures?|facturas?|fattura|fatura|faktura|factuur|credit(?: note| memo)?|gutschrift(?:s[ -]?(?:nr|nummer))?|avoir|nota de (?:crédito|abono)|abono|
    proforma|pro-forma|proforma invoice|quote|quotes|quotation|estimate|proposal|angebot(?:s(?:[ -]?nummer|[ -]?nr))?|offerte|offre|oferta|devis|presupuesto|cotización|preventivo|
    rma|return (?:no|number|#)|retoure(?:n[ -]?nr)?|reklamation(?:s[ -]?(?:nr|nummer))?|reclamación|réclamation|claim (?:no|number|#)|claim|ticket|tickets|incident|incidencia|case|vorgang|dossier|expediente|
    customer (?:no|number|id|#)|cust\\.? (?:no|#)|account(?: (?:no|number|#))?|acct\\.?|a/c|kundennummer|kunden[ -]?nr|kd[.-]+ ?nr|debitor|debitoren[ -]?(?:nr|nummer)|kreditor|kreditoren[ -]?(?:nr|nummer)|lieferanten[ -]?(?:nr|nummer)|konto(?:nummer|[ -]?nr)?|n[°º] (?:de )?client|número de cliente|numéro de client|code client|cliente n\\.?º|client n°|vendor(?: (?:no|number|id|#))?|supplier (?:no|number|id|#)|
    phone|tel|tél|teléfono|telefon|fax|mobile|mob|cell|handy|whatsapp|ext|extension|durchwahl|vat|vat (?:no|id|number)|ust[.-]?id(?:[.-]?nr)?|steuernummer|steuer-nr|tva|nif|cif|rfc|siret|siren|ein|tax id|duns|hrb|iban|bic|blz|swift|routing (?:no|number)|zip|plz|
    check (?:no|number|#)|cheque (?:no|number)|wire ref(?:erence)?|payment ref(?:erence)?|remittance (?:no|number|advice)|avis|transaction(?: id)?|
    delivery note|delivery (?:no|number)|delivery ticket|packing slip|packing list|lieferschein(?:s)?(?:[ -]?(?:nr|nummer))?|ls[ -]nr|bon de livraison|bl|albar[aá]n(?:es)?|remisión|b/l|bol|bill of lading|cmr|frachtbrief|shipment (?:no|number|id|#)|sendung|
    contract|vertrag|rahmenvertrag|contrato|contrat|agreement|batch|lot|lots|lote|lotes|charge|chargen|heat|serial|s/n|seriennummer|numéro de série|n[°º] de série|número de serie|model|modell|modèle|modelo|drawing|zeichnung(?:s[ -]?nr)?|plan|rev|hs code|un|eccn|eori|
    work order|wo|job (?:no|number|#)|project (?:no|number)|projekt-?nr|kostenstelle|cost cent(?:er|re)|gl code|
    booking(?: (?:no|ref|reference|number))?|reservation|appointment (?:no|number|id|#)|container|seal|trailer|truck (?:no|#)|dock|door|bay|flight|room|suite|box|p\\.o\\. box|po box|postfach|apartado|section|clause|page|seite|version|order (?:quantity|qty|value|total|amount|volume)|bestellwert|bestellmenge`,
};

const kindByLabel: [RegExp, Kind][] = [];
const alternatives: string[] = [];
for (const [kind, list] of Object.entries(labels) as [Kind, string][]) {
  // Split at top level only: a label may hold alternatives in brackets, with their blanks.
  const whole = joinBrackets(list.split('|')).map((label) => label.trim().replace(/ (?![?\]])/g, '\\s+'));
  alternatives.push(...whole);
  kindByLabel.push([new RegExp(`^(?:${whole.join('|')})$`, 'iu'), kind]);
}
alternatives.sort((a, b) => b.length - a.length);
/** Any of the labels, longest first: "purchase order" is not "order". */
export const label = new RegExp(`(?<![\\p{L}\\p{N}/.-])(?:${alternatives.join('|')})(?![\\p{L}])`, 'giu');

/** "Pos" is a line of an order and not several POs, "ORDERS" the message that a purchase order is sent as. */
export const kindOf = (called: string): Kind =>
  called === 'Pos'
    ? 'skip'
    : called === 'ORDERS'
      ? 'po'
      : (kindByLabel.find(([pattern]) => pattern.test(called))?.[1] ?? 'skip');

function joinBrackets(parts: string[]): string[] {
  const whole: string[] = [];
  let open = 0;
  for (const part of parts) {
    if (open) whole[whole.length - 1] += `|${part}`;
    else whole.push(part);
    open += (part.match(/\(/g)?.length ?? 0) - (part.match(/\)/g)?.length ?? 0);
  }
  return whole;
}
