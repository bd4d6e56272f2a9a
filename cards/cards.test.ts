import { describe, expect, it } from 'vitest';
import type { ExceptionView } from '#core/model/exception.ts';
import { readCardAction } from './actions.ts';
import { toAdaptiveCard } from './adaptiveCard.ts';
import { batchToAdaptiveCard } from './batchAdaptiveCard.ts';
import { batchToBlockKit } from './batchBlockKit.ts';
import { toBlockKit } from './blockKit.ts';
import { exceptionCard } from './exceptionCard.ts';
import { noticeToAdaptiveCard, noticeToBlockKit } from './noticeCard.ts';
import { sampleBatch, sampleNotice } from './sampleBatch.ts';
import { sampleViews, specialViews } from './sampleViews.ts';

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const views: [string, ExceptionView][] = Object.entries({ ...sampleViews, ...specialViews });

describe.each(views)('the card of an exception that is %s', (status, view) => {
  it('reads the same in Slack as before', async () => {
    await expect(pretty(toBlockKit(exceptionCard(view)))).toMatchFileSnapshot(
      `__snapshots__/${status}.slack.json`,
    );
  });

  it('reads the same in Teams as before', async () => {
    await expect(pretty(toAdaptiveCard(exceptionCard(view)))).toMatchFileSnapshot(
      `__snapshots__/${status}.teams.json`,
    );
  });
});

it.each([
  ['batch.slack', batchToBlockKit(sampleBatch)],
  ['batch.teams', batchToAdaptiveCard(sampleBatch)],
  ['notice.slack', noticeToBlockKit(sampleNotice)],
  ['notice.teams', noticeToAdaptiveCard(sampleNotice)],
])('%s reads the same as before', async (name, message) => {
  await expect(pretty(message)).toMatchFileSnapshot(`__snapshots__/${name}.json`);
});

const slack = (view: ExceptionView = sampleViews.open) => JSON.stringify(toBlockKit(exceptionCard(view)));
const teams = (view: ExceptionView = sampleViews.open) => JSON.stringify(toAdaptiveCard(exceptionCard(view)));

/** Every object in a JSON value that `is` picks. */
function found(value: unknown, is: (one: Record<string, unknown>) => boolean): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap((one) => found(one, is));
  const own = value as Record<string, unknown>;
  return !Array.isArray(value) && is(own) ? [own, ...below] : below;
}

const rows = (blocks: unknown[]) =>
  found(blocks, (one) => one.type === 'actions').map((row) =>
    (row.elements as { action_id: string }[]).map((one) => one.action_id),
  );

