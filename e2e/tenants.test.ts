/** Two companies on one installation: nothing of one is seen, asked, decided or found by the other, by any door. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { inTenant } from '#core/store/database.ts';
import { readSetting } from '#core/store/settings.ts';
import { type Activity, type Chat, listenIn, slackPress, slackSubmit } from './support/chat.ts';
import { type Card, cardsOf } from './support/playground.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { expectSettledOnce, expectWholeChains } from './support/proof.ts';
import { atRest, countRows, type Rows } from './support/rest.ts';

const bright = { team: 'T0BRIGHT', user: 'U0OMAR' };
const brightTeams = '22222222-2222-4222-8222-222222222222';

let product: RunningProduct;
let chat: Chat;
/** Of Calder: SO-10482. */
let calder: Card;
let question: string;
let clause: string;
let calderTeamsCard: Card;

beforeAll(async () => {
  product = await startProduct('pglite');
  chat = await listenIn(product);
  const cards = await product.playground.cards('SO-10482');
  calder = cards.find((card) => card.product === 'slack')!;
  calderTeamsCard = cards.find((card) => card.product === 'teams')!;
  clause = /clause:([\w.-]+:[\w.-]+)/.exec(calder.content)![1]!;
  await product.playground.click({
    surface: 'slack',
    message: calder.message.id,
    action: 'ask',
    person: 'daniel-reyes',
    inputs: { of: 'maya-chen', question: 'Did they promise a date?' },
  });
  await atRest(product.database);
  const [asked] = await inTenant(product.database, 'calder', (tx) =>
    tx.rows<{ id: string }>(sql`select question_id as id from unhold.question`),
  );
  question = asked!.id;
});
afterAll(() => product.stop());

const decided = ({ decision, action, question: asked, exception, signal }: Rows) => ({
  decision,
  action,
  asked,
  exception,
  signal,
});
const answers = () =>
  inTenant(product.database, 'calder', (tx) => tx.rows(sql`select answer from unhold.question order by 1`));

