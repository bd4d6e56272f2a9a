import { type Label, label } from './label.ts';

export type DateName =
  | 'date'
  | 'dueDate'
  | 'requestedDate'
  | 'promisedDate'
  | 'shipDate'
  | 'deliveryDate'
  | 'other';

export const dateLabels: Record<DateName, Label[]> = {
  date: [
    label(
      1,
      `(?:tax )?invoice date|date of (?:invoice|issue)|issue date|issued(?: on)?|inv\\.? date|bill(?:ing)? date|document date|credit (?:note|memo) date|
      rechnungs ?datum|beleg ?datum|ausstellungsdatum|gutschriftsdatum|date (?:de )?(?:la )?facture|date d['’](?:émission|avoir)|facturé le|fecha (?:de )?(?:la )?(?:factura|emisión|expedición)|
      factuur ?datum|data fattura|data (?:de )?emissão|data wystawienia|fakturadatum|certificate date|date of certificate|confirmation date|auftragsbestätigung vom|date de confirmation|fecha de confirmación`,
    ),
    label(
      0.9,
      `p\\.?o\\.? date|purchase order date|bestell ?datum|date (?:de )?commande|fecha (?:de )?(?:pedido|orden)|order date|date ordered|date of order|auftrags ?datum`,
    ),
    label(0.85, `date|datum|dated|fecha|data|date ?/ ?time`),
    label(0.7, `le|vom|du|printed`),
  ],
  dueDate: [
    label(
      1,
      `(?:payment )?due(?: date)?|due (?:on|by)|date due|pay(?:able)? by|payment date|fällig(?:keit)?(?:s ?datum)?(?: am)?|zahlbar bis|zahlungs ?ziel|zahldatum|(?:date d['’])?échéance|à payer avant|payable le|
      (?:fecha de )?vencimiento|vence|verval ?datum|te betalen voor|scadenza|termin płatności|expiry date|expires`,
    ),
  ],
  requestedDate: [
    label(
      1,
      `(?:requested|required|req\\.?|needed|wanted|need ?by|must arrive)(?: ?(?:delivery|ship|arrival))?(?: ?(?:date|by|on))?|delivery requested|wunsch ?(?:liefer)?termin|gewünschter liefertermin|liefertermin gewünscht|(?:date de )?livraison (?:souhaitée|demandée)|date souhaitée|
      (?:fecha de )?entrega (?:solicitada|requerida)|fecha requerida|gewenste leverdatum|deliver by|ship by|liefertermin|date de livraison demandée`,
    ),
  ],
  promisedDate: [
    label(
      1,
      `(?:promised?|confirmed|committed|estimated|scheduled|expected)(?: ?(?:delivery|ship(?:ping)?|arrival))?(?: ?date)?|eta|est\\.? (?:delivery|ship(?:ping)?)|bestätigter (?:liefer)?termin|zugesagt(?:er liefertermin)?|voraussichtliche[rs]? liefer(?:ung|termin|datum)|(?:date de )?livraison (?:prévue|confirmée)|(?:fecha de )?entrega (?:prevista|confirmada)|verwachte leverdatum`,
    ),
  ],
  shipDate: [
    label(
      1,
      `ship(?:ping|ped|ment)? ?(?:date|on)|date shipped|shipped|dispatch(?:ed)? ?(?:date|on)?|despatch ?(?:date)?|pick ?up(?: date)?|versand ?datum|versandt am|verladedatum|abholdatum|date d['’]expédition|expédié le|date de chargement|fecha de (?:envío|embarque|carga|despacho)|verzend ?datum|loading date|on board`,
    ),
  ],
  deliveryDate: [
    label(
      1,
      `deliver(?:y|ed)(?: ?(?:date|on))?|date (?:of )?deliver(?:y|ed)|date received|received(?: on)?|liefer ?datum|leistungs ?datum|(?:liefer- und )?leistungsdatum|zugestellt am|geliefert am|empfangen am|date (?:de )?livraison|livré le|reçu le|fecha (?:de )?(?:entrega|recepción)|entregado(?: el)?|recibido(?: el)?|leverdatum|data sprzedaży`,
    ),
  ],
  other: [
    label(
      1,
      `(?:billing|service) period|valid (?:from|until|to)|statement (?:date|period)|skonto|discount|member since|date of birth|print date|tax point|leistungszeitraum|period|gültig|best before|exp\\.? date`,
    ),
  ],
};
