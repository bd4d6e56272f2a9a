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
