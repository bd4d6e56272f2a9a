import { describe, expect, it } from 'vitest';
import { toAdaptiveCard } from './adaptiveCard.ts';
import { toBlockKit } from './blockKit.ts';
import { exceptionCard } from './exceptionCard.ts';
import { sampleViews } from './sampleViews.ts';

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

describe.each(Object.entries(sampleViews))('the card of an exception that is %s', (status, view) => {
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

const slack = (view = sampleViews.open) => JSON.stringify(toBlockKit(exceptionCard(view)));
const teams = (view = sampleViews.open) => JSON.stringify(toAdaptiveCard(exceptionCard(view)));

describe('what a card says', () => {
  it('shows at most three buttons and keeps the rest in a menu', () => {
    const { blocks } = toBlockKit(exceptionCard(sampleViews.open));
    const row = blocks.find((block) => block.type === 'actions');
    expect(row?.elements.map((one) => ('action_id' in one ? one.action_id : ''))).toEqual([
      'choose:release',
      'reject',
      'ask',
      'more',
    ]);
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
