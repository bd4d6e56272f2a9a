import { describe, expect, it } from 'vitest';
import { cardMessage, fixtureState, textMessage } from '../fixture.ts';
import { creditView } from '../fixtureViews.ts';
import { guideFor } from './guide.ts';

const at = (state = fixtureState(), me = 'maya-chen') => {
  const guide = guideFor(state, me);
  return {
    current: guide?.steps.findIndex((step) => step.current),
    next: guide?.next,
    finished: guide?.finished,
  };
};

describe('the first steps', () => {
  it('begin with Maya and the card in Slack', () => {
    expect(at()).toEqual({ current: 0, next: { label: 'Show SO-10482', show: 'slack' }, finished: false });
  });

  it('go on to Daniel once Maya was refused', () => {
    const state = fixtureState();
    state.channels[0]!.messages.push(
      textMessage('p', 'Daniel Reyes can decide this.', { onlyFor: ['maya-chen'] }),
    );
    expect(at(state)).toMatchObject({ current: 1, next: { become: 'daniel-reyes' } });
  });

  it('show Daniel the card in Teams', () => {
    expect(at(fixtureState(), 'daniel-reyes')).toMatchObject({ current: 2, next: { show: 'teams' } });
  });

  it('are finished when the card is settled', () => {
    const state = fixtureState();
    for (const channel of state.channels) {
      channel.messages = channel.messages.map((m) =>
        m.exception?.id === creditView.exceptionId
          ? cardMessage({ ...creditView, status: 'resolved' }, channel.product, m.id)
          : m,
      );
    }
    expect(at(state)).toMatchObject({ next: null, finished: true });
  });

  it('are not shown where the demo is not', () => {
    expect(guideFor({ ...fixtureState(), people: [] }, 'x')).toBeNull();
  });
});
