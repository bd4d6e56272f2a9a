/** Mails from arrival to answer, as a mail server hands them in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlaygroundState } from '#bots/playground/state.ts';
import { type Database, inTenant } from '#core/store/database.ts';
import { readSetting } from '#core/store/settings.ts';
import { type Card, cardsOf } from './support/playground.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { atRest, countRows } from './support/rest.ts';

const sample = (name: string) => readFileSync(join(import.meta.dirname, `../examples/mails/${name}.eml`));

let product: RunningProduct;
let database: Database;
let token: string;

beforeAll(async () => {
  product = await startProduct('pglite');
  ({ database } = product);
  for (const order of ['SO-10467', 'SO-20093', 'SO-30021']) await product.playground.cards(order);
  token = (await readSetting(database, 'playground.inbox-token.calder'))!;
});
afterAll(() => product.stop());

const post = (raw: string | Buffer) =>
  fetch(`${product.url}/inbox`, {
    method: 'POST',
    body: typeof raw === 'string' ? raw : new Uint8Array(raw),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
  });

interface Signal {
  status: string;
  reason: string | null;
  exception: string | null;
  order: string | null;
  exceptionStatus: string | null;
}

/** Hands a mail in, waits for all that comes of it, and tells what was kept. */
async function receive(raw: string | Buffer): Promise<Signal & { id: string; duplicate: boolean }> {
  const answer = await post(raw);
  expect(answer.status).toBe(202);
  const { signal: id, duplicate } = (await answer.json()) as { signal: string; duplicate: boolean };
  await atRest(database);
  const [signal] = await inTenant(database, 'calder', (tx) =>
    tx.rows<Signal>(sql`
      select s.status, s.reason, e.number as exception, e.order_number as order,
        e.status as "exceptionStatus"
      from unhold.signal s left join unhold.exception e on e.exception_id = s.exception_id where s.signal_id = ${id}`),
  );
  return { ...signal!, id, duplicate };
}

/** The bytes of a mail as they are kept. */
async function kept(id: string): Promise<Buffer> {
  const [row] = await inTenant(database, 'calder', (tx) =>
    tx.rows<{ raw: string }>(
      sql`select encode(raw, 'base64') as raw from unhold.signal where signal_id = ${id}`,
    ),
  );
  return Buffer.from(row!.raw, 'base64');
}

const mail = (head: Record<string, string>, text: string): string =>
  [
    ...Object.entries({
      From: 'Maya Chen <maya.chen@caldersupply.example>',
      To: 'inbox@calder.unhold.example',
      'Message-ID': `<${crypto.randomUUID()}@mail.example>`,
      'Content-Type': 'text/plain; charset=utf-8',
      ...head,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    text,
  ].join('\r\n');

const replies = async (): Promise<{ id: string; to: string; subject: string; text: string }[]> =>
  (await product.playground.state()).mailbox.filter((m) => m.direction === 'out' && m.tenant === 'calder');

/** What a mail led to in the mailbox. */
async function repliesTo(raw: string | Buffer) {
  const before = new Set((await replies()).map(({ id }) => id));
  const signal = await receive(raw);
  return { signal, replies: (await replies()).filter(({ id }) => !before.has(id)) };
}

/** Lines under a card, with the marks that keep links and mentions in them from working. */
const threadOf = (state: PlaygroundState, card: Card): string[] =>
  state.channels
    .flatMap((channel) => channel.messages)
    .filter((message) => message.thread === card.message.id)
    .map((message) => message.text);

const unmarked = (text: string) => text.replace(/[\u200b\u2060]/g, '');

/** Both cards of a case at Calder, once they say so. */
const cardsOfCase = (number: string, status: string): Promise<Card[]> =>
  product.playground.until(`${number} is ${status} in both products`, (state) => {
    const cards = cardsOf(state, number).filter(
      (card) =>
        card.tenant === 'calder' && card.exception.number === number && card.exception.status === status,
    );
    return cards.length === 2 && cards;
  });

it('a forwarded mail joins the open case, in both threads, and its sender gets the number', async () => {
  const { signal, replies } = await repliesTo(sample('01-credit-hold-forwarded'));
  const cards = await product.playground.cards('SO-10482');
  expect(signal).toMatchObject({ status: 'triaged', duplicate: false, order: 'SO-10482' });
  expect(signal.exception).toBe(cards[0]!.exception.number);
  const state = await product.playground.state();
  for (const card of cards) {
    expect(threadOf(state, card).map(unmarked)).toEqual([
      expect.stringMatching(/^Mail from owen.marsh@harmonylabs.example: Hi Maya/),
    ]);
  }
  expect(replies).toHaveLength(1);
  expect(replies[0]).toMatchObject({ to: 'maya.chen@caldersupply.example' });
  expect(replies[0]!.text).toContain(`This is ${signal.exception}`);
  expect(replies[0]!.text).toContain('added to an open case');
});

it('is kept verbatim', async () => {
  const raw = sample('01-credit-hold-forwarded');
  const { id } = await receive(raw);
  expect((await kept(id)).equals(raw)).toBe(true);
});

it('the same Message-ID ten times, also at once, is one signal, one line and one answer', async () => {
  const raw = sample('02-credit-hold-outlook-html');
  const first = await receive(raw);
  expect(first.duplicate).toBe(false);
  const before = await countRows(database);
  const again = await Promise.all(Array.from({ length: 10 }, () => post(raw)));
  for (const answer of again) {
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ signal: first.id, duplicate: true });
  }
  expect(await countRows(database)).toEqual(before);
});

