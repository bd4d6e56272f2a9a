export type Kind = 'order' | 'po' | 'sku' | 'skip';

/** What people call the numbers they write. `skip`: numbers that are nothing of ours and must not be taken for it. */
const labels: Record<Kind, string> = {
  order: `sales orders?|order confirmation|confirmation|acknowledge?ment|ack|bestätigung|confirmación|nota de venta|nv|note de commande|accusé|ar|order acknowledge?ment|order|orders|so|s\\.o\\.|ord|auftrag|aufträge|auftrags(?:nummer|nr|bestätigung)|
    auftragsbest\\.|verkaufsauftrag|commande client|commande de vente|confirmation de commande|accusé de réception de commande|
    pedido de venta|orden de venta|confirmación de pedido|ordine di vendita|conferma d.ordine|pedido de venda|verkooporder|
    orderbevestiging|orderbekräftelse|ordrebekræftelse|ordrebekreftelse|order(?:nummer|nr)|ordre(?:nummer|nr)?|salgsordre|
    myyntitilaus|tilausvahvistus|zamówienie sprzedaży|potwierdzenie zamówienia|potvrzení objednávky`,
  po: `p\\.?o\\.?(?:[’']?s)?|purchase orders?|customer (?:po|order|reference)|cust(?:omer)? ?po|bestellung(?:en)?|bestell(?:nummer|nr)|
    bestell-nr|einkaufsbestellung|kundenbestellung|bon de commande|bon|orden(?:es)?|commandes?|numéro de commande|n° de commande|pedidos?|
    orden(?:es)? de compra|número de pedido|n\\.?º de pedido|oc|ordin[ei] d.acquisto|ordin[ei]|numero d.ordine|n\\. ordine|
    pedido de compra|nota de encomenda|encomenda|inkooporder|bestelling|bestel(?:nummer|nr)|bestelbon|zamówienia|zamówienie|
    nr zamówienia|numer zamówienia|inköpsorder|beställning(?:snummer)?|bestilling(?:snummer)?|bestillings-?nr|indkøbsordre|
    innkjøpsordre|rekvisition|ostotilaus|tilaus(?:numero)?|objednávka|objednávky|megrendelés|comanda|sipariş|заказ|your ref(?:erence)?|our ref(?:erence)?`,
  sku: `sku|skus|item (?:no|number|code|#)|item|items|part (?:no|number|#)|p/n|product code|article(?: no)?|artikel(?:nummer|nr)?|art\\.? ?-?nr|
    teilenummer|materialnummer|réf(?:érence)?(?: article)?|référence|código|codigo|ref\\.? artículo|referencia|codice(?: articolo)?|articolo|
    artikkel(?:nummer|nr)?|varenummer|artikelnr|tuotenumero|indeks|kod produktu`,
  skip: `invoice|anfrage|inquiry|enquiry|rfq|bid|load|expédition|expedición|lieferung|clause|article \\d|artikel \\d|inv|rechnung(?:s(?:nummer|nr))?|facture|factura|fattura|fatura|faktura|factuur|credit (?:note|memo)|gutschrift|quote|quotation|
    angebot(?:snummer)?|devis|presupuesto|cotización|preventivo|rma|ticket|case|customer (?:no|number|id|#)|account(?: (?:no|number|#))?|
    kundennummer|kunden-?nr|debitor|phone|tel|fax|mobile|ext|vat|iban|zip|delivery note|lieferschein|contract|vertrag|batch|lot|charge|
    tracking(?: (?:no|number|id))?|room|suite|box|p\\.o\\. box|po box|postfach|section|clause|page`,
};

const kindByLabel: [RegExp, Kind][] = [];
const alternatives: string[] = [];
for (const [kind, list] of Object.entries(labels) as [Kind, string][]) {
  const each = list.split('|').map((label) => label.trim());
  // Split again at top level only: a label may hold alternatives in brackets.
  const whole = joinBrackets(each);
  alternatives.push(...whole);
  kindByLabel.push([new RegExp(`^(?:${whole.join('|')})$`, 'iu'), kind]);
}
alternatives.sort((a, b) => b.length - a.length);
/** Any of the labels, longest first: "purchase order" is not "order". */
export const label = new RegExp(`(?<![\\p{L}\\p{N}/.-])(?:${alternatives.join('|')})(?![\\p{L}])`, 'giu');

export const kindOf = (called: string): Kind =>
  kindByLabel.find(([pattern]) => pattern.test(called))?.[1] ?? 'skip';

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
