/** A person or machine as a mail names it. */
export interface Mailbox {
  name: string | null;
  address: string | null;
}

const address = /[\p{L}\d!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\d](?:[\p{L}\d.-]{0,180}[\p{L}\d])?/u;

/** The first mail address in a text, in lower case in its domain; null when there is none. */
function firstAddress(text: string): string | null {
  const found = address.exec(text.slice(0, 1_000))?.[0].replace(/^[.'`|]+|['`]+$/g, '');
  if (!found?.includes('@')) return null;
  return found.toLowerCase();
}

/**
 * Reads "John Doe <john@x.example>", "'John' [mailto:john@x.example]", "john@x.example", a bare name, or the name of a
 * directory entry ("John Doe/Corp/Acme@ACME").
 */
export function readMailbox(text: string): Mailbox {
  const value = text.slice(0, 1_000).trim();
  const found = firstAddress(value.replace(/mailto:/gi, ''));
  // Notes and X.400 directory entries look like addresses and are none.
  const directory = found && (/\/[^@\s]*@/.test(value) || !/\.[\p{L}]{2,}$/u.test(found));
  const open = value.search(/[<[(]/);
  const before = (open > 0 ? value.slice(0, open) : value).replace(/^["'„“«»\s]+|["'”“»«,;\s]+$/g, '');
  const name = directory ? before.replace(/[/@].*$/, '').trim() : before;
  if (!found || directory) return { name: name || null, address: null };
  return { name: name && !name.includes('@') ? name : null, address: found };
}

/** More recipients than anybody reads. */
const maximumRecipients = 50;

/** The recipients of a header: separated by ";", or by "," where that does not part a name from its first name. */
export function readMailboxes(text: string): Mailbox[] {
  const value = text.slice(0, 4_000).trim();
  if (!value) return [];
  const parts = value.includes(';') ? value.split(';') : splitAtCommas(value);
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, maximumRecipients)
    .map(readMailbox)
    .filter(({ name, address }) => name !== null || address !== null);
}

/** "Lee, Ann <ann@x>, Bob <bob@x>": a comma parts two people where the one before it has an address, or nobody has. */
function splitAtCommas(value: string): string[] {
  const pieces = value.split(',');
  // "Lee, Ann" is one person where nobody has an address.
  if (!value.includes('@')) return pieces.length === 2 ? [value] : pieces;
  const parts: string[] = [];
  let part = '';
  for (const piece of pieces) {
    part = part ? `${part},${piece}` : piece;
    if (!piece.includes('@')) continue;
    parts.push(part);
    part = '';
  }
  return part.trim() ? [...parts, part] : parts;
}
