/** Message-IDs of our own mails carry the outbox row: whoever answers one names it, and nobody can guess it. */
const own = /<?unhold-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[^\s<>@]{1,255}>?/gi;

/** `sender`: the tenant's inbox address, whose domain vouches for the id. */
export const ownMessageId = (mailId: string, sender: string): string =>
  `<unhold-${mailId}@${sender.slice(sender.lastIndexOf('@') + 1)}>`;

/** Outbox rows that a text of Message-IDs names (References, or a returned mail), newest last; at most 20. */
export const mailIdsIn = (text: string): string[] =>
  [...new Set([...text.slice(-50_000).matchAll(own)].map(([, id]) => id!.toLowerCase()))].slice(-20);