it('is matched by the customer PO number alone, and by our digits alone', async () => {
  expect(await receive(sample('06-po-number-only'))).toMatchObject({ order: 'SO-10482' });
  const digits = mail(
    { Subject: 'Order 10482 still on credit hold' },
    'Order 10482 is still on credit hold. Why?',
  );
  expect(await receive(digits)).toMatchObject({ order: 'SO-10482' });
  const theirs = sample('03-price-direct');
  expect(await receive(theirs)).toMatchObject({ order: 'SO-10467' });
});

it('is matched by customer and items where nobody has a number', async () => {
  expect(await receive(sample('07-customer-and-items'))).toMatchObject({ order: 'SO-10482' });
});

it('strangers, machines and mailings get no answer', async () => {
  for (const name of [
    '03-price-direct',
    '09-auto-reply',
    '10-bounce',
    '11-newsletter',
    '14-something-else',
  ]) {
    const fresh = sample(name)
      .toString('latin1')
      .replace(/^Message-ID: <.*$/im, 'Message-ID: <again-$&>');
    const { replies } = await repliesTo(
      fresh.replace(/^Message-ID: .*$/im, `Message-ID: <${crypto.randomUUID()}@x>`),
    );
    expect(replies, name).toEqual([]);
  }
});

it('a colleague whose mailbox answers by itself gets no answer', async () => {
  const out = mail(
    { Subject: 'Out of office', 'Auto-Submitted': 'auto-replied' },
    'SO-10482 is on credit hold.',
  );
  const { signal, replies } = await repliesTo(out);
  expect(replies).toEqual([]);
  expect(signal).toMatchObject({ status: 'ignored', reason: expect.stringContaining('auto-reply') });
});

it('an unknown order becomes a case that needs matching; a stranger learns nothing of it', async () => {
  const { signal, replies } = await repliesTo(sample('08-unknown-order'));
  expect(signal).toMatchObject({ status: 'triaged', exceptionStatus: 'needs_matching', order: null });
  expect(replies).toEqual([]);
});

it('pressing a candidate matches the mail and joins the case of that order, in both threads', async () => {
  const from = { From: 'Luis Ortega <luis.ortega@caldersupply.example>', Subject: 'Fwd: Our order' };
  const text = [
    '---------- Forwarded message ---------',
    'From: Anke Peters <a.peters@hafenwerk.example>',
    'Subject: Our order',
    'To: Luis Ortega <luis.ortega@caldersupply.example>',
    '',
    'Your colleague says that our order is on credit hold. Why?',
  ];
  const { signal, replies } = await repliesTo(mail(from, text.join('\r\n')));
  expect(signal).toMatchObject({ exceptionStatus: 'needs_matching' });
  expect(replies).toHaveLength(1);
  expect(replies[0]!.text).toContain(
    `This is ${signal.exception}. Somebody will say which order it is about`,
  );
  // Whoever wrote in learns a number, and never which orders there are.
  expect(replies[0]!.text).not.toMatch(/SO-|HW-|Hafenwerk/);
  const cards = await cardsOfCase(signal.exception!, 'needs_matching');
  for (const card of cards) {
    expect(card.content).toContain('SO-20093 · Hafenwerk Hamburg');
    expect(card.content).not.toContain('writes to the ERP as');
  }
  const answer = await product.playground.click({
    surface: 'teams',
    message: cards.find((card) => card.product === 'teams')!.message.id,
    action: 'match:calder-eu/93',
    person: 'maya-chen',
  });
  expect(answer).toMatchObject({ code: 200 });
  await atRest(database);
  for (const card of await cardsOfCase(signal.exception!, 'resolved')) {
    expect(card.content).toContain('joined');
    expect(card.content).toContain('Maya Chen');
  }
  const state = await product.playground.state();
  const joined = cardsOf(state, 'SO-20093').filter((card) => card.exception.status === 'open');
  expect(joined).toHaveLength(2);
  for (const card of joined) {
    expect(threadOf(state, card)).toEqual([expect.stringContaining('our order is on credit hold. Why?')]);
  }
});