describe('what a card says', () => {
  it('shows at most three buttons and keeps the rest in a menu', () => {
    const { blocks } = toBlockKit(exceptionCard(sampleViews.open));
    expect(rows(blocks)).toEqual([['choose:release', 'reject', 'ask'], ['choose:cancel']]);
    const six = toBlockKit(exceptionCard(specialViews.six_options)).blocks;
    expect(rows(six)).toEqual([
      ['choose:substitute', 'reject', 'ask', 'more'],
      ['choose:split', 'choose:replenish'],
    ]);
  });

  it('lets every one of six options be pressed, in both products', () => {
    const ids = specialViews.six_options.options.map((option) => option.id);
    const { blocks } = toBlockKit(exceptionCard(specialViews.six_options));
    const { card } = toAdaptiveCard(exceptionCard(specialViews.six_options));
    const inSlack = found(blocks, (one) => one.type === 'button' || typeof one.value === 'string');
    const inTeams = found(card, (one) => one.type === 'Action.Execute');
    for (const pressed of [
      inSlack.map((one) => readCardAction(one.action_id as string, one.value)),
      inTeams.map((one) => readCardAction(one.verb as string, one.data)),
    ]) {
      const chosen = pressed.flatMap((one) => (one?.kind === 'choose' ? [one.optionId] : []));
      expect(chosen.toSorted()).toEqual(ids.toSorted());
    }
  });

  it('gives each confirm a button of its own, and Teams no row of more than six', () => {
    const { blocks } = toBlockKit(exceptionCard(specialViews.six_options));
    expect(found(blocks, (one) => one.type === 'overflow')[0]).not.toHaveProperty('confirm');
    const split = found(blocks, (one) => one.action_id === 'choose:split')[0];
    expect(JSON.stringify(split?.confirm)).toContain('Ship 180 of 240');
    expect(JSON.stringify(split?.confirm)).not.toContain('Apex Valve');
    const { card } = toAdaptiveCard(exceptionCard(specialViews.six_options));
    for (const one of found(card, (part) => Array.isArray(part.actions))) {
      expect((one.actions as unknown[]).length).toBeLessThanOrEqual(6);
    }
  });

  it('names the other cases on the order, the priority and the source in words', () => {
    for (const text of [slack(specialViews.six_options), teams(specialViews.six_options)]) {
      expect(text).toContain(
        'Also on this order: EX-1002 Credit hold (open); EX-1007 Duplicate order (rejected)',
      );
      expect(text).toContain('High priority · Decide by ');
      expect(text).toContain('from an EDI message');
    }
  });

  it('offers to undo for as long as it can, with a question first', () => {
    const card = exceptionCard(specialViews.undoable);
    expect(rows(toBlockKit(card).blocks)).toEqual([['undo']]);
    expect(card.actions[0]).toMatchObject({
      label: 'Undo Release',
      data: { v: 3 },
      confirm: expect.any(String),
    });
    for (const text of [slack(specialViews.undoable), teams(specialViews.undoable)]) {
      expect(text).toContain('Can be undone until ');
    }
    for (const text of [slack(sampleViews.resolved), teams(sampleViews.resolved)]) {
      expect(text).not.toContain('undo');
    }
  });

  it('reads well without an order', () => {
    for (const text of [slack(specialViews.policy_change), teams(specialViews.policy_change)]) {
      expect(text).toContain('from a policy proposal');
      expect(text).not.toMatch(/ERP|null|undefined/);
    }
  });

  it('offers no approval where it says why there is none', () => {
    const view = { ...sampleViews.open, blocked: 'No clause in force supports this.' };
    for (const text of [slack(view), teams(view)]) {
      expect(text).toContain('No clause in force supports this.');
      expect(text).not.toContain('choose:');
      expect(text).toContain('"reject"');
    }
  });

  it('tells what a model wrote from what a rule wrote', () => {
    expect(slack()).toContain('Reason by rule');
    const why = { ...sampleViews.open.why, by: 'model' as const };
    for (const text of [slack({ ...sampleViews.open, why }), teams({ ...sampleViews.open, why })]) {
      expect(text).toContain('Reason written by a model, checked against the clause');
    }
  });

  it('has no controls once settled, but still opens the clause', () => {
    for (const status of ['resolved', 'rejected', 'expired', 'withdrawn', 'acting'] as const) {
      for (const text of [slack(sampleViews[status]), teams(sampleViews[status])]) {
        expect(text).not.toMatch(/"(choose:[^"]*|reject|ask|more)"/);
        expect(text).toContain('"clause:harmony-2026#4.2"');
      }
    }
  });

  it('says how many lines it left out', () => {
    const rows = Array.from({ length: 24 }, (_, index) => [`SKU-${index}`, '1', '2', '3']);
    const view = { ...sampleViews.open, table: { columns: sampleViews.open.table!.columns, rows } };
    for (const text of [slack(view), teams(view)]) expect(text).toContain('and 12 more lines');
  });

  it('asks Teams to refresh only for the people it is given', () => {
    const card = exceptionCard(sampleViews.open);
    expect(toAdaptiveCard(card).card).not.toHaveProperty('refresh');
    expect(toAdaptiveCard(card, { refreshUserIds: ['29:daniel'] }).card).toMatchObject({
      refresh: { action: { type: 'Action.Execute', verb: 'refresh' }, userIds: ['29:daniel'] },
    });
  });

  it('lets a Teams reader choose whom to ask when people are known', () => {
    const askable = [{ id: 'maya-chen', name: 'Maya Chen', title: 'Order desk' }];
    const text = JSON.stringify(toAdaptiveCard(exceptionCard({ ...sampleViews.open, askable })).card);
    expect(text).toContain('"Maya Chen, Order desk"');
  });
});
