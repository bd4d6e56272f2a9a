import { expect, test } from 'vitest';
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { sampleViews } from '#cards/sampleViews.ts';
import { readContent } from './slack/api.ts';
import { checkCard } from './teams/cardSchema.ts';

const views = Object.entries(sampleViews);

test.each(views)('the card of an exception that is %s is taken by both products', (_, view) => {
  const { text, blocks } = toBlockKit(exceptionCard(view));
  expect(readContent({ text, blocks }, 4_000)).toMatchObject({ content: { text } });
  expect(checkCard(toAdaptiveCard(exceptionCard(view)).card)).toBeNull();
});
