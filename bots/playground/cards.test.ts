import { expect, test } from 'vitest';
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { batchToAdaptiveCard } from '#cards/batchAdaptiveCard.ts';
import { batchToBlockKit } from '#cards/batchBlockKit.ts';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { noticeToAdaptiveCard, noticeToBlockKit } from '#cards/noticeCard.ts';
import { sampleBatch, sampleNotice } from '#cards/sampleBatch.ts';
import { sampleViews, specialViews } from '#cards/sampleViews.ts';
import type { ExceptionView } from '#core/model/exception.ts';
import { readContent } from './slack/api.ts';
import { checkCard } from './teams/cardSchema.ts';

const views: [string, ExceptionView][] = Object.entries({ ...sampleViews, ...specialViews });

test.each(views)('the card of an exception that is %s is taken by both products', (_, view) => {
  const { text, blocks } = toBlockKit(exceptionCard(view));
  expect(readContent({ text, blocks }, 4_000)).toMatchObject({ content: { text } });
  expect(checkCard(toAdaptiveCard(exceptionCard(view)).card)).toBeNull();
});

const many = {
  ...sampleBatch,
  items: Array.from({ length: 50 }, (_, index) => ({
    ...sampleBatch.items[0]!,
    exceptionId: `${sampleBatch.items[0]!.exceptionId}-${index}`,
  })),
};

test.each([
  ['a batch', batchToBlockKit(sampleBatch), batchToAdaptiveCard(sampleBatch)],
  ['a batch of fifty', batchToBlockKit(many), batchToAdaptiveCard(many)],
  ['a notice', noticeToBlockKit(sampleNotice), noticeToAdaptiveCard(sampleNotice)],
])('%s is taken by both products', (_, { text, blocks }, { card }) => {
  expect(readContent({ text, blocks }, 4_000)).toMatchObject({ content: { text } });
  expect(checkCard(card)).toBeNull();
});
