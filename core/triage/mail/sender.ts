/** Whether a mail is from whom it says, as far as the receiving server vouches for it. Pure. */
import type { Mail } from '../../model/signal.ts';

export interface Colleague {
  name: string;
  email: string;
}

interface Known {
  /** The company's own mail domains, in lower case. */
  ownDomains: string[];
  people: Colleague[];
  /** The receiving server whose verdicts are believed (its authserv-id). null: nobody's are. */
  authservId: string | null;
}

/**
 * What the trusted server found for the domain that the mail names as its sender's (RFC 8601). Only the topmost verdicts
 * under its own name count; the reader of headers kept no others.
 */
export function authentication(
  headers: Record<string, string>,
  from: string,
  authservId: string | null,
): 'pass' | 'fail' | 'none' {
  const domain = domainOf(from);
  if (!authservId || !domain) return 'none';
  const verdicts: string[] = [];
  for (const line of (headers['authentication-results'] ?? '').split('\n')) {
    const [id = '', ...methods] = withoutComments(line).split(';');
    if (id.trim().split(/\s/)[0]?.toLowerCase() !== authservId.toLowerCase()) break;
    verdicts.push(...methods.map((method) => method.trim().toLowerCase()));
  }
  const passed = (method: string, property: RegExp): boolean =>
    verdicts.some((verdict) => {
      if (!new RegExp(`^${method}\\s*=\\s*pass\\b`).test(verdict)) return false;
      const named = property.exec(verdict)?.[1];
      return named !== undefined && isAligned(domainOf(named) ?? named, domain);
    });
  if (verdicts.some((verdict) => /^dmarc\s*=\s*fail\b/.test(verdict))) return 'fail';
  const found =
    passed('dmarc', /\bheader\.from\s*=\s*"?([^\s";]+)/) ||
    passed('dkim', /\bheader\.(?:d|i)\s*=\s*"?([^\s";]+)/) ||
    passed('spf', /\bsmtp\.mailfrom\s*=\s*"?([^\s";]+)/);
  if (found) return 'pass';
  return verdicts.some((verdict) => /^(?:dkim|spf)\s*=\s*(?:fail|softfail)\b/.test(verdict))
    ? 'fail'
    : 'none';
}

/** What people should know of a sender before they believe them, in sentences; none where nothing is odd. */
export function senderWarnings(mail: Pick<Mail, 'from' | 'headers'>, known: Known): string[] {
  if (!mail.from) return [];
  const { address, name } = mail.from;
  const domain = domainOf(address) ?? '';
  const isInternal =
    known.ownDomains.includes(domain) || known.people.some(({ email }) => email.toLowerCase() === address);
  if (isInternal) {
    const found = authentication(mail.headers, address, known.authservId);
    if (found === 'pass') return [];
    return [
      found === 'fail'
        ? `Unverified: it says that it is from ${address}, and the mail server found that it is not.`
        : `Unverified: it says that it is from ${address}, and the mail server did not confirm it.`,
    ];
  }
  const imitated = known.people.find((person) => isSameName(person.name, name));
  return imitated
    ? [`It calls itself ${imitated.name}, and ${address} is not their address: it may be somebody else.`]
    : [];
}

const domainOf = (address: string): string | null => {
  const at = address.lastIndexOf('@');
  return at < 0 ? null : address.slice(at + 1).toLowerCase() || null;
};

/** Relaxed alignment: the same domain, or one above the other (RFC 7489, 3.1). */
const isAligned = (one: string, other: string): boolean =>
  one === other || (one.includes('.') && other.endsWith(`.${one}`)) || one.endsWith(`.${other}`);

/** Comments may hold anything, verdicts too. */
function withoutComments(text: string): string {
  let depth = 0;
  let kept = '';
  for (const character of text.slice(0, 20_000)) {
    if (character === '(') depth += 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return kept;
}

/** Letters of other scripts that look like Latin ones, and digits that do. */
const lookalikes: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  т: 't',
  в: 'b',
  α: 'a',
  ο: 'o',
  ρ: 'p',
  ν: 'v',
  ι: 'i',
  κ: 'k',
  τ: 't',
  υ: 'u',
  ε: 'e',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '5': 's',
};

/** "Nair, Priya (Finance)" and "PRIYA  NAIR" are one name, and so is one spelled with letters that only look the same. */
function isSameName(known: string, given: string): boolean {
  const words = (name: string): string[] =>
    [
      ...name
        .toLowerCase()
        .normalize('NFKD')
        .replace(/\p{M}|\p{Cf}/gu, ''),
    ]
      .map((letter) => lookalikes[letter] ?? letter)
      .join('')
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 1);
  const wanted = words(known);
  const has = new Set(words(given.slice(0, 200)));
  return wanted.length > 1 && wanted.every((word) => has.has(word));
}
