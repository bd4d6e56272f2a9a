import { type Label, label, no } from './label.ts';

export type ReferenceName =
  | 'invoiceNumber'
  | 'creditNumber'
  | 'poNumber'
  | 'orderNumber'
  | 'confirmationNumber'
  | 'ladingNumber'
  | 'deliveryNumber'
  | 'shipmentNumber'
  | 'trackingNumber'
  | 'certificateNumber'
  | 'receiptNumber'
  | 'other';

/** `other` takes what is nobody's reference (customer and tax numbers), so that nothing else takes it. */
export const referenceLabels: Record<ReferenceName, Label[]> = {
  invoiceNumber: [
    label(
      1,
      `(?:tax )?invoice ${no}|inv ${no}|bill ${no}|rechnungs ?${no}|rechnung ${no}|beleg ${no}|facture ${no}|${no} (?:de )?(?:la )?facture|
      factura ${no}|${no} (?:de )?(?:la )?factura|factuur ?${no}|fattura ${no}|${no} fattura|fatura ${no}|faktura (?:vat )?${no}|faktury ${no}|fakturanr\\.?|invoice reference|commercial invoice ${no}`,
    ),
    label(
      0.6,
      `tax invoice|invoice|rechnung|handelsrechnung(?: \\(380\\))?(?: ${no})?|facture|factura|factuur|fattura|fatura|faktura`,
    ),
  ],
  creditNumber: [
    label(
      1,
      `credit (?:note|memo) ${no}|gutschrifts? ?${no}|avoir ${no}|${no} (?:d['’])?avoir|nota de crédito ${no}|abono ${no}|creditnota ${no}|nota di credito ${no}`,
    ),
    label(0.6, `credit (?:note|memo)|gutschrift|rechnungskorrektur|avoir|nota de crédito|creditnota`),
  ],
  poNumber: [
    label(
      1,
      `(?:your |customer |cust\\.? |buyer'?s? )?(?:purchase order|p\\.?o\\.?) ${no}|customer (?:order|reference) ?${no}?|your (?:order|reference|ref\\.?)(?: ${no})?|
      (?:ihre |kunden)?bestell(?:ung)?(?:s)? ?${no}|ihre (?:bestellung|referenz)|kundenreferenz|einkaufsbestellung ${no}|bestell zeichen|
      (?:bon de )?commande (?:client )?${no}|${no} (?:de )?(?:bon de )?commande|votre (?:commande|référence|réf\\.?)|réf(?:érence)?\\.? client|
      (?:orden de compra|pedido(?: de compra)?) ${no}|${no} (?:de )?(?:pedido|orden de compra|oc)|su (?:pedido|referencia)|o\\.?c\\.? ${no}|
      bestel(?:ling)? ?${no}|inkooporder ${no}|uw (?:referentie|order)|ordine d['’]acquisto ${no}|pedido de compra ${no}|numer zamówienia|nr zamówienia`,
    ),
    label(
      0.7,
      `purchase order|p\\.?o\\.?|customer ref(?:erence)?|bestellung|bon de commande|orden de compra|cust(?:omer)? po`,
    ),
  ],
  orderNumber: [
    label(
      1,
      `(?:our |sales |vendor |supplier )order ${no}|s\\.?o\\.? ${no}|our (?:order|reference|ref\\.?)|(?:kunden)?auftrags? ?${no}(?: lief)?|unsere? (?:auftrag|referenz|zeichen)|
      verkoop ?order ?${no}|commande de vente ${no}|notre (?:commande|référence|réf\\.?)|(?:nuestro pedido|pedido de venta|orden de venta) ?${no}?|nuestra referencia|sales order`,
    ),
    label(0.8, `order ${no}|order reference|order ?nummer|order id`),
    label(0.5, `order|auftrag`),
  ],
  confirmationNumber: [
    label(
      1,
      `(?:order )?(?:confirmation|acknowledge?ment) ${no}|auftragsbestätigungs? ?${no}|confirmation de commande ${no}|${no} (?:de )?confirmation|accusé de réception (?:de commande )?${no}|
      confirmación (?:de pedido )?${no}|orderbevestiging ?${no}|conferma (?:d['’]ordine )?${no}`,
    ),
    label(
      0.6,
      `order (?:confirmation|acknowledge?ment)|auftragsbestätigung|confirmation de commande|confirmación de pedido|orderbevestiging`,
    ),
  ],
  ladingNumber: [
    label(
      1,
      `(?:bill of lading|b\\.?o\\.?l\\.?|b\\/l|waybill|consignment|cmr) ${no}|frachtbrief ?${no}|konnossement ${no}|lettre de voiture ${no}|connaissement ${no}|${no} (?:de )?(?:connaissement|lettre de voiture)|
      (?:conocimiento de embarque|carta de porte) ${no}|${no} (?:de )?(?:conocimiento|carta de porte)|vrachtbrief ?${no}`,
    ),
    label(
      0.6,
      `bill of lading|b\\/l|bol|frachtbrief|cmr|lettre de voiture|connaissement|conocimiento de embarque|carta de porte`,
    ),
  ],
  deliveryNumber: [
    label(
      1,
      `(?:packing (?:list|slip)|delivery (?:note|order|receipt)?|despatch note|dispatch note|pod|p\\.o\\.d\\.|proof of delivery|d\\.?o\\.?) ${no}|liefer(?:schein|ungs?)? ?${no}|packlisten? ?${no}|packzettel ?${no}|ablieferungsnachweis ${no}|
      bon de livraison ${no}|bl ${no}|${no} (?:de )?(?:bon de livraison|bl|livraison)|liste de colisage ${no}|preuve de livraison ${no}|
      (?:albarán|nota de entrega|lista de empaque|packing list|comprobante de entrega) ${no}|${no} (?:de )?(?:albarán|entrega)|pakbon ?${no}`,
    ),
    label(
      0.6,
      `packing (?:list|slip)|delivery note|proof of delivery|lieferschein|packliste|ablieferungsnachweis|bon de livraison|liste de colisage|preuve de livraison|albarán|lista de empaque|comprobante de entrega|pakbon`,
    ),
  ],
  shipmentNumber: [
    label(
      1,
      `shipment (?:${no}|ref(?:erence)?)|shipping ${no}|load ${no}|sendungs? ?${no}|envío ${no}|expédition ${no}|${no} (?:d['’])?expédition|${no} (?:de )?envío|delivery ref(?:erence)?|asn(?: ${no})?`,
    ),
    label(0.5, `shipment|sendung`),
  ],
  trackingNumber: [
    label(
      1,
      `tracking(?: ${no})?|pro ${no}|pro|airway ?bill ${no}|awb(?: ${no})?|sendungsverfolgung|numéro de suivi|${no} (?:de )?suivi|${no} (?:de )?(?:seguimiento|rastreo)|(?:seguimiento|rastreo)`,
    ),
  ],
  certificateNumber: [
    label(
      1,
      `certificate (?:${no}|of origin ${no})|zertifikats? ?${no}|(?:ursprungs)?zeugnis ?${no}|certificat (?:d['’]origine )?${no}|${no} (?:de |du )?certificat|certificado (?:de origen )?${no}|${no} (?:de |del )?certificado|cert\\.? ${no}`,
    ),
    label(0.5, `certificate(?: of origin)?|certificat d['’]origine|certificado de origen|ursprungszeugnis`),
  ],
  receiptNumber: [
    label(
      1,
      `(?:receipt|bill|cash (?:bill|sale)|doc(?:ument)?|trans(?:action)?|chk|check|slip|rcpt|ticket|bon|quittung) ${no}|beleg ?${no}`,
    ),
  ],
  other: [
    label(
      1,
      `(?:customer|client|account|acct|cust) (?:${no}|code)|account|kunden ?${no}|debitoren ?${no}|klant ?${no}|${no} client|code client|${no} (?:de )?cliente|(?:tax|vat|gst|ust\\.?(?: ?-?id)?|btw|tva|nif|cif|ein|mwst) ?(?:id|reg|registration)?\\.? ?${no}|
      (?:steuer|ust-?id) ?${no}|uid|iban|bic|swift|tel\\.?|phone|telefon|fax|gln|gtin|hrb|siret|siren|zip|plz|duns|konto ${no}|blz|contract ${no}|vertrag(?:s)? ?${no}|quote ${no}|quotation ${no}|angebots? ?${no}|devis ${no}|
      seal ${no}|trailer ${no}|scac|lieferanten? ?${no}|lief ${no}|vendor (?:${no}|id)|supplier (?:${no}|id)|item ${no}|part ${no}|art(?:ikel|\\.)? ?${no}|page`,
    ),
  ],
};
