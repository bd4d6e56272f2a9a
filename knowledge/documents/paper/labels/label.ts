/** What papers call a thing, and how much the name says: 1 names just this, 0.5 may name something else. */
export interface Label {
  pattern: RegExp;
  weight: number;
}

/** Alternatives as one pattern that begins and ends at a word's edge. A space stands for spaces or hyphens, ` ?` for none, too. */
export function label(weight: number, ...names: string[]): Label {
  const any = names
    .join('|')
    .trim()
    .replace(/\s*\n\s*/g, '')
    .replace(/\[ -\][?*]?/g, ' ?')
    .replace(/ \?/g, '\0')
    .replace(/ +/g, String.raw`[\s-]+`)
    .replaceAll('\0', String.raw`[\s-]*`);
  return { pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any})(?![\p{L}])`, 'giu'), weight };
}

/** "number" in its many forms, as it follows a name: "Invoice No.", "Rechnungsnr.", "Facture n°". */
export const no = String.raw`(?:numbers?|num\.?|no\.?|nos\.?|nbr\.?|#|id|nr\.?|nummer|numéro|numero|número|n°|nº|n\.º|núm\.?|numer|číslo)`;
