import type { Mail, MailReading } from '../../model/signal.ts';
import { readSubject } from './labels.ts';
import { answersByItself, tellsOfFailure } from './machineWords.ts';
import { newestText } from './newest.ts';

export interface Suppression {
  kind: NonNullable<MailReading['suppressed']>;
  /** What gave it away, for the record. */
  because: string;
}

const daemons =
  /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|bounce[sd]?|auto-?reply)(?:[+-].*)?@|^mailer-daemon$/i;
const bounceSubject =
  /^(?:undeliver(?:able|ed)|undelivered mail|mail (?:could not be delivered|failure|system error|undeliverable)|e-?mail delivery fail|could(?:n['’]t| not) (?:deliver|be delivered|send)|message (?:delivery has failed|status - undeliverable|you sent)|notice: mail delivery|permanent (?:delivery )?(?:failure|error)|rejected(?: mail)?:|delivery error|nondeliverable|error (?:sending|delivering)|bounce[d:]|\[bounce|address not found|benachrichtigung zum übermittlungsstatus|avis de non-?remise|notificación de estado de entrega|notifica(?:zione)? (?:di|dello stato)[^:]{0,30}(?:mancat|consegna|recapit)|notificação (?:de|do) (?:status|estado)|mislukte bezorging|delivery (?:status notification|failure|has failed|incomplete|delayed)|mail delivery (?:failed|failure|system|subsystem)|returned mail|failure notice|delivery notification|non[- ]?delivery|message (?:not delivered|undeliverable)|warning: (?:could not send|message .{0,60}delayed)|nicht zustellbar|unzustellbar|zustellung (?:fehlgeschlagen|nicht möglich)|zustellungsfehler|non remis|échec de (?:la )?remise|no se puede entregar|no entregado|devuelto|impossibile recapitare|mancato recapito|onbestelbaar|não (?:é possível|foi) entreg|kan inte levereras|kunne ikke leveres|nie dostarczono|niedostarczon|dsn:)/iu;
const autoSubject =
  /^(?:auto(?:matic|mated|-)?\s?(?:reply|response|antwort|svar)|auto(?:reply|response)|auto:|out of (?:the )?office|ooo\b|away from (?:the )?office|on (?:annual |sick |maternity )?leave|i am (?:away|out)|away until|vacation (?:reply|notice|response|message)|abwesen(?:d|heit)|automatische antwort|réponse automatique|absen(?:t|ce) du bureau|(?:message|avis) d.absence|absence\s?:|respuesta autom[aá]tica|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|automatisch (?:antwoord|bericht)|afwezig|resposta autom[aá]tica|ausência (?:do|temporária)|fora do escritório|autosvar|automatiskt svar|automatisk svar|frånvaro|fraværende|automaattinen vastaus|poissa|odpowiedź automatyczna|automatyczna odpowiedź|automatická odpověď|automatikus válasz|răspuns automat|otomatik yanıt|automatická odpoveď|автоматична відповідь|αυτόματη απάντηση|자동 회신|auto-?réponse|nicht im (?:büro|haus)|nieobecno|afwezigheid|absence (?:notice|du|jusqu)|автоматический ответ|автоответ|自動返信|自动回复)/iu;

const spamWords =
  /\b(?:viagra|cialis|casino|lottery|jackpot|bitcoin giveaway|crypto(?:currency)? investment|you have won|claim your prize|inheritance|next of kin|million (?:us )?dollars|seo services|guest post|rank(?:ing)? (?:on|in) google|weight loss|hot singles|unclaimed funds|wire transfer of)\b/gi;
const newsletterWords =
  /(?:newsletter|unsubscribe|view (?:this (?:e-?mail|message) )?in (?:your|a) browser|manage (?:your )?(?:e-?mail )?preferences|newsletter ab(?:bestellen|melden)|abmelden|im browser (?:ansehen|anzeigen)|se désabonner|se désinscrire|darse de baja|cancelar (?:la )?suscripción|disiscriviti|annulla l.iscrizione|uitschrijven|cancelar inscrição|avregistrera|afmeld|wypisz się|privacy policy|all rights reserved|©|you(?:'re| are) receiving this)/giu;

/**
 * Whether a mail came from a machine and must open nothing and get no answer. Looks at the carrying mail only.
 * `ownAddress` is the tenant's inbox: what claims to come from there is our own mail, come back.
 */
export function suppression(
  mail: Mail,
  ownDomains: string[] = [],
  ownAddress: string | null = null,
): Suppression | null {
  const header = (name: string) => mail.headers[name]?.toLowerCase().trim() ?? '';
  const has = (name: string) => mail.headers[name] !== undefined;
  const said = (kind: Suppression['kind'], because: string): Suppression => ({ kind, because });
  const text = mail.text.slice(0, 20_000);
  const subject = mail.subject.trim().slice(0, 300);
  const contentType = header('content-type');
  const sender = mail.from?.address ?? '';

  if (has('x-unhold-loop')) return said('loop', 'X-Unhold-Loop');
  if (ownAddress && isOwnMail(mail, ownAddress.toLowerCase())) return said('loop', 'our own address');

  if (/^multipart\/report/.test(contentType)) {
    return /disposition-notification/.test(contentType)
      ? said('auto-reply', 'a read receipt')
      : said('bounce', 'multipart/report');
  }
  const passedOn = readSubject(subject).kind === 'forward';
  const report = mail.attachments.find(({ contentType }) =>
    /^message\/(?:delivery-status|feedback-report|disposition-notification)/i.test(contentType),
  );
  if (report && !passedOn) return said('bounce', report.contentType.toLowerCase());
  if (has('x-failed-recipients')) return said('bounce', 'X-Failed-Recipients');
  const nobody = has('return-path') && /^<?\s*>?$/.test(header('return-path'));
  const daemon = daemons.test(sender) || daemons.test(mail.from?.name ?? '');
  const bounceLike =
    bounceSubject.test(subject.replace(/^\[[^\]]{1,30}\]\s*/, '')) || /^\[postmaster\]/i.test(subject);
  const tells = tellsOfFailure(text);
  if (
    daemon &&
    (neverAPerson.test(sender) || bounceLike || tells || nobody || /deliver|return|fail|notif/i.test(subject))
  ) {
    return said('bounce', `sender ${sender || 'mailer-daemon'}`);
  }
  if (bounceLike && (nobody || tells)) return said('bounce', `subject "${subject.slice(0, 60)}"`);

  const submitted = header('auto-submitted');
  if (submitted && !submitted.startsWith('no'))
    return said('auto-reply', `Auto-Submitted: ${submitted.slice(0, 40)}`);
  for (const name of [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-mail-autoreply',
    'x-autogenerated',
    'x-vacation',
  ]) {
    if (has(name) && header(name) !== 'no') return said('auto-reply', name);
  }
  const precedence = header('precedence');
  if (/^auto[_-]?reply/.test(precedence)) return said('auto-reply', 'Precedence: auto_reply');
  if (!passedOn && autoSubject.test(readSubject(subject).bare)) {
    return said('auto-reply', `subject "${subject.slice(0, 60)}"`);
  }
  if (nobody) return said('bounce', 'an empty return path');
  if (!passedOn) {
    const { text: newest } = newestText(text, mail.from?.name ?? null);
    // Nothing but a failure in it: a person who tells of one writes above it.
    if (tells && tellsOfFailure(newest || text) && !namesAnOrder.test(newest))
      return said('bounce', 'its words');
    if (answersByItself(newest) && !namesAnOrder.test(newest)) return said('auto-reply', 'its words');
  }

  const score = Number(
    /(?:^|\b)scl:\s*(-?\d+)/.exec(header('x-forefront-antispam-report'))?.[1] ??
      header('x-ms-exchange-organization-scl'),
  );
  if (/^yes\b/.test(header('x-spam-flag')) || /^yes\b/.test(header('x-spam-status')) || score >= 5) {
    return said('spam', 'the mail server marked it');
  }
  if (new Set(text.match(spamWords)?.map((word) => word.toLowerCase())).size >= 2)
    return said('spam', 'its words');

  // A company's own distribution list ("orders@") carries list headers too, and its mails are wanted.
  const listId = header('list-id');
  const ownList = ownDomains.some((domain) => listId.includes(domain.toLowerCase()));
  if (!ownList) {
    if (has('list-id') || has('list-unsubscribe'))
      return said('bulk', has('list-id') ? 'List-Id' : 'List-Unsubscribe');
    if (/^(?:bulk|junk|list)/.test(precedence)) return said('bulk', `Precedence: ${precedence.slice(0, 20)}`);
  }
  if (
    readSubject(subject).kind === null &&
    newsletterSigns(text) >= 3 &&
    !/\b(?:po|so)[ #-]?\d/i.test(text)
  ) {
    return said('bulk', 'its words');
  }
  return null;
}

/** These names belong to programs; "postmaster" may be a person. */
const neverAPerson = /^(?:mailer-daemon|mail-daemon|bounces?|auto-?reply)(?:[+-].*)?@/i;

/** "SO-10482", "PO 4711": a machine's note about nothing in particular has none. */
const namesAnOrder = /\b(?:[A-Z]{1,4}-?\d{4,}|[A-Z]{2,4}-\d[\d-]{2,}|(?:PO|SO|order)\s?#?\s?\d{3,})\b/;

/** From the inbox itself, or with a Message-ID of the kind that we give ("<unhold-…@domain>"). */
function isOwnMail(mail: Mail, ownAddress: string): boolean {
  const bare = (address: string) => address.toLowerCase().replace(/\+[^@]*@/, '@');
  if (mail.from && bare(mail.from.address) === ownAddress) return true;
  return mail.messageId.startsWith('<unhold-') && mail.messageId.endsWith(`@${ownAddress.split('@')[1]}>`);
}

/**
 * Whether a person may be answered who wrote this. Stricter than what opens a case: a company's own list is read, and
 * never answered (RFC 3834).
 */
export function mayBeAnswered(headers: Record<string, string>): boolean {
  const value = (name: string) => headers[name]?.toLowerCase().trim() ?? '';
  if (value('auto-submitted') && !value('auto-submitted').startsWith('no')) return false;
  if (/^(?:bulk|junk|list|auto)/.test(value('precedence'))) return false;
  if (/\b(?:all|autoreply)\b/.test(value('x-auto-response-suppress'))) return false;
  if (headers['return-path'] !== undefined && /^<?\s*>?$/.test(value('return-path'))) return false;
  return !Object.keys(headers).some((name) => name.startsWith('list-') || name === 'x-unhold-loop');
}

/** How many different signs of a mailing there are. */
const newsletterSigns = (text: string): number =>
  new Set(text.match(newsletterWords)?.map((word) => word.toLowerCase())).size;
