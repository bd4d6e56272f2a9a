/** What machines write when no header says that they did: delivery failures and absence notes, in eleven languages. */

/** Said by mail servers and by nobody else. */
const failed =
  /(?:this (?:message|e-?mail|notice|report) (?:was|is) (?:created |generated )?automatically(?: generated)? by (?:the )?mail|this is the (?:qmail-send program|mail (?:system|delivery)|(?:postfix|mail) (?:program|server))|(?:the following|these) (?:addresses?|recipients?|mail server)[^\n]{0,60}(?:fatal errors?|failed|could not|cannot|not (?:be )?reach|rejected|delivery (?:problems?|has failed))|delivery to (?:these|the following|this) (?:recipients?|addresses|groups?|mailbox)|your (?:e-?mail|message|mail)[^\n]{0,120}(?:permanently failed|has failed|failed permanently|could(?:n['’]t| not) be delivered|was(?:n['’]t| not) (?:be )?delivered|(?:is|was) undeliverable|has been (?:rejected|returned)|wasn['’]t able to be delivered|to (?:these|the following) (?:recipients?|groups?)[^\n]{0,40}failed)|could not be delivered to (?:one or more|the following) (?:of its )?(?:recipients?|addresses)|(?:message|e-?mail) (?:you sent|that you sent)[^\n]{0,80}(?:not|fail|undeliver|reject)|(?:reporting-mta|final-recipient|diagnostic-code|x-postfix-queue-id) ?:|action ?: ?(?:failed|delayed)|\b5\d\d[ -]5\.\d\.\d\b|remote server (?:returned|said) ?["':]? ?'?5\d\d|(?:user|mailbox)(?: (?:is|was))? (?:unknown|unavailable|not found|does not exist|full)|(?:recipient|e-?mail) address(?: (?:is|was))? (?:rejected|unknown|not found)|no such user|transcript of (?:the )?session follows|undeliverable to the following|(?:ihre )?(?:nachricht|e-?mail)[^\n]{0,80}(?:nicht zugestellt|unzustellbar|konnte nicht (?:zugestellt|übermittelt))|zustellung (?:der|ihrer|an die folgenden|dieser) (?:nachricht|e-?mail|empfänger)[^\n]{0,60}(?:fehlgeschlagen|nicht möglich)|(?:votre|le|ce) (?:message|courriel|mail)[^\n]{0,80}(?:n['’]a pas (?:pu être|été) (?:remis|distribué|livré|envoyé)|non remis)|échec de (?:la )?remise (?:du|de (?:ce|votre)) (?:message|courriel)|(?:su|tu|el) (?:mensaje|correo)[^\n]{0,80}(?:no (?:se )?(?:ha )?(?:podido|pudo|ha sido) (?:ser )?entreg|no se entregó)|(?:il )?(?:suo |tuo )?messaggio[^\n]{0,80}(?:non (?:è stato|può essere|è stato possibile) (?:consegna|recapita))|impossibile (?:recapitare|consegnare) (?:il|questo) messaggio|(?:uw|het|dit) bericht[^\n]{0,80}(?:niet (?:worden )?(?:bezorgd|afgeleverd)|kon niet)|(?:sua|a) mensagem[^\n]{0,80}(?:não (?:pôde|foi|pode) (?:ser )?entregue)|(?:besked|meddelelse|e-?post|mail|meddelande)\p{L}*[^\n]{0,60}(?:kunne ikke leveres|kunde inte levereras)|wiadomoś\p{L}+[^\n]{0,60}nie (?:zosta\p{L}+ )?(?:dostarczon|doręczon)|(?:メール|メッセージ)[^。\n]{0,40}(?:配信|送信|お届け)でき|无法投递|退信|(?:сообщение|письмо)[^\n]{0,60}не (?:может быть|было|удалось) достав)/iu;

/** How far into a text such words come, at the latest, when a server wrote it. */
const nearTop = 900;

/** Whether a text begins as a delivery failure does. A person who quotes one has words of their own above. */
export function tellsOfFailure(text: string): boolean {
  const found = failed.exec(text.slice(0, nearTop));
  return found !== null && !/^[ \t]*>/m.test(text.slice(0, found.index));
}

const absent =
  /(?:\b(?:i am|i['’]m|i will be|i['’]ll be|i have been) (?:currently |now |presently )?(?:out of (?:the |my )?office|away(?: from (?:the|my) (?:office|desk))?\b|on (?:annual |sick |maternity |paternity |parental |medical |business |extended )?(?:leave|vacation|holidays?|travel|a trip)|travell?ing|not in the office|out (?:until|till|from|through|on (?:leave|vacation))|ooo)|\bout of (?:the )?office (?:until|till|from|with)|is no longer (?:with|working|employed)\b|has left the company|ich bin (?:derzeit |zur ?zeit |momentan |aktuell |bis |vom |ab )?[^\n]{0,60}(?:nicht im (?:büro|haus|hause)|abwesend|außer haus|ausser haus|im urlaub|nicht erreichbar|in elternzeit)|(?:bin|befinde mich)[^\n]{0,30} im urlaub|je suis (?:actuellement |en ce moment )?(?:absent|en (?:congés?|vacances|déplacement)|hors du bureau)|je serai absente?|(?:estoy|estaré|me encuentro) (?:actualmente )?(?:fuera de (?:la )?oficina|de vacaciones|ausente|de viaje)|(?:sono|sarò) (?:attualmente )?(?:fuori (?:ufficio|sede)|assente|in ferie)|(?:estou|estarei)[^\n]{0,20} (?:fora do escritório|ausente|de férias)|(?:ik ben|momenteel)[^\n]{0,30} (?:afwezig|niet (?:op|in het) kantoor|met (?:vakantie|verlof)|niet aanwezig)|jag är[^\n]{0,30} (?:frånvarande|på semester|inte på kontoret|ledig)|jeg er[^\n]{0,30} (?:ikke på kontoret|på ferie|fraværende|bortreist|ute av kontoret)|olen[^\n]{0,30} (?:lomalla|poissa)|jestem[^\n]{0,30} (?:poza biurem|na urlopie|nieobecn)|(?:przebywam|będę)[^\n]{0,20} (?:na urlopie|nieobecn)|(?:休暇|不在)(?:中|に|と)|я (?:в отпуске|отсутств))/iu;

