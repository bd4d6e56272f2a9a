import { isBlank, type Line } from './lines.ts';

const closings = [
  '(?:with )?(?:best|kind|kindest|warm|warmest|many)? ?(?:regards|wishes)|(?:thanks|thank you|thx|tks)(?: (?:so|very) much| again| in advance|a lot)?(?: (?:and|&) (?:best |kind )?regards)?|many thanks|cheers|sincerely(?: yours)?|yours (?:truly|sincerely|faithfully)|respectfully|rgds|br|best',
  '(?:mit )?(?:freundlich|best|viel|lieb|herzlich|schön)(?:e|en|em|er|sten) (?:grü(?:ß|ss)e?n?|gruessen?|gru(?:ß|ss))(?: aus .{2,30})?|mfg|vg|lg|gru(?:ß|ss)|(?:vielen )?dank(?: im voraus| und gru(?:ß|ss))?|danke(?: und gru(?:ß|ss))?|hochachtungsvoll',
  '(?:bien )?(?:cordialement|à vous)|(?:meilleures|sincères|cordiales) salutations|salutations(?: distinguées)?|merci(?: d.avance| beaucoup)?|bonne (?:journée|réception)',
  '(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|atte|cordialmente|(?:muchas )?gracias(?: (?:y saludos|de antemano|por adelantado))?',
  '(?:cordiali|distinti|migliori) saluti|saluti|grazie(?: mille| e (?:cordiali )?saluti)?|buona giornata',
  'atenciosamente|(?:com os )?(?:melhores )?cumprimentos|(?:muito )?obrigad[oa]|abraços|att|grat[oa]',
  '(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|(?:alvast )?bedankt|dank u(?: wel)?',
  'pozdrawiam|z (?:poważaniem|wyrazami szacunku|góry dziękuję)|dziękuję|s (?:pozdravem|pozdravom)|děkuji|üdvözlettel|cu stimă|saygılarımla|с уважением|з повагою|lugupidamisega',
  '(?:med )?(?:vennlig(?:e)?|venlig|vänlig(?:a)?|bästa|bedste|beste) (?:hilsen(?:er)?|hälsning(?:ar)?)|mvh|hilsen|hälsningar|tack(?: på förhand)?|takk|tak|på forhånd (?:tak|takk)|ystävällisin terveisin|terveisin|kiitos',
].join('|');

