/** The words mail programs put before the fields of a quoted or forwarded message, by language. */
export type HeaderField = 'from' | 'to' | 'cc' | 'date' | 'subject' | 'other';

const words: Record<HeaderField, string> = {
  from: `from|von|de|da|od|fra|från|van|lähettäjä|šalje|feladó|expeditorul|expeditor|отправитель|от|от кого|від|від кого|
    kimden|gönderen|mittente|nadawca|remitente|expéditeur|absender|afzender|avsändare|afsender|avsender|saatja|de la|
    odesílatel|odosielateľ|送信元|差出人|发件人|寄件者|보낸 사람|από|מאת|من`,
  to: `to|an|para|à|a|aan|do|till|til|komu|prima|pre|címzett|destinatarul|către|кому|kime|pour|adresat|vastaanottaja|
    destinatario|destinataire|destinatário|empfänger|ontvanger|mottagare|modtager|mottaker|saaja|送信先|宛先|收件人|받는 사람|προς|אל|إلى`,
  cc: `cc|kopie|kopie (cc)|kopio|másolat|másolatot kap|kopi|dw|копия|kopia|bilgi|копія|kópia|copie à|copie|copia|cópia|
    抄送|副本|참조|κοιν`,
  date: `date|sent|sent at|datum|dato|data|dată|fecha|envoyé|envoyé le|envoyée|enviado|enviado el|enviado em|enviada em|
    inviato|inviato il|gesendet|gesendet am|verzonden|sendt|skickat|lähetetty|päivämäärä|päiväys|wysłano|odoslané|
    odesláno|elküldve|dátum|trimis|дата|отправлено|відправлено|надіслано|tarih|gönderilen|gönderildi|gönderme|kuupäev|
    日付|送信日時|发送时间|日期|보낸 날짜|ημερομηνία|תאריך|sent on|received`,
  subject: `subject|subj|betreff|asunto|objet|sujet|oggetto|onderwerp|assunto|emne|ämne|aihe|temat|předmět|predmet|tárgy|
    subiect|subiectul|konu|naslov|тема|teema|件名|主题|主旨|제목|θέμα|נושא|الموضوع|betreft`,
  other: `bcc|reply-to|reply to|sent by|sender|importance|priority|sensitivity|attachments|attachment|organization|
    message-id|antwort an|wichtigkeit|priorität|anlagen|répondre à|importance|pièces jointes|responder a|importancia|
    adjuntos|rispondi a|priorità|allegati|antwoord aan|urgentie|bijlagen|responder a|odpowiedz do|odpowiedź-do|ważność|
    svar til|svara till|prioritet|vastaus|odpověď na|odgovori na|válaszcím|răspuns către|ответ-кому|odpovedať-pre|
    yanıt adresi|кому відповісти|resent-from|mailed-by|signed-by`,
};

const fieldByLabel = new Map<string, HeaderField>();
for (const [field, list] of Object.entries(words) as [HeaderField, string][]) {
  for (const word of list.split('|')) fieldByLabel.set(word.trim().normalize('NFC'), field);
}

const inlineLabels = [...fieldByLabel.keys()]
  .filter((label) => label.length > 1)
  .sort((a, b) => b.length - a.length)
  .map((label) => label.replace(/[()]/g, '\\$&'))
  .join('|');
// Some programs write a whole block in one line, and two of their languages forget the colon.
const inlineHeader = new RegExp(
  `(?<=[>\\s\\p{L}\\d-])(?:(?:${inlineLabels}|à|a) ?[:：]|(?:Assunto|Dw)(?= \\p{Lu}))`,
  'giu',
);

/** Puts each field of a block that was written in one line on a line of its own. */
export const splitInline = (text: string): string[] =>
  text
    .replace(inlineHeader, (label) => `\n${/[:：]$/.test(label) ? label : `${label}:`}`)
    .split('\n')
    .map((part) => part.trim())
    .filter(Boolean);

/** "From: x", "*Von :* x", "| An: x" as field and value; null when the line is not of a mail header. */
export function headerLine(bare: string): { field: HeaderField; value: string } | null {
  const line = bare.slice(0, 2_000).replace(/^[\s*_|•]+/, '');
  const colon = line.slice(0, 32).search(/[:：]/);
  if (colon < 1) return null;
  const label = line
    .slice(0, colon)
    .replace(/[\s*_|]+$/, '')
    .toLowerCase()
    .normalize('NFC');
  const field = fieldByLabel.get(label);
  if (!field) return null;
  return {
    field,
    value: line
      .slice(colon + 1)
      .replace(/^[\s*_|]+/, '')
      .replace(/\s*\|\s*$/, '')
      .trimEnd(),
  };
}

