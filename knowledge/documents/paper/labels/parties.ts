import { type Label, label } from './label.ts';

export type PartyName = 'seller' | 'buyer' | 'shipTo' | 'carrier' | 'other';

export const partyLabels: Record<PartyName, Label[]> = {
  seller: [
    label(
      1,
      `seller|vendor(?: address)?|supplier(?: address)?|sold by|issued by|billed by|ship(?:per|ped)?[ -]?from(?: address)?|shipper|consignor|exporter|remit to|service provider|
      lieferant|verkäufer|rechnungs(?:er)?steller|absender|ausführer|exporteur|vendeur|fournisseur|émetteur|expéditeur|exportateur|vendedor|proveedor|emisor|remitente|expedidor|exportador|verkoper|leverancier|venditore|fornitore|sprzedawca`,
    ),
  ],
  buyer: [
    label(
      1,
      `(?:bill(?:ed|ing)?|sold|invoiced?|charged?) to(?: address)?|billing address|invoice address|bill-to(?: party)?|buyer(?: address)?|purchaser|customer(?: name)?|ordered by|
      rechnungs ?(?:empfänger|adresse|anschrift)|käufer(?: ?/ ?leistungsempfänger)?|besteller|auftraggeber|kunde|facturé à|adresse de facturation|acheteur|client(?: name)?|
      facturar a|comprador|cliente|dirección de facturación|factuur ?adres|koper|nabywca|acquirente|destinatario fattura|importer`,
    ),
  ],
  shipTo: [
    label(
      1,
      `ship(?:ped|ping)?[ -]?to(?: address)?|deliver(?:ed|y)? (?:to|address)|shipping address|delivery address|consignee|receiver|recipient|
      liefer ?(?:adresse|anschrift)|waren ?empfänger|lieferung an|empfänger|livr(?:er|é|aison) à|adresse de livraison|destinataire|
      enviar a|entregar (?:a|en)|dirección de (?:entrega|envío)|destinatario|consignatario|aflever ?adres|bezorgadres`,
    ),
  ],
  carrier: [
    label(
      1,
      `carrier(?: name)?|ship(?:ped|ping)? via|delivered by|freight forwarder|frachtführer|spediteur|spedition|transporteur|transportista|vervoerder`,
    ),
  ],
  other: [
    label(
      0.5,
      `notify party|third party(?: freight)?(?: charges)?(?: bill to)?|abweichender zahlungsempfänger|bankverbindung`,
    ),
  ],
};