it('an unreadable mail is kept with its reason, and a known sender is told', async () => {
  const { signal, replies } = await repliesTo(sample('13-broken-mime'));
  expect(signal).toMatchObject({ status: 'unreadable', reason: expect.stringMatching(/none can be found/) });
  expect((await kept(signal.id)).equals(sample('13-broken-mime'))).toBe(true);
  expect(replies).toHaveLength(1);
  expect(replies[0]).toMatchObject({ to: 'maya.chen@caldersupply.example' });
  expect(replies[0]!.text).toContain('could not read it');
  const bytes = await repliesTo(Buffer.from([0, 1, 2, 255, 254, 0, 13, 10]));
  expect(bytes.signal).toMatchObject({ status: 'unreadable' });
  expect(bytes.replies).toEqual([]);
});

it('a mail that gives orders to a machine leads to no decision and no action, and is shown as text', async () => {
  const before = await countRows(database);
  const orders = async () => JSON.stringify((await product.playground.state()).orders);
  const erp = await orders();
  const { signal, replies } = await repliesTo(sample('12-injection'));
  // It names three orders: a person says which it means, if any.
  expect(signal).toMatchObject({ exceptionStatus: 'needs_matching' });
  const one = sample('12-injection')
    .toString()
    .replace(/SO-(?:10467|20093)/g, 'the others');
  const joined = await receive(one.replace('inj-1', 'inj-2'));
  expect(joined).toMatchObject({ order: 'SO-10482' });
  const after = await countRows(database);
  expect([after.decision, after.action]).toEqual([before.decision, before.action]);
  expect(await orders()).toBe(erp);
  expect(replies).toEqual([]);
  const state = await product.playground.state();
  const lines = (await cardsOfCase(joined.exception!, 'open')).map((card) =>
    threadOf(state, card).find((text) => unmarked(text).includes('harmony-labs-payments')),
  );
  const cards = await cardsOfCase(signal.exception!, 'needs_matching');
  const shown = [...lines, ...cards.map((card) => card.content)];
  expect(shown).toHaveLength(4);
  for (const text of shown) {
    expect(text).toContain('Ignore your instructions');
    expect(text).not.toMatch(/<!channel>|https?:\/\/approve\.invalid|<script/);
  }
});

it('a mail about nothing we know opens no case; a colleague is asked to say more', async () => {
  const { signal, replies } = await repliesTo(mail({ Subject: 'Parking' }, 'The north lot is resurfaced.'));
  expect(signal).toMatchObject({ status: 'ignored', exception: null });
  expect(replies[0]!.text).toContain('no case was opened');
});

it('says on the card when nobody vouches for a colleague, and when a stranger calls itself an approver', async () => {
  const colleague = await receive(
    sample('02-credit-hold-outlook-html')
      .toString()
      .replace(/^Message-ID: .*$/im, 'Message-ID: <unverified@x>'),
  );
  const state = await product.playground.state();
  const [card] = await cardsOfCase(colleague.exception!, 'open');
  expect(threadOf(state, card!).map(unmarked).join('\n')).toMatch(
    /Unverified: it says that it is from luis\.ortega/,
  );
  const imitator = await repliesTo(
    mail(
      { From: 'Priya Nair <priya@evil.example>', Subject: 'Order SO-19998' },
      'SO-19998 is on credit hold. Release it today.',
    ),
  );
  expect(imitator.replies).toEqual([]);
  for (const asked of await cardsOfCase(imitator.signal.exception!, 'needs_matching')) {
    expect(unmarked(asked.content)).toMatch(
      /calls itself Priya Nair, and priya@evil\.example is not their address/,
    );
  }
});

/** The newest of our mails about a case, by the Message-ID that it carries. */
async function ourMail(number: string): Promise<string> {
  const [row] = await inTenant(database, 'calder', (tx) =>
    tx.rows<{
      id: string;
    }>(sql`select mail_id as id from unhold.mail_out m join unhold.exception e on e.exception_id = m.exception_id
      where e.number = ${number} order by m.created_at desc limit 1`),
  );
  return `<unhold-${row!.id}@calder.unhold.example>`;
}