/** Stems of "forwarded" and of "original" as they stand between dashes above a message. */
const forwardStem =
  /forward|fwd|weitergeleitet|transf[eé]r|transmis|réexpédié|reenviad|rispedit|inoltrat|doorgest|encaminhad|videresend|vidarebef|edelleenläh|välitet|przekaz|przesłan|přepos|prepos|továbbít|redirec|proslije|proslijeđ|пересыл|перенаправ|пересл|переадрес|пересила|[iİ]let(?:il|i )|edasi|転送|转发|轉寄|전달|προωθ/iu;
const originalStem =
  /origin|ursprüng|ursprung|oorspronk|oprind|opprinn|alkuper|oryginal|původn|pôvodn|eredeti|исходн|özgün|orijinal|原始|元の|원본/iu;

/** Whether a line is a divider above an older message, and what it says about it. */
export function divider(bare: string): 'forward' | 'original' | 'rule' | null {
  const line = bare.trim();
  if (line.length < 3 || line.length > 200) return null;
  if (/^#{2,}-? .{5,100} -?#{2,}$/.test(line)) return 'original';
  if (/^[_=]{10,}$|^-{20,}$/.test(line)) return 'rule';
  const dashed = /^[-_=*~\u2010-\u2015]{2,}\s*([^-_=*~\u2010-\u2015\s].{2,140})$/u.exec(line);
  if (!dashed) return null;
  const inner = dashed[1]!;
  // "Forwarded by" wraps before its closing dashes; every other divider closes on its own line or is followed by a block.
  const closed = /[-_=*~\u2010-\u2015]{2,}/.test(inner) || /forwarded by|weitergeleitet von/i.test(inner);
  const short = inner.length < 30 && /^-{5,}/.test(line);
  if ((!closed && !short) || /^(?:end|ende|fin)\b/i.test(inner)) return null;
  if (forwardStem.test(inner)) return 'forward';
  return originalStem.test(inner) ? 'original' : null;
}

/** "Begin forwarded message:" and its kin: a forward without dashes, a short line that ends in a colon. */
export const announcesForward = (bare: string): boolean => {
  const line = bare.trim();
  return line.length < 70 && /[:：]$/.test(line) && forwardStem.test(line);
};

const written =
  /(?<![\p{L}])(?:wrote|writes|schrieb|a écrit|escribió|escribio|ha scritto|scrisse|escreveu|geschreven|schreef|skrev|kirjoitti|napisał|napisała|pisze|napsal|napsala|napísal|napísala|írta|a scris|написал|написала|пишет|написав|написала|yazdı|napisao|写道|έγραψε|כתב|كتب|さん|작성)(?![\p{L}])/iu;
const quoting = /^\s*(?:quoting|zitat von|citando|citat från|citerar|citaat van)\s/iu;

/** Whether a sentence introduces what somebody wrote ("On … X wrote:"), in any order and language. */
export const saysWrote = (sentence: string): boolean => written.test(sentence) || quoting.test(sentence);

const prefix = /^\s*(?:\[[^\]]{1,30}\]\s*)?([\p{L}.]{1,12})\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]\s*/u;
const forwards = new Set(
  'fw fwd wg tr rv i vb vl pd enc redir. redir videresend ilt i̇lt doorst weiterl továbbítás továbbított trans res. rif fwd. vidarebefordrat vidarebef. 转发 轉寄 転送'.split(
    ' ',
  ),
);
/** "VS" answers in Finland and forwards in Denmark: the text below has to tell. */
const either = new Set(['vs']);
const replies = new Set(
  're aw sv antw antwort odp r ref rif ynt vá bls res svar réf ang ατ 回复 答复'.split(' '),
);

/** Takes reply and forward prefixes off a subject and says what the outermost one was. */
export function readSubject(subject: string): { kind: 'forward' | 'reply' | null; bare: string } {
  let rest = subject.slice(0, 1_000);
  let kind: 'forward' | 'reply' | null = null;
  for (let n = 0; n < 10; n += 1) {
    const found = prefix.exec(rest);
    const word = found?.[1]?.toLowerCase() ?? '';
    const here = replies.has(word) ? 'reply' : forwards.has(word) ? 'forward' : null;
    if (!found || (!here && !either.has(word))) break;
    kind ??= here;
    rest = rest.slice(found[0].length);
  }
  return { kind, bare: rest.trim() };
}