const closing = new RegExp(`^(?:${closings})[ ,.!;:–-]*$`, 'iu');
const closingWithName = new RegExp(
  `^(?:${closings})[,.!]?\\s+\\p{Lu}[\\p{L}'.-]*(?: \\p{Lu}[\\p{L}'.-]*){0,2}\\s*$`,
  'u',
);
const uncapitalised = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const device =
  /^(?:sent (?:from|via|with|using) (?:my |the )?[\w .]{2,40}|get outlook for \w+|(?:von|vom) (?:meinem|mein) .{2,30} gesendet|gesendet (?:von|mit) .{2,40}|envoyé (?:de|depuis) mon .{2,30}|enviado desde mi .{2,30}|inviato da(?:l mio)? .{2,30}|enviado do meu .{2,30}|verstuurd vanaf mijn .{2,30}|verzonden vanaf .{2,30}|skickat från min .{2,30}|sendt fra min .{2,30}|lähetetty .{2,30}|wysłane z .{2,30}|télécharger outlook .{2,30}|obtener outlook .{2,30}|outlook für \w+ beziehen)\.?(?:\s*[<[(][^\s]*)?$/iu;

const disclaimer =
  /^\W{0,4}(?:confidential(?:ity)?(?: (?:notice|note|statement|information))?\s*[:\-–]|confidentiality|disclaimer|legal notice|(?:this|the) (?:e-?mail|message|communication|transmission|information (?:contained )?in this)[^.]{0,140}(?:confidential|intended (?:only|solely|exclusively|for the (?:use|named|addressee))|privileged|sole use)|if you (?:are not the (?:intended|named)|have received this[^.]{0,40}(?:error|mistake))|diese e-?mail[^.]{0,140}(?:vertraulich|bestimmt)|dieses? (?:e-?mail|nachricht)[^.]{0,120}vertraulich|der inhalt dieser e-?mail|ce (?:message|courriel|mail|e-?mail)[^.]{0,140}confidentiel|este (?:mensaje|correo)[^.]{0,140}confidencial|esta mensagem[^.]{0,140}confidencia|questo messaggio[^.]{0,140}(?:riservat|confidenzial)|(?:dit|deze) e-?mail[^.]{0,140}vertrouwelijk|(?:please|before)[^.]{0,40}(?:environment|printing)|bitte (?:prüfen|denken) sie[^.]{0,60}umwelt|virus-free\.|to unsubscribe)/iu;

const delimiter = /^(?:--|—|__+|-{4,}|={4,}|\*{4,}|~{3,})\s*$/;
const banner =
  /^\W{0,6}(?:caution|warning|external|achtung|attention|vorsicht|atención|attenzione|let op)\b.{0,200}\b(?:external|outside|extern|externe|externo|esterna|links?|attachments?)\b/iu;

/** More lines than a signature has. */
const longest = 14;

/** Removes warnings that mail gateways put on top ("CAUTION: external sender"). */
export function dropBanner(lines: Line[]): Line[] {
  const first = lines.findIndex((line) => !isBlank(line));
  if (first < 0) return lines;
  let joined = '';
  let end = first;
  for (; end < Math.min(lines.length, first + 5) && !isBlank(lines[end]); end += 1)
    joined += ` ${lines[end]!.bare}`;
  const alone = /^\W*(?:external(?: e-?mail| sender)?|extern)\W*$/i.test(lines[first]!.bare.slice(0, 60));
  if (alone) return lines.slice(first + 1);
  return banner.test(joined.trim().slice(0, 400)) ? lines.slice(end) : lines;
}

/** The line at which signature, greeting or disclaimer begins; `lines.length` when there is none. */
export function signatureStart(lines: Line[], senderName: string | null): number {
  let end = lines.findIndex((_, at) => at > 0 && isDisclaimer(lines, at));
  if (end < 0) end = lines.length;
  if (end < lines.length && delimiter.test(lines[end - 1]?.bare.trim() ?? '')) end -= 1;
  const first = lines.findIndex((line) => !isBlank(line));
  let below = 0;
  let start = end;
  // From the bottom up: what stands below decides whether a line can begin a signature.
  for (let at = end - 1; at > first; at -= 1) {
    const text = lines[at]!.bare.trim();
    if (text === '') continue;
    if (below > 2 * longest) break;
    if (text.length <= 80 && begins(text, lines.slice(at + 1, end), below, senderName)) start = at;
    below += 1;
  }
  return first >= 0 && device.test(lines[first]!.bare.trim()) ? first : start;
}

function begins(text: string, rest: Line[], below: number, senderName: string | null): boolean {
  if (text === '--' || text === '—' || device.test(text)) return true;
  if (below > longest) return false;
  if (closing.test(text) || closingWithName.test(text) || closingWithName.test(uncapitalised(text)))
    return true;
  if (delimiter.test(text)) return looksLikeSignature(rest);
  return below <= 8 && signsOff(text, senderName);
}

function isDisclaimer(lines: Line[], at: number): boolean {
  const line = lines[at]!.bare;
  if (isBlank(lines[at])) return false;
  return disclaimer.test(`${line.slice(0, 300)} ${lines[at + 1]?.bare.slice(0, 120) ?? ''}`.trim());
}

/** Contact lines and no sentences. */
function looksLikeSignature(lines: Line[]): boolean {
  const filled = lines.filter((line) => !isBlank(line));
  const contact =
    /@|\+?\d[\d ()./-]{6,}\d|https?:|www\.|\b(?:tel|phone|fax|mobile|cell|skype)\b|\b(?:inc|llc|ltd|gmbh|corp|s\.?a)\b/i;
  return (
    filled.every((line) => line.bare.length < 90) &&
    (filled.length === 0 || filled.some((line) => contact.test(line.bare)))
  );
}

/** "-Maya", or the sender's own name on a line. */
function signsOff(text: string, senderName: string | null): boolean {
  if (/^[-–—~]\s?\p{Lu}[\p{L}.]{1,20}(?: \p{Lu}[\p{L}.]{0,20})?$/u.test(text)) return true;
  if (!senderName) return false;
  const bare = text.replace(/[,.!]+$/, '').toLowerCase();
  const name = senderName.toLowerCase();
  return bare === name || (bare.length > 2 && name.split(/[\s,]+/).includes(bare));
}
