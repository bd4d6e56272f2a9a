import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#core/store/database.ts';
import { openPostgres } from '#core/store/postgres.ts';
import { hasPostgres, newPostgres } from '../support/database.ts';
import { freePort, type ProductProcess, startProcess, temporaryDirectory } from '../support/process.ts';
import { expectBothCardsResolved, expectSettledOnce, expectWholeChains } from '../support/proof.ts';

describe.skipIf(!hasPostgres())('a database connection cut during a decision (needs postgres)', () => {
  let product: ProductProcess;
  let databaseUrl: string;
  /** Past the product: it locks what a decision needs, and ends the product's connections. */
  let admin: postgres.Sql;

  beforeAll(async () => {
    const fresh = await newPostgres();
    await fresh.database.close();
    databaseUrl = fresh.url;
    product = await startProcess({ dataDir: temporaryDirectory(), port: await freePort(), databaseUrl });
    admin = postgres(databaseUrl, { max: 3, onnotice: () => {}, connection: { application_name: 'test' } });
  });
  afterAll(async () => {
    await admin.end();
    expect(await Promise.race([product.gone, 'alive'])).toBe('alive');
    await product.stop();
  });
  const play = () => product.playground;

  const answers = async () =>
    (await fetch(`${play().url}/healthz`)).ok && (await play().state()).revision > 0;
  /** Ends every connection to this database but the test's own: the product's pool and its job queue's. */
  async function cut(): Promise<void> {
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> 'test'`;
  }
  const recovered = () => expect.poll(() => answers().catch(() => false), { timeout: 20_000 }).toBe(true);
  /** As people do who see an error: they press again. */
  const pressUntilTaken = (order: string, action: string, person: string) =>
    expect
      .poll(
        () =>
          play()
            .press(order, action, person)
            .then(
              (a) => a.code,
              () => null,
            ),
        { timeout: 20_000 },
      )
      .toBe(200);
  /** Statements of the product that wait for a lock now. */
  const waiting = async () => {
    const [row] = await admin<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and application_name <> 'test' and wait_event_type = 'Lock'`;
    return row!.n;
  };
  /** Reads what became of it on a connection that nobody has cut. */
  async function proven(check: (database: Database) => Promise<void>): Promise<void> {
    const database = openPostgres(databaseUrl, { max: 1 });
    await check(database).finally(() => database.close());
  }

  it.each([
    {
      where: 'before it reads the case',
      table: 'exception',
      order: 'SO-10482',
      by: 'daniel-reyes',
      action: 'choose:release',
      writes: ['release', 'note'],
    },
    {
      where: 'after it wrote the decision',
      table: 'audit_head',
      order: 'SO-10467',
      by: 'tessa-lindqvist',
      action: 'choose:correct',
      writes: ['reprice', 'note'],
    },
  ])(
    '$where, leaves nothing half done, and the next click settles it once',
    async ({ table, order, by, action, writes }) => {
      await play().cards(order, 'open');
      let click: Promise<unknown> | undefined;
      await admin.begin(async (locked) => {
        await locked.unsafe(`select 1 from unhold.${table} for update`);
        click = play().press(order, action, by);
        await expect.poll(waiting, { timeout: 15_000 }).toBeGreaterThan(0);
        await cut();
      });
      expect(await click).not.toMatchObject({ private: expect.stringContaining('Approved') });
      await recovered();
      expect(
        await admin`select d.verdict from unhold.decision d join unhold.exception e using (tenant_id, exception_id)
      where e.order_number = ${order}`,
      ).toHaveLength(0);
      expect((await play().cards(order)).map((card) => card.exception.status)).toEqual(['open', 'open']);
      await proven(expectWholeChains);

      await pressUntilTaken(order, action, by);
      await expectBothCardsResolved(play(), order);
      await proven((database) => expectSettledOnce(database, { order, writes }));
    },
  );

  it('again and again while people click and the ERP is written, settles each order once', async () => {
    const order = 'SO-20093';
    const people = ['daniel-reyes', 'priya-nair'];
    const [card] = await play().cards(order, 'open');
    const click = { surface: card!.product, message: card!.message.id, action: 'choose:release', version: 1 };
    for (let round = 0; round < 6; round++) {
      const clicks = people.map((person) => play().click({ ...click, person }));
      await cut();
      await Promise.all(clicks);
    }
    await recovered();
    for (const person of people) await pressUntilTaken(order, 'choose:release', person);
    await play().moveClock(15);
    await expectBothCardsResolved(play(), order);
    await proven((database) =>
      expectSettledOnce(database, {
        connection: 'calder-eu',
        order,
        writes: ['release', 'note'],
        decisions: 2,
      }),
    );
  });
});
