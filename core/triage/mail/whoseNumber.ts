/** Whose number one without a label is: what people say before it who speak of our papers, or of their own. */

/** Papers that only we make, entries in our system, and what a customer's account shows. */
const oursBefore = [
  /(?<!\p{L})(?:pick(?:ing)? ?(?:list|sheet|ticket|slip)s?|picked|reserved|allocated|pickscheine?|packliste|kommissionier\p{L}*|listes? de (?:préparation|colisage)|bon de préparation|préparation|lista de (?:surtido|preparación)|nota de preparación|promised to [^.\n]{1,30},)(?: (?:for|für|de|du|à|zu|von|para|pour|of|del pedido|jointe à|of order))? $/iu,
  /(?<!\p{L})(?:entered|keyed(?: in)?|booked|registered|recorded|created|acknowledged|logged|generated|saisie?s?|enregistrée?s?|créée?s?|généré\p{L}*|capturad[oa]s?|registrad[oa]s?|generad[oa]s?|cread[oa]s?|angelegt|erfasst|bereits|trotzdem|with you|at yours|chez vous|bei ihnen|bei euch)(?: it)?(?: with| under| as| als| unter| sous| como| con| bajo)(?: (?:the|your|our|el|le|der|notre|nuestro)? ?(?:number|número|numéro|nummer))? $/iu,
  /(?<!\p{L})(?:avez (?:donc )?(?:créé|généré|saisi)|(?:have|has|you'?ve) (?:created|generated)|(?:habéis|han) (?:creado|generado)|(?:you(?:'ve| have)(?: gone and)? made|l'un est votre|l'autre|the other|auf dem anderen|uno es su|el otro)) $/iu,
  /(?<!\p{L})(?:slips?|pick lists?|bordereaux?|lieferscheine?|packing slips?|papier)(?: (?:say|says|said|steht|stand|dit|disent|shows?|avec|no\.?|number))? $/iu,
  /(?<!\p{L})(?:my|the|our|your|mein\p{L}*|im|mi|mon) (?:account|history|konto|kundenkonto|cuenta|compte|historial)(?: (?:now|jetzt|nun|ich|maintenant|ahora|it|me|shows?|has|lists|says|sehe|steht|stehen|zeigt|aparecen?|muestra|affiche|indique|montre)){1,4} $/iu,
  /(?<!\p{L})(?:second|other|new|duplicate|zweite[nr]?|neue[nr]?|deuxième|autre|segund[oa]|otr[oa]) (?:entry|order number|erfassung|saisie|entrada|accusé|confirmation|bestätigung|auftrag)[, ]{1,2}$/iu,
  /(?<!\p{L})(?:zwei|two|deux|dos|both|beide) (?:auftragsbestätigungen|confirmations?|acknowledge?ments?|accusés|confirmaciones|acuses|order numbers(?: of yours)?|pickscheine|saisies|entries)(?:(?! (?:for|zu|pour|para|unser|notre|nuestr|our) )[^.!?\n]){0,60}[ (]$/iu,
];
/** What is their own: "our 4711", "ordered on 4711", what they sent, what a machine of theirs says it sent. */
const theirsBefore =
  /(?<!\p{L})(?:(?:our|my|notre|mon|ma|unsere?[rnms]?|meine?[rnms]?|nuestr[oa]|mi)(?: own)?|ordered (?:\S{1,12} ){0,4}(?:on|under)|(?:we|i) (?:sent|emailed|e-mailed|faxed|mailed|submitted|placed|issued)(?: you)?|same po[^.!?\n]{0,20}|(?:message|mensaje|nachricht|mensajes|messages) orders(?: de| von)?|(?:855|856|860|850|asn|ordrsp|ordchg)(?: received)?(?: for| für| para| pour)?) $/iu;
/** "4711 line 2": lines are counted in their purchase order. */
const theirsAfter = /^,? ?(?:line|lines|ln\.?|pos\.?|position|ligne|línea|rev\.?|version|release) ?\d/iu;

/** Whose number the one at `start` is, if what stands around it tells. */
export function whose(text: string, start: number, end: number): 'order' | 'po' | null {
  const before = text
    .slice(Math.max(0, start - 90), start)
    .replace(/[#(]+$/, '')
    .replace(/[\s,:]*$/, ' ');
  if (theirsBefore.test(before) || theirsAfter.test(text.slice(end, end + 20))) return 'po';
  return oursBefore.some((pattern) => pattern.test(before)) ? 'order' : null;
}