describe('a person of Brightwater, who may decide everything there', () => {
  let before: Rows;
  let heard: number;
  /** What the stand-ins hold that somebody of Brightwater can see. */
  const seen = async () => {
    const state = await product.playground.state();
    return state.channels.filter((channel) => channel.tenant === 'brightwater');
  };
  const told = async () => (await seen()).flatMap((channel) => channel.messages).length;
  beforeEach(async () => {
    before = await countRows(product.database);
    heard = await told();
  });
  const nothingHappened = async () => {
    expect(decided(await countRows(product.database))).toEqual(decided(before));
    expect(await answers()).toEqual([{ answer: null }]);
    expect((await product.playground.cards('SO-10482')).map((c) => c.exception.status)).toEqual([
      'open',
      'open',
    ]);
    const shown = JSON.stringify(await seen());
    expect(shown).not.toMatch(/Harmony|SO-10482|HL-77120|Daniel Reyes/);
  };

  it('sees no card of Calder in either product', async () => {
    for (const card of [calder, calderTeamsCard]) {
      for (const action of ['choose:release', 'reject', 'ask', `clause:${clause}`]) {
        const answer = await product.playground.click({
          surface: card.product,
          message: card.message.id,
          action,
          person: 'omar-said',
          inputs: { reason: 'x', question: 'x', of: 'maya-chen' },
        });
        expect(answer.code).toBe(404);
      }
    }
    await nothingHappened();
  });

  // Reject, Ask and Answer open a dialog first; what it submits comes next.
  it.each(['choose:release', 'match:calder-us/482', 'refresh'])(
    'cannot %s on it in Slack, whatever the request names',
    async (id) => {
      const action = { id, exception: calder.exception.id, question };
      const answer = await chat.slack({ body: slackPress(bright, action) });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('');
      await nothingHappened();
    },
  );

  it.each(['reject', 'ask', 'answer'])('cannot submit the %s dialog about it', async (kind) => {
    const field = { reject: 'reason', ask: 'question', answer: 'answer' }[kind]!;
    const memory = { e: calder.exception.id, v: 1, q: question };
    const answer = await chat.slack({ body: slackSubmit(bright, kind, field, memory) });
    expect(answer.status).toBe(200);
    await nothingHappened();
  });

  it('gets no clause of Calder shown in Slack', async () => {
    const action = { id: `clause:${clause}`, exception: calder.exception.id };
    await chat.slack({ body: slackPress(bright, action) });
    await nothingHappened();
  });

  const inTeams = (verb: string, data: Record<string, unknown>) => (activity: Activity) => ({
    ...activity,
    from: { ...activity.from, id: '29:omar', aadObjectId: '29:omar' },
    conversation: { ...activity.conversation, tenantId: brightTeams },
    channelData: { ...activity.channelData, tenant: { id: brightTeams } },
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  });

  it.each(['choose:release', 'reject', 'ask', 'answer', 'match:calder-us/482', 'refresh', 'clause'])(
    'cannot %s on it in Teams, whatever the request names',
    async (verb) => {
      const name = verb === 'clause' ? `clause:${clause}` : verb;
      const words = { reason: 'x', question: 'x', answer: 'x', of: 'maya-chen' };
      const data = { e: calder.exception.id, v: 1, q: question, ...words };
      const answer = await chat.teams(inTeams(name, data));
      expect(answer.status).toBe(200);
      const { type, value } = (await answer.json()) as { type: string; value: unknown };
      // Words for the person, never a card.
      expect(type).toBe('application/vnd.microsoft.activity.message');
      expect(value).toMatch(/no case of your company|not there|not for you/);
      await nothingHappened();
      expect(await told()).toBe(heard);
    },
  );

  it('is a guest in a channel that Calder shares: may look, and decides nothing', async () => {
    const guest = { team: 'T0CALDER', user: 'U0OMAR', userTeam: 'T0BRIGHT' };
    await chat.slack({ body: slackPress(guest, { id: 'choose:release', exception: calder.exception.id }) });
    await nothingHappened();
  });

  it('is nobody in the workspace of Calder, and decides nothing', async () => {
    const nobody = { team: 'T0CALDER', user: 'U0OMAR' };
    const memory = { e: calder.exception.id, v: 1 };
    await chat.slack({ body: slackPress(nobody, { id: 'choose:release', exception: calder.exception.id }) });
    await chat.slack({ body: slackSubmit(nobody, 'reject', 'reason', memory) });
    const answer = await chat.teams((activity) => ({
      ...activity,
      from: { ...activity.from, id: '29:omar', aadObjectId: '29:omar' },
    }));
    expect(((await answer.json()) as { value: unknown }).value).toContain('not linked to a person');
    expect(decided(await countRows(product.database))).toEqual(decided(before));
    expect(await answers()).toEqual([{ answer: null }]);
  });

  it('opens no passage of Calder, with a session of their own', async () => {
    const response = await fetch(`${product.url}/playground/session`, {
      method: 'POST',
      headers: { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ person: 'omar-said' }),
    });
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    const open = (id: string) => fetch(`${product.url}/passages/${id}`, { headers: { cookie } });
    const own = /clause:([\w.-]+:[\w.-]+)/.exec(
      (await product.playground.cards('SO-30021')).map((card) => card.content).join(),
    )![1]!;
    expect((await open(own)).status).toBe(200);
    const foreign = await open(clause);
    expect(foreign.status).toBe(404);
    expect(await foreign.text()).not.toContain('Harmony');
  });

  it('finds nothing of Calder by search, also when it names Calder’s ERP and customer', async () => {
    const found = await product.product.deps.knowledge.search({
      tenantId: 'brightwater',
      connectionId: 'calder-us',
      customerId: 'C-1001',
      on: new Date().toISOString().slice(0, 10),
      question: 'credit hold release Harmony Labs',
      limit: 50,
    });
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toMatch(/Harmony|Calder/);
  });

  it('reaches no order of Calder by a mail to its own inbox', async () => {
    const token = await readSetting(product.database, 'playground.inbox-token.brightwater');
    const mail = readFileSync(join(import.meta.dirname, '../examples/mails/01-credit-hold-forwarded.eml'));
    const answer = await fetch(`${product.url}/inbox`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
      body: new Uint8Array(mail),
    });
    expect(answer.status).toBe(202);
    await atRest(product.database);
    const [kept] = await inTenant(product.database, 'brightwater', (tx) =>
      tx.rows<{ order: string | null; candidates: unknown[] }>(sql`
        select e.order_id as order, p.body->'candidates' as candidates
        from unhold.signal s join unhold.exception e using (tenant_id, exception_id)
          join unhold.proposal p using (tenant_id, exception_id) where s.source = 'email'`),
    );
    expect(kept).toEqual({ order: null, candidates: [] });
    const state = await product.playground.state();
    expect(state.channels.flatMap((c) => c.messages).filter((m) => m.thread === calder.message.id)).toEqual(
      [],
    );
    // Maya is nobody there: no answer to her from a company that is not hers.
    expect(state.mailbox.filter((m) => m.direction === 'out')).toEqual([]);
  });
});

