import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rich, richToHtml } from '../client/rich.ts';
import { parseMrkdwn } from './mrkdwn.ts';

const context = {
  timeZone: 'America/New_York',
  now: '2026-11-23T14:14:00.000Z',
  personName: (id: string) => (id === 'U0MAYA' ? 'Maya Chen' : null),
};
const parse = (text: string) => parseMrkdwn(text, context);
const words = (text: string) => richToHtml(parse(text)).replace(/<[^>]*>/g, '');
const kinds = (nodes: Rich[]) => nodes.map((node) => node.kind);

describe('mrkdwn', () => {
  it('reads bold, italic, strike and code', () => {
    expect(parse('*a* _b_ ~c~ `d*e*`')).toEqual([
      { kind: 'bold', children: [{ kind: 'text', text: 'a' }] },
      { kind: 'text', text: ' ' },
      { kind: 'italic', children: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'strike', children: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd*e*' },
    ]);
  });

  it('leaves marks inside words and around spaces alone', () => {
    expect(parse('2*3*4 snake_case_name * a *')).toEqual([
      { kind: 'text', text: '2*3*4 snake_case_name * a *' },
    ]);
  });

  it('keeps consecutive quoted lines in one quotation', () => {
    const nodes = parse('before\n> one\n&gt; two\nafter');
    expect(kinds(nodes)).toEqual(['text', 'quote', 'text']);
    expect(richToHtml(nodes)).toBe('before<blockquote>one<br>two</blockquote>after');
  });

  it('shows fenced text as it stands', () => {
    expect(parse('```\na *b* &lt;c&gt;\n```')).toEqual([{ kind: 'pre', text: 'a *b* <c>' }]);
  });

  it('names people by their account', () => {
    expect(parse('<@U0MAYA> <@U404> <!channel> <#C1|orders>').filter((n) => n.kind === 'mention')).toEqual([
      { kind: 'mention', text: '@Maya Chen' },
      { kind: 'mention', text: '@U404' },
      { kind: 'mention', text: '@channel' },
      { kind: 'mention', text: '#orders' },
    ]);
  });

  it('links only to addresses a browser may open from a card', () => {
    expect(parse('<https://erp.example/o?a=1&amp;b=2|SO-1>')).toEqual([
      { kind: 'link', href: 'https://erp.example/o?a=1&b=2', children: [{ kind: 'text', text: 'SO-1' }] },
    ]);
    for (const bad of [
      '<javascript:alert(1)|x>',
      '<data:text/html,x|x>',
      '<//evil.example|x>',
      '<file:///etc|x>',
    ]) {
      expect(kinds(parse(bad))).toEqual(['text']);
    }
  });

  it('tells dates in the zone of the company, with the words Slack uses', () => {
    const at = Date.parse('2026-11-23T21:00:00Z') / 1000;
    expect(words(`<!date^${at}^{date_short_pretty} at {time}|fallback>`)).toBe('today at 4:00 PM');
    expect(words(`<!date^${at + 172_800}^{date_short}|fallback>`)).toBe('Nov 25, 2026');
    expect(words('<!date^soon^{time}|later today>')).toBe('later today');
  });

  it('never lets hostile text become HTML', () => {
    const hostile = '<img src=x onerror=alert(1)> &lt;script&gt;alert(1)&lt;/script&gt; *<b onclick=x>*';
    const html = richToHtml(parse(hostile));
    expect(html).not.toMatch(/<(?!\/?(?:b|i|s|a|code|pre|blockquote|br)\b)/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('never lets any text become a tag of its own', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '*',
      '_',
      '~',
      '`',
      '```',
      '|',
      '&lt;',
      '\n',
      '> ',
      'a1',
      ' ',
      '"',
      '@',
      '!',
      'javascript:',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const html = richToHtml(parse(text));
        const tags = html.match(/<[^>]*>/g) ?? [];
        const harmless =
          /^<\/?(?:b|i|s|code|pre|blockquote|br|a href="(?:https?:|mailto:)[^"<>]*" rel="noopener noreferrer"|a)>$/;
        expect(tags.filter((tag) => !harmless.test(tag))).toEqual([]);
      }),
    );
  });

  it('is done quickly with text made to be slow', () => {
    for (const text of ['*a '.repeat(10_000), '<'.repeat(20_000), '`'.repeat(20_000), '> '.repeat(10_000)]) {
      expect(parse(text).length).toBeGreaterThan(0);
    }
  });
});