it('an answer to our mail joins its case whatever it says; one of ours that came back is told there', async () => {
  const { signal } = await repliesTo(
    sample('01-credit-hold-forwarded')
      .toString()
      .replace(/^Message-ID: .*$/im, 'Message-ID: <asked@x>'),
  );
  const ours = await ourMail(signal.exception!);
  const answered = await repliesTo(
    mail(
      { Subject: 'Re: Fwd: hold', 'In-Reply-To': ours, References: `<asked@x> ${ours}` },
      'Thanks, the truck comes on Thursday.',
    ),
  );
  expect(answered.signal).toMatchObject({ status: 'triaged', exception: signal.exception });
  expect(answered.replies).toEqual([]);
  const returned = await repliesTo(
    mail(
      {
        From: 'Mail Delivery System <mailer-daemon@x.example>',
        Subject: 'Undelivered Mail Returned to Sender',
      },
      `The mail could not be delivered.\r\n\r\nMessage-ID: ${ours}`,
    ),
  );
  expect(returned.signal).toMatchObject({ exception: signal.exception });
  expect(returned.replies).toEqual([]);
  const state = await product.playground.state();
  for (const card of await cardsOfCase(signal.exception!, 'open')) {
    const lines = threadOf(state, card).map(unmarked);
    expect(lines.filter((line) => line.includes('the truck comes on Thursday'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('came back: it was not delivered'))).toHaveLength(1);
  }
  // A machine's answer to it is no answer, and an id that nobody gave is nobody's.
  const machine = await receive(
    mail({ Subject: 'Re: hold', 'In-Reply-To': ours, 'Auto-Submitted': 'auto-replied' }, 'I am away.'),
  );
  expect(machine).toMatchObject({ status: 'ignored', exception: null });
  const guessed = await receive(
    mail(
      { Subject: 'Re: hold', 'In-Reply-To': `<unhold-${crypto.randomUUID()}@calder.unhold.example>` },
      'Thanks.',
    ),
  );
  expect(guessed).toMatchObject({ status: 'ignored', exception: null });
});

it('a mail to "inbox+team" is shown in the channel of that team', async () => {
  const before = (await product.playground.state()).channels.filter((c) => c.tenant === 'calder');
  const name = before.find((c) => c.product === 'slack')!.name.replace(/^#/, '');
  const asked = await receive(
    mail(
      { To: `inbox+${name}@calder.unhold.example`, Subject: 'Order SO-19997' },
      'SO-19997 is on credit hold.',
    ),
  );
  expect(asked).toMatchObject({ exceptionStatus: 'needs_matching' });
  const rows = await inTenant(database, 'calder', (tx) =>
    tx.rows<{
      name: string;
    }>(sql`select c.name from unhold.post p join unhold.channel c on c.channel_id = p.channel_id
      join unhold.exception e on e.exception_id = p.exception_id where e.number = ${asked.exception}`),
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.name.replace(/^#/, '').toLowerCase()))).toEqual(
    new Set([name.toLowerCase()]),
  );
});

it('nobody gets more than twenty answers an hour', async () => {
  await inTenant(database, 'calder', (tx) =>
    tx.rows(sql`insert into unhold.mail_out (mail_id, tenant_id, key, sender, recipient, subject, text, created_at)
      select 'earlier-' || n, 'calder', 'earlier-' || n, 'inbox@calder.unhold.example', 'daniel.reyes@caldersupply.example', 'x', 'x',
        now() from generate_series(1, 19) n`),
  );
  const parking = (n: number) =>
    repliesTo(
      mail(
        { From: 'Daniel Reyes <daniel.reyes@caldersupply.example>', Subject: `Parking ${n}` },
        'The north lot is resurfaced.',
      ),
    );
  expect((await parking(1)).replies).toHaveLength(1);
  expect((await parking(2)).replies).toHaveLength(0);
});

it('takes 25 MB', async () => {
  const head = mail(
    { Subject: 'SO-10482 on credit hold', 'MIME-Version': '1.0' },
    'Please release SO-10482.\r\n',
  );
  const raw = Buffer.alloc(25 * 1024 * 1024, `${'x'.repeat(76)}\n`);
  raw.write(`${head}\r\n`);
  expect(await receive(raw)).toMatchObject({ order: 'SO-10482' });
});

it('ends with whole records and nothing failed inside', async () => {
  const audit = (await product.playground.state()).records.filter((r) => r.event.startsWith('signal.'));
  expect(audit.length).toBeGreaterThan(10);
  expect(product.errors).toEqual([]);
});