describe('one company with two ERPs', () => {
  it('writes each approval into the company that the order is of, and nowhere else', async () => {
    const { playground, database } = product;
    const { message } = calderTeamsCard;
    const press = { surface: 'teams' as const, message: message.id, action: 'choose:release' };
    await playground.click({ ...press, person: 'daniel-reyes' });
    await playground.press('SO-20093', 'choose:release', 'daniel-reyes');
    await playground.press('SO-20093', 'choose:release', 'priya-nair');
    const ours = (order: string) => (state: Parameters<typeof cardsOf>[0]) => {
      const cards = cardsOf(state, order).filter((card) => card.exception.status === 'resolved');
      return cards.length === 2 && cards;
    };
    for (const order of ['SO-10482', 'SO-20093']) await playground.until(`${order} is released`, ours(order));
    await atRest(database);
    await expectSettledOnce(database, { order: 'SO-10482', writes: ['release', 'note'] });
    await expectSettledOnce(database, {
      connection: 'calder-eu',
      order: 'SO-20093',
      writes: ['release', 'note'],
      decisions: 2,
    });
    const wrote = async (company: string) =>
      (await createDemoErpAdmin(database.orm, company).writeLog())
        .filter((entry) => entry.who === 'unhold' && entry.effect)
        .map((entry) => `${entry.what} ${entry.orderId}`);
    expect(await wrote('calder-us')).toEqual(['release 482', 'note 482']);
    expect(await wrote('calder-eu')).toEqual(['release 93', 'note 93']);
    expect(await wrote('brightwater')).toEqual([]);
  });
});

describe('a person whom the company removes', () => {
  it('loses the right between the card and the click', async () => {
    const file = readFileSync(join(import.meta.dirname, '../examples/company/calder.people.yaml'), 'utf8');
    const without = file.replace(/ {2}- id: tessa-lindqvist[\s\S]*?(?= {2}- id:)/, '');
    expect(without).not.toContain('tessa');
    const [card] = await product.playground.cards('SO-10467', 'open');
    expect(card!.content).toContain('Tessa Lindqvist');
    const answer = await fetch(`${product.url}/admin/command`, {
      method: 'POST',
      headers: { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'people import',
        files: [{ name: 'people.yaml', data: Buffer.from(without).toString('base64') }],
        options: {},
      }),
    });
    expect(await answer.json()).toMatchObject({
      exitCode: 0,
      lines: [{ data: { tenant: 'calder', people: 4 } }],
    });
    const before = await countRows(product.database);
    const press = { id: 'choose:correct', exception: card!.exception.id };
    await chat.slack({ body: slackPress({ team: 'T0CALDER', user: 'U0TESSA' }, press) });
    const told = await chat.teams((activity) => ({
      ...activity,
      from: { ...activity.from, id: '29:tessa', aadObjectId: '29:tessa' },
      value: {
        action: { verb: press.id, data: { e: press.exception, v: 1 } },
        trigger: 'manual',
      },
    }));
    expect(((await told.json()) as { value: unknown }).value).toContain('not linked to a person');
    expect(decided(await countRows(product.database))).toEqual(decided(before));
    const refused = (await product.playground.state()).records.filter((r) => r.actor === 'unlinked:U0TESSA');
    expect(refused.map((r) => r.event)).toEqual(['decision.refused']);
    // Whoever still has the right decides, on the same card.
    await product.playground.press('SO-10467', 'choose:correct', 'priya-nair');
    await product.playground.cards('SO-10467', 'resolved');
  });

  it('leaves whole records, and nothing failed inside', async () => {
    await atRest(product.database);
    await expectWholeChains(product.database);
    expect(product.errors).toEqual([]);
  });
});