const andSo =
  /(?:(?:limited|no|sporadic|intermittent|without|little) (?:or no )?access to (?:my )?(?:e-?mails?|messages|internet)|(?:will|shall) (?:reply|respond|answer|get back|be (?:returning|back)|return|read|review)[^\n]{0,60}(?:return|back|soon|when|upon|once|on |as )|(?:returning|return|back) (?:to (?:the|my) office |in the office |at my desk )?(?:on|at|in|by|after) |until (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the|\d)|(?:for|in case of|if (?:you|it|this|your)|in)[^\n]{0,50}(?:urgent|urgency|emergenc|immediate|assistance|help|matter)[^\n]{0,80}(?:contact|call|reach|e-?mail|write)|please (?:contact|e-?mail|direct|forward|reach out to)[^\n]{0,80}(?:@|in my absence|instead|urgent)|thank you for your (?:e-?mail|message)|(?:dringend|eilig)[^\n]{0,80}(?:wenden|kontaktieren|erreich|anruf|fällen|angelegenheiten)|(?:wenden sie sich|kontaktieren sie)[^\n]{0,80}@|ihre (?:e-?mails?|nachrichten?)[^\n]{0,80}(?:nicht (?:weitergeleitet|gelesen|automatisch)|nach meiner (?:rückkehr|rueckkehr)|beantwort)|bis (?:zum |einschließlich )?\d|(?:wieder|zurück) (?:am|ab|erreichbar|im büro)|vielen dank für ihre (?:e-?mail|nachricht)|(?:en cas d['’]urgence|pour toute (?:urgence|demande))|(?:à|dès) mon retour|jusqu['’]au|(?:en caso de urgencia|para (?:asuntos|temas|cualquier)[^\n]{0,30}urg|a mi (?:regreso|vuelta)|hasta el)|(?:in caso di urgenz|per (?:urgenze|comunicazioni urgenti|qualsiasi)|al mio (?:rientro|ritorno)|fino al)|(?:em caso de urg|para assuntos urgentes|no meu (?:regresso|retorno)|até (?:o |ao )?(?:dia )?\d)|(?:bij (?:spoed|dringende)|voor (?:dringende|spoed)|na mijn (?:terugkeer|terugkomst)|t\/m|tot(?: en met)? (?:maandag|dinsdag|\d))|(?:till och med|vid brådskande|återkommer|tillbaka)|(?:tilbage|tilbake|ved hast)|(?:w (?:pilnych|nagłych) sprawach|do dnia|po powrocie)|(?:戻り|緊急|до \d|срочн))/iu;

const saysAutomatic =
  /(?:this is an? (?:automated|automatic|auto)[- ]?(?:generated )?(?:reply|response|out[- ]of[- ]office)|(?:dies|das) ist eine automat\p{L}+ (?:antwort|abwesenheits\p{L}+)|(?:ceci est|il s['’]agit d['’])\s?une réponse automatique|(?:esta es )una respuesta automática|(?:questa è )una risposta automatica|(?:esta é )uma resposta automática|(?:dit is )een automat\p{L}+ (?:antwoord|bericht)|自動(?:返信|応答)|自动回复)/iu;

const acknowledged =
  /(?:we(?:['’]ve| have) (?:received|got) your (?:request|message|e-?mail|inquiry|enquiry|ticket)|your (?:request|message|ticket|inquiry|enquiry|e-?mail) (?:has been|was) (?:received|created|logged|registered)|(?:ihre )?(?:anfrage|nachricht|e-?mail) (?:ist )?(?:bei uns )?(?:eingegangen|wurde (?:empfangen|registriert))|nous avons bien reçu votre (?:demande|message|courriel)|hemos recibido su (?:solicitud|mensaje|correo))/iu;
const ticket =
  /(?:\bticket|\bcase|request|reference|vorgang|ticketnummer|dossier|caso)\s?(?:id|no\.?|number|nummer|numéro|número)?\s?[#:(]?\s?[#A-Z-]*\d{3,}/iu;
const someoneWill =
  /(?:do not reply|no[- ]?reply|will (?:get back|respond|reply|be in touch|contact you)|team member|as soon as possible|within \d+|business (?:day|hour)|schnellstmöglich|antworten sie (?:bitte )?nicht|dans les (?:plus brefs|meilleurs) délais|lo antes posible)/iu;

/** A longer one was written by a person for a reason. */
const noteCharacters = 1_200;
const firstWords = 400;

/** Whether the newest words of a mail are an absence note or the receipt of a help desk. */
export function answersByItself(newest: string): boolean {
  const text = newest.trim();
  if (!text || text.length > noteCharacters) return false;
  if (saysAutomatic.test(text)) return true;
  const head = text.slice(0, firstWords);
  if (absent.test(head) && andSo.test(text.replace(absent, ' ') + untilIn(text))) return true;
  return acknowledged.test(head) && ticket.test(text) && someoneWill.test(text);
}

/** The end of an absence is often said in the same breath as the absence. */
const untilIn = (text: string): string =>
  /(?:until|till|through|bis|jusqu['’]au|hasta|fino al|até|tot|t\/m)\s[^.\n]{2,30}/iu.exec(text)?.[0] ?? '';
