import { describe, expect, it } from 'vitest';
import type { PlaygroundState } from '../../state.ts';
import { cardMessage, fixtureState, textMessage } from '../fixture.ts';
import { creditView } from '../fixtureViews.ts';
import { announcements, newsTabs, orderChanges } from './diff.ts';

const maya = { person: 'maya-chen', tenant: 'calder' };
const daniel = { person: 'daniel-reyes', tenant: 'calder' };

function changed(change: (state: PlaygroundState) => void): [PlaygroundState, PlaygroundState] {
  const after = fixtureState();
  change(after);
  return [fixtureState(), after];
}
const slack = (state: PlaygroundState) => state.channels.find((c) => c.id === 'C0ORDERS')!;
const teams = (state: PlaygroundState) => state.channels.find((c) => c.name === 'Finance approvals')!;

describe('what changed between two states', () => {
  it('says nothing when only the clock moved', () => {
    const [before, after] = changed((s) => {
      s.now = '2026-11-23T15:00:00.000Z';
    });
    expect(announcements(before, after, maya)).toEqual([]);
    expect(newsTabs(before, after, maya)).toEqual([]);
  });

  it('tells a card that appears in both products once', () => {
    const view = {
      ...creditView,
      exceptionId: 'new',
      headline: 'Release order SO-10481 for Granger Robotics?',
    };
    const [before, after] = changed((s) => {
      slack(s).messages.push(cardMessage(view, 'slack', 'n1'));
      teams(s).messages.push(cardMessage(view, 'teams', 'n2'));
    });
    const [sentence, ...more] = announcements(before, after, maya);
    expect(sentence).toMatch(/^Slack and Teams\. New card: .*SO-10481/);
    expect(more).toEqual([]);
    expect(newsTabs(before, after, maya)).toEqual(['slack', 'teams']);
  });

  it('tells a settled card and the order behind it, before and after', () => {
    const [before, after] = changed((s) => {
      const at = slack(s).messages.findIndex((m) => m.exception?.id === creditView.exceptionId);
      slack(s).messages[at] = cardMessage(
        { ...creditView, status: 'resolved' },
        'slack',
        slack(s).messages[at]!.id,
      );
      Object.assign(s.orders.find((o) => o.number === 'SO-10482')!, { hold: false, state: 'processing' });
    });
    const told = announcements(before, after, maya);
    expect(told[0]).toMatch(/^Slack\. Settled: /);
    expect(told[1]).toBe('Order SO-10482, State: On credit hold, now Processing.');
    expect(newsTabs(before, after, maya)).toContain('orders');
  });

  it('tells private words only to the person they are for', () => {
    const [before, after] = changed((s) => {
      slack(s).messages.push(textMessage('p1', 'Daniel Reyes may decide.', { onlyFor: ['maya-chen'] }));
    });
    expect(announcements(before, after, maya)).toEqual([
      'Slack. Only visible to you: Daniel Reyes may decide.',
    ]);
    expect(announcements(before, after, daniel)).toEqual([]);
    expect(newsTabs(before, after, daniel)).toEqual([]);
  });

  it('tells nothing of another company', () => {
    const [before, after] = changed((s) => {
      const other = s.channels.find((c) => c.id === 'C0BWORDERS')!;
      other.messages.push(textMessage('b1', 'A secret of Brightwater'));
      Object.assign(s.orders.find((o) => o.tenant === 'brightwater')!, { state: 'shipped' });
    });
    expect(announcements(before, after, maya)).toEqual([]);
    expect(newsTabs(before, after, maya)).toEqual([]);
  });

  it('names the line whose price changed', () => {
    const [before, after] = changed((s) => {
      const order = s.orders.find((o) => o.number === 'SO-10467')!;
      order.lines[1]!.unitPrice = '77.30';
      order.amount = { amount: '22066.40', currency: 'USD' };
    });
    expect(orderChanges(before, after)).toMatchObject([
      { number: 'SO-10467', what: 'Price of VLV-2040', before: '$72.50', after: '$77.30' },
      { number: 'SO-10467', what: 'Amount', before: '$20,914.40', after: '$22,066.40' },
    ]);
  });
});
