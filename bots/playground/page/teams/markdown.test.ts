import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownText } from '#cards/teamsText.ts';
import { richToHtml } from '../client/rich.ts';
import { withDates } from './dates.ts';
import { parseMarkdown } from './markdown.ts';

const html = (text: string) => richToHtml(parseMarkdown(text));

describe('the Markdown of Adaptive Cards', () => {
  it('reads bold, italic, links and lists', () => {
    expect(html('**a** _b_ [c](https://x.example/?a=1&b=2)\n- one\n- two')).toBe(
      '<b>a</b> <i>b</i> <a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">c</a><ul><li>one</li><li>two</li></ul>',
    );
  });

  it('shows escaped marks and entities as characters', () => {
    expect(html('\\*not bold\\* 5 &lt; 6 &#42;')).toBe('*not bold* 5 &lt; 6 *');
  });

  it('never lets hostile text become HTML', () => {
    expect(html('<img src=x onerror=alert(1)>')).toBe('&lt;img src=x onerror=alert(1)&gt;');
    expect(html('&lt;script&gt;')).toBe('&lt;script&gt;');
    expect(html('[x](javascript:alert(1))')).not.toContain('<a');
    expect(html('[x](https://a.example/"onclick="y)')).not.toContain('<a');
  });

  it('shows what the cards escaped, character for character but for look-alikes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(html(markdownText(text))).not.toMatch(/<(?!br>)/);
      }),
    );
  });

  it('writes moments in the zone of the company', () => {
    const card = {
      body: [{ text: 'by {{DATE(2026-11-23T21:00:00Z, SHORT)}} {{TIME(2026-11-23T21:00:00Z)}}' }],
    };
    expect(withDates(card, 'America/New_York')).toEqual({ body: [{ text: 'by Mon, Nov 23 4:00 PM' }] });
  });
});
