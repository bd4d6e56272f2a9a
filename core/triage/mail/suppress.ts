import type { Mail, MailReading } from '../../model/signal.ts';
import { readSubject } from './labels.ts';

export interface Suppression {
  kind: NonNullable<MailReading['suppressed']>;
  /** What gave it away, for the record. */
  because: string;
}

const daemons =
  /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|bounce[sd]?|auto-?reply)(?:[+-].*)?@|^mailer-daemon$/i;
const bounceSubject =
  /^(?:undeliver(?:able|ed)|undelivered mail|delivery (?:status notification|failure|has failed|incomplete|delayed)|mail delivery (?:failed|failure|system|subsystem)|returned mail|failure notice|delivery notification|non[- ]?delivery|message (?:not delivered|undeliverable)|warning: (?:could not send|message .{0,60}delayed)|nicht zustellbar|unzustellbar|zustellung (?:fehlgeschlagen|nicht möglich)|zustellungsfehler|non remis|échec de (?:la )?remise|no se puede entregar|no entregado|devuelto|impossibile recapitare|mancato recapito|onbestelbaar|não (?:é possível|foi) entreg|kan inte levereras|kunne ikke leveres|nie dostarczono|niedostarczon|dsn:)/iu;
const bounceText =
  /(?:this message was created automatically by mail delivery software|this is the (?:qmail-send program|mail system at host)|the following addresses had permanent fatal errors|your message (?:could not|couldn't|wasn't) (?:be )?delivered|reporting-mta:|final-recipient:|diagnostic-code:|action: failed|could not be delivered to (?:one or more|the following))/i;

const autoSubject =
  /^(?:auto(?:matic|mated|-)?\s?(?:reply|response|antwort|svar)|auto(?:reply|response)|auto:|out of (?:the )?office|ooo\b|away from (?:the )?office|on (?:annual |sick |maternity )?leave|i am (?:away|out)|away until|vacation (?:reply|notice|response|message)|abwesen(?:d|heit)|automatische antwort|réponse automatique|absen(?:t|ce) du bureau|(?:message|avis) d.absence|absence\s?:|respuesta autom[aá]tica|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|automatisch (?:antwoord|bericht)|afwezig|resposta autom[aá]tica|ausência (?:do|temporária)|fora do escritório|autosvar|automatiskt svar|automatisk svar|frånvaro|fraværende|automaattinen vastaus|poissa|odpowiedź automatyczna|automatyczna odpowiedź|automatická odpověď|автоматический ответ|автоответ|自動返信|自动回复)/iu;

const spamWords =
  /\b(?:viagra|cialis|casino|lottery|jackpot|bitcoin giveaway|crypto(?:currency)? investment|you have won|claim your prize|inheritance|next of kin|million (?:us )?dollars|seo services|guest post|rank(?:ing)? (?:on|in) google|weight loss|hot singles|unclaimed funds|wire transfer of)\b/gi;
const newsletterWords =
  /(?:newsletter|unsubscribe|view (?:this (?:e-?mail|message) )?in (?:your|a) browser|manage (?:your )?(?:e-?mail )?preferences|newsletter ab(?:bestellen|melden)|abmelden|im browser (?:ansehen|anzeigen)|se désabonner|se désinscrire|darse de baja|cancelar (?:la )?suscripción|disiscriviti|annulla l.iscrizione|uitschrijven|cancelar inscrição|avregistrera|afmeld|wypisz się|privacy policy|all rights reserved|©|you(?:'re| are) receiving this)/giu;

/** Whether a mail came from a machine and must open nothing and get no answer. Looks at the carrying mail only. */
export function suppression(mail: Mail, ownDomains: string[] = []): Suppression | null {
  const header = (name: string) => mail.headers[name]?.toLowerCase().trim() ?? '';
  const has = (name: string) => mail.headers[name] !== undefined;
  const said = (kind: Suppression['kind'], because: string): Suppression => ({ kind, because });
  const text = mail.text.slice(0, 20_000);
  const subject = mail.subject.trim().slice(0, 300);
  const contentType = header('content-type');
  const sender = mail.from?.address ?? '';

  if (has('x-unhold-loop')) return said('loop', 'X-Unhold-Loop');

  if (/^multipart\/report/.test(contentType)) {
    return /disposition-notification/.test(contentType)
      ? said('auto-reply', 'a read receipt')
      : said('bounce', 'multipart/report');
  }
  if (has('x-failed-recipients')) return said('bounce', 'X-Failed-Recipients');
  const nobody = has('return-path') && /^<?\s*>?$/.test(header('return-path'));
  const daemon = daemons.test(sender) || daemons.test(mail.from?.name ?? '');
  const bounceLike =
    bounceSubject.test(subject.replace(/^\[[^\]]{1,30}\]\s*/, '')) || /^\[postmaster\]/i.test(subject);
  if (
    daemon &&
    (bounceLike || bounceText.test(text) || nobody || /delivery|returned|failure/i.test(subject))
  ) {
    return said('bounce', `sender ${sender || 'mailer-daemon'}`);
  }
  if (bounceLike && (nobody || bounceText.test(text)))
    return said('bounce', `subject "${subject.slice(0, 60)}"`);

  const submitted = header('auto-submitted');
  if (submitted && !submitted.startsWith('no'))
    return said('auto-reply', `Auto-Submitted: ${submitted.slice(0, 40)}`);
  for (const name of [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-mail-autoreply',
  ]) {
    if (has(name) && header(name) !== 'no') return said('auto-reply', name);
  }
  const precedence = header('precedence');
  if (/^auto[_-]?reply/.test(precedence)) return said('auto-reply', 'Precedence: auto_reply');
  if (autoSubject.test(readSubject(subject).kind === 'forward' ? '' : readSubject(subject).bare)) {
    return said('auto-reply', `subject "${subject.slice(0, 60)}"`);
  }
  if (nobody) return said('bounce', 'an empty return path');

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

/** How many different signs of a mailing there are. */
const newsletterSigns = (text: string): number =>
  new Set(text.match(newsletterWords)?.map((word) => word.toLowerCase())).size;
