import type { JSX } from 'preact';
import { describe, expect, it } from 'vitest';
import { cardMessage } from '../fixture.ts';
import { creditView, priceView } from '../fixtureViews.ts';
import { type BlockContext, renderBlocks } from './blocks.ts';

interface Found {
  tag: string;
  props: Record<string, unknown>;
  text: string;
}

/** Every element of a drawn tree, outer ones first. */
function elements(node: unknown): Found[] {
  if (Array.isArray(node)) return node.flatMap(elements);
  if (typeof node !== 'object' || node === null || !('type' in node)) return [];
  const { type, props } = node as JSX.Element;
  const own = { tag: String(type), props: props as Record<string, unknown>, text: textOf(node) };
  return [own, ...elements(own.props['children'])];
}

function textOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(textOf).join('');
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (typeof node !== 'object' || node === null || !('props' in node)) return '';
  return textOf((node as JSX.Element).props['children']);
}

function draw(blocks: unknown, more: Partial<BlockContext> = {}) {
  const pressed: unknown[] = [];
  const drawn = elements(
    renderBlocks(blocks, {
      id: 'm1',
      busy: null,
      timeZone: 'America/New_York',
      now: '2026-11-23T14:14:00.000Z',
      personName: () => null,
      press: (element, inputs) => pressed.push([element['action_id'], inputs]),
      ...more,
    }),
  );
  return { drawn, pressed, buttons: drawn.filter((e) => e.tag === 'button') };
}

describe('Block Kit', () => {
  it('draws the card that the bot sends: header, fields, actions, context', () => {
    const { drawn, buttons } = draw(cardMessage(creditView, 'slack', '1').blocks);
    expect(drawn.find((e) => e.tag === 'h3')?.text).toContain('SO-10482');
    expect(drawn.filter((e) => e.props['class'] === 'sk-field').length).toBe(creditView.facts.length);
    expect(buttons.map((b) => b.text)).toEqual(
      expect.arrayContaining(['Release Order', 'Reject', 'Ask for Info']),
    );
    expect(drawn.some((e) => e.props['class'] === 'sk-unknown')).toBe(false);
  });

  it('gives a table its header row and its alignment', () => {
    const { drawn } = draw(cardMessage(priceView, 'slack', '1').blocks);
    const heads = drawn.filter((e) => e.tag === 'th');
    expect(heads.map((e) => e.text)).toEqual(priceView.table?.columns.map((column) => column.title));
    expect(heads.map((e) => e.props['class'])).toEqual(['is-left', 'is-right', 'is-right', 'is-right']);
  });

  it('presses a button with its action id', () => {
    const { buttons, pressed } = draw(cardMessage(creditView, 'slack', '1').blocks);
    const release = buttons.find((b) => b.text === 'Release Order')!;
    (release.props['onClick'] as () => void)();
    expect(pressed).toEqual([['choose:release', {}]]);
  });

  it('shows the pressed button at work and disables all others', () => {
    const { buttons } = draw(cardMessage(creditView, 'slack', '1').blocks, { busy: 'reject' });
    expect(buttons.filter((b) => b.props['disabled'] !== true).map((b) => b.text)).toEqual(['Reject']);
    expect(buttons.filter((b) => b.props['aria-busy'] === true).map((b) => b.text)).toEqual(['Reject']);
  });

  it('labels every input and sends it under its block id', () => {
    const { drawn } = draw([
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: 'Why?' },
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: 1000 },
      },
    ]);
    const area = drawn.find((e) => e.tag === 'textarea');
    expect(area?.props).toMatchObject({ name: 'reason', id: 'm1-reason', required: true, maxLength: 1000 });
    expect(drawn.find((e) => e.tag === 'label')?.props['for']).toBe('m1-reason');
  });

  it('keeps hostile names as text', () => {
    const { drawn } = draw([
      { type: 'header', text: { type: 'plain_text', text: '<img src=x onerror=alert(1)>' } },
      { type: 'section', text: { type: 'mrkdwn', text: '<javascript:alert(1)|click>' } },
    ]);
    expect(drawn.find((e) => e.tag === 'h3')?.text).toBe('<img src=x onerror=alert(1)>');
    expect(drawn.some((e) => e.tag === 'a' || e.tag === 'img')).toBe(false);
    expect(drawn.some((e) => 'dangerouslySetInnerHTML' in e.props)).toBe(false);
  });

  it('loads no picture from outside, and says what it shows', () => {
    for (const image_url of ['https://evil.example/track.png', 'javascript:alert(1)', '/crop.png', '']) {
      const picture = { type: 'image', image_url, alt_text: 'PO number, as it stands in po.pdf' };
      const { drawn } = draw([picture, { type: 'context', elements: [picture] }]);
      expect(drawn.some((e) => e.tag === 'img')).toBe(false);
      expect(drawn.filter((e) => e.props['role'] === 'img').map((e) => e.text)).toEqual([
        'PO number, as it stands in po.pdf',
        'PO number, as it stands in po.pdf',
      ]);
    }
  });

  it('names a block that it does not know instead of hiding it', () => {
    expect(draw([{ type: 'video' }]).drawn[0]?.text).toContain('video');
  });
});
