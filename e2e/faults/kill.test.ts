import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPglite } from '#core/store/pglite.ts';
import { cardsOf } from '../support/playground.ts';
import {
  freePort,
  type ProcessOptions,
  type ProductProcess,
  startProcess,
  temporaryDirectory,
} from '../support/process.ts';
import { expectBothCardsResolved, expectSettledOnce } from '../support/proof.ts';

type Place = NonNullable<ProcessOptions['failpoint']>;

const ofOneStep: Place[] = ['step.before-sent', 'step.after-sent', 'step.after-call', 'step.after-confirm'];
/** In the order in which an approval passes them: the process is killed at one, started again, killed at the next. */
const places: Place[] = [
  'decision.before-commit',
  'decision.after-commit',
  'action.before-plan',
  'action.after-plan',
  // Each step of the journal: the change, then the note.
  ...ofOneStep,
  ...ofOneStep,
  'action.before-finish',
];

const cases = [
  { order: 'SO-10482', action: 'choose:release', person: 'daniel-reyes', writes: ['release', 'note'] },
  { order: 'SO-10467', action: 'choose:correct', person: 'tessa-lindqvist', writes: ['reprice', 'note'] },
];

describe('kill -9 at every place of an approval, one after the other', () => {
  /** An installation that has shown its first cards. */
  const seeded = join(temporaryDirectory(), 'data');

  beforeAll(async () => {
    const product = await startProcess({ dataDir: seeded, port: await freePort() });
    for (const { order } of cases) await product.playground.cards(order);
    await product.stop();
  });

  it.each(cases)(
    'leaves one write of each kind and one decision on $order',
    async (one) => {
      const dataDir = join(temporaryDirectory(), 'data');
      cpSync(seeded, dataDir, { recursive: true });
      const port = await freePort();
      const approve = (product: ProductProcess) =>
        product.playground.press(one.order, one.action, one.person);

      for (const failpoint of places) {
        const product = await startProcess({ dataDir, port, failpoint });
        if (failpoint.startsWith('decision.')) {
          expect(await approve(product)).toMatchObject({ code: null });
        } else if (failpoint === 'action.before-plan') {
          // The decision was committed and never acknowledged: a second click is told so, if it comes in time.
          const again = await approve(product).catch(() => null);
          if (again?.code === 200) expect(again.private).toContain('approved this');
        } else {
          await moveOnWhileWaiting(product, one.order);
        }
        expect(await product.gone).toBe('SIGKILL');
      }

      const product = await startProcess({ dataDir, port });
      await moveOnWhileWaiting(product, one.order);
      await expectBothCardsResolved(product.playground, one.order);
      await product.stop();
      const database = await openPglite(dataDir);
      await expectSettledOnce(database, one);
      await database.close();
    },
    240_000,
  );
});

/** Where the card says that the ERP may still carry out what was sent, the clock moves past that time. */
async function moveOnWhileWaiting({ playground, gone }: ProductProcess, order: string): Promise<void> {
  const ended = gone.then(() => 'gone');
  const seen = () =>
    playground.until(`${order} waits or is settled`, (state) => {
      const cards = cardsOf(state, order);
      if (cards.every((card) => card.exception.status === 'resolved')) return 'settled';
      return cards.some((card) => card.content.includes('looking again')) && 'waits';
    });
  const how = await Promise.race([ended, seen().catch(() => ended)]);
  if (how === 'waits') await playground.moveClock(15).catch(() => {});
}
