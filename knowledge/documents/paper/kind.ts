import type { DocumentKind } from '#core/model/document.ts';
import { label } from './labels/label.ts';
import type { Paper } from './paper.ts';

/** How papers call themselves. */
const titles: [DocumentKind, RegExp][] = (
  [
    [
      'order_confirmation',
      `order (?:confirmation|acknowledge?ment)|(?:sales|confirmation of) order|auftragsbestätigung|bestellbestätigung|confirmation (?:de|of) (?:la )?(?:commande|order)|accusé de réception de commande|confirmación (?:de|del) pedido|orderbevestiging|conferma d['’]ordine|confirmação de encomenda`,
    ],
    [
      'purchase_order',
      `purchase order|bestellung|bestellauftrag|bon de commande|commande d['’]achat|orden de compra|pedido(?: de compra)?|inkooporder|bestelbon|ordine d['’]acquisto|zamówienie`,
    ],
    [
      'credit_note',
      `credit (?:note|memo)(?:randum)?|\\p{L}*gutschrift|rechnungskorrektur|avoir|facture d['’]avoir|nota de crédito|abono|factura rectificativa|creditnota|creditfactuur|nota di credito`,
    ],
    [
      'invoice',
      `(?:tax |commercial |sales |pro ?forma )?invoice|\\p{L}*rechnung|facture|factura|factuur|fattura|fatura|faktura(?: vat)?|faktúra`,
    ],
    [
      'receipt',
      `(?:cash |sales |official )?receipt|cash (?:bill|sale|sales)|quittung|kassenbon|kassenbeleg|reçu|ticket de caisse|recibo|kassabon|bon fiscal`,
    ],
    [
      'bill_of_lading',
      `bill of lading|b\\/l|bol|straight bill|frachtbrief|konnossement|connaissement|lettre de voiture(?: (?:internationale|cmr))?|carta de porte|conocimiento de embarque|sea ?way ?bill|air ?way ?bill|vrachtbrief|cmr`,
    ],
    [
      'proof_of_delivery',
      `proof of delivery|p\\.?o\\.?d\\.?|delivery receipt|ablieferungsnachweis|abliefernachweis|zustellnachweis|empfangsbestätigung|preuve de livraison|bordereau de livraison émargé|comprobante de entrega|prueba de entrega|afleverbewijs`,
    ],
    [
      'packing_list',
      `packing (?:list|slip)|delivery note|despatch note|lieferschein|packliste|packzettel|liste de colisage|bon de livraison|lista de (?:empaque|embalaje)|albarán|packbon|pakbon|paklijst`,
    ],
    [
      'certificate',
      `certificate(?: of (?:origin|conformity|analysis|insurance|compliance))?|ursprungs(?:zeugnis|erklärung)|(?:werks|prüf|konformitäts)(?:zeugnis|bescheinigung|erklärung)|certificat (?:d['’]origine|de conformité|d['’]analyse)|certificado (?:de )?(?:origen|conformidad|análisis)|declaration of conformity`,
    ],
    [
      'order_change',
      `(?:order|purchase order) (?:change|amendment|revision)|change order|bestelländerung|auftragsänderung|modification de commande|modificación de pedido`,
    ],
  ] as [DocumentKind, string][]
).map(([kind, names]) => [kind, label(1, names).pattern]);

export interface KindFound {
  kind: DocumentKind;
  confidence: number;
}

/**
 * What a paper is. Its title stands alone, near the top and in large letters; what a paper mentions ("our invoice
 * follows") stands in sentences.
 */
export function kindOf(paper: Paper): KindFound {
  const scores = new Map<DocumentKind, number>();
  for (const row of paper.rows.slice(0, 160)) {
    if (row.page.number > 1) break;
    for (const [index, cell] of row.cells.entries()) {
      const { text } = cell;
      if (text.length > 90) continue;
      const found = longest(text);
      if (!found) continue;
      const spoken = text.replace(/\S*\d\S*/g, ' ').replace(numberWords, ' ');
      const share = found.length / Math.max(1, spoken.replace(/[^\p{L}]+/gu, ' ').trim().length);
      const big = Math.max(...cell.words.map((word) => word.height)) / paper.letter;
      const top = 1 - Math.min(1, row.y / row.page.height);
      const capitals = text === text.toUpperCase() ? 0.3 : 0;
      const alone = share > 0.85 ? 1 : share > 0.4 ? 0.55 : 0.15;
      const weight =
        alone * (1 + Math.min(2, Math.max(0, big - 1.05)) * 1.6) * (0.5 + top) + capitals * alone;
      // "Invoice no. 4711" names a reference; every paper names several.
      const field = /:\s*$/.test(text) && index < row.cells.length - 1;
      const labelled = field
        ? 0.2
        : new RegExp(numberWords).test(text)
          ? row.cells.length === 1 && top > 0.8
            ? 0.8
            : 0.4
          : 1;
      scores.set(found.kind, Math.max(scores.get(found.kind) ?? 0, weight * labelled) + 0.05 * alone);
    }
  }
  const till = receiptMarks(paper);
  if (till > 0) scores.set('receipt', (scores.get('receipt') ?? 0) + till);
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < 0.3) return { kind: 'other', confidence: 0.4 };
  const margin = best[1] / (best[1] + (second?.[1] ?? 0));
  return { kind: best[0], confidence: Math.min(0.97, 0.35 + 0.65 * margin) };
}

/** What turns a title into the name of a number or a date. */
const numberWords =
  /(?<!\p{L})(?:nos?|nr|numbers?|nummer|num|date|datum|to|from|of|dated|vom|du|de|del)(?!\p{L})\.?|n°|nº|#/giu;

function longest(text: string): { kind: DocumentKind; length: number } | null {
  let best: { kind: DocumentKind; length: number } | null = null;
  for (const [kind, pattern] of titles) {
    for (const match of text.matchAll(pattern)) {
      if (match[0].length > (best?.length ?? 0)) best = { kind, length: match[0].length };
    }
  }
  return best;
}

/** What only a till prints, on narrow paper. */
function receiptMarks(paper: Paper): number {
  const page = paper.rows[0]?.page;
  if (!page) return 0;
  const marks = [
    /\bcash(?:ier)?\b/i,
    /\bchange\b|rückgeld|rendu|cambio\b/i,
    /\brounding\b|round(?:ed)? (?:adj|total)/i,
    /thank you|please come again|vielen dank für ihren|merci de votre|gracias por su (?:compra|visita)/i,
    /goods sold are not/i,
    /\b(?:sr|zrl?|zr)\b.*\d/i,
    /gst (?:id|reg|summary|no)/i,
    /\b(?:tel|fax)\b/i,
    /\bkasse\b|\bcaisse\b|\bcaja\b|\btill\b|\bcounter\b/i,
    /visa|mastercard|debit/i,
    /\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:am|pm)?\b/i,
  ].filter((mark) => mark.test(paper.text)).length;
  const narrow = page.height / page.width > 1.7 ? 1.2 : 0;
  const scanned = paper.rows.some((row) => row.words.some((word) => word.confidence < 1)) ? 0.4 : 0;
  return marks >= 3 ? 0.3 * marks + narrow + scanned : narrow && marks >= 1 ? narrow : 0;
}
