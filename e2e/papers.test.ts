/** Files that people send: read, compared with their order, turned into the right card, asked about where in doubt. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeMail } from '#bots/playground/page/client/mime.ts';
import { inTenant } from '#core/store/database.ts';
import { describeOnBoth } from './support/database.ts';
import { type Card, cardsOf } from './support/playground.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { atRest } from './support/rest.ts';

describeOnBoth('papers that people send', (engine) => {
  let product: RunningProduct;
  beforeAll(async () => {
    product = await startProduct(engine);
  });
  afterAll(() => product.stop());
  const play = () => product.playground;

  /** As the playground's own samples travel. */
  async function sample(file: string): Promise<string> {
    const response = await fetch(`${play().url}/playground/samples/${encodeURIComponent(file)}`, {
      headers: { authorization: `Bearer ${product.adminToken}` },
    });
    return response.text();
  }
  const letter = (subject: string, text: string) =>
    writeMail({
      from: { name: 'Robin', email: 'robin@elsewhere.example' },
      to: 'inbox@caldersupply.example',
      subject,
      text,
      at: new Date('2026-11-24T10:00:00Z'),
      id: crypto.randomUUID(),
    });
  /** What came of a mail: the signal, and the case it belongs to. */
  async function came(signal: string) {
    await atRest(product.database);
    const [row] = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{
        status: string;
        reason: string | null;
        id: string | null;
        type: string | null;
        order: string | null;
      }>(sql`
        select s.status, s.reason, e.exception_id as id, e.type, e.order_number as order from unhold.signal s
          left join unhold.exception e on e.exception_id = s.exception_id where s.signal_id = ${signal}`),
    );
    return row!;
  }
  const send = async (raw: string) => came((await play().mail('calder', raw)).signal!);
  const cardOf = async (id: string, product_: 'slack' | 'teams' = 'slack'): Promise<Card> =>
    cardsOf(await play().state(), id).find((card) => card.product === product_)!;
  const eventCases = () =>
    inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ type: string; order: string | null }>(sql`
        select e.type, e.order_number as order from unhold.signal s join unhold.exception e on e.exception_id = s.exception_id
        where s.source in ('edi', 'document')`),
    );

  it.each([
    ['documents-order-confirmation-price-difference.pdf.eml', 'pricing_mismatch', 'SO-10487', 'BRG-6204'],
    ['documents-proof-of-delivery-shortage.pdf.eml', 'proof_of_delivery', 'SO-10450', '40 pc PPE-2040 short'],
    ['edi-01-850-order.edi.eml', 'order_change', 'SO-10482', 'LAB-2210'],
  ])('%s gets the card of its trouble, with what differs on it', async (file, type, order, words) => {
    const { id, ...rest } = await send(await sample(file));
    expect(rest).toMatchObject({ status: 'triaged', type, order });
    expect((await cardOf(id!)).content).toContain(words);
  });

  it.each([
    ['edi-02-855-backorder-and-price.edi.eml', 'inventory_shortage', 'SO-10473'],
    ['edi-04-214-delayed.edi.eml', 'carrier_disruption', 'SO-10447'],
    ['edi-09-order-response.xml.eml', 'inventory_shortage', 'SO-20090'],
  ])('%s becomes an exception of the right type without anybody reading it', async (file, type, order) => {
    await send(await sample(file));
    expect(await eventCases()).toContainEqual({ type, order });
  });

  it('a paper that says what the order says opens nothing, and whoever sent it hears what was read', async () => {
    const { status, reason } = await send(await sample('documents-purchase-order-harmony-labs.pdf.eml'));
    expect(status).toBe('ignored');
    expect(reason).toContain('papers say nothing else');
    await play().until('the answer is in the mailbox', (state) =>
      state.mailbox.some((mail) => mail.direction === 'out' && mail.text.includes('purchase order HL-77120')),
    );
  });

  it('what was not read for sure is asked on the card, and the answer stands there and is kept as an example', async () => {
    const first = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ id: string }>(
        sql`select exception_id as id from unhold.exception where order_number = 'SO-10487'`,
      ),
    );
    const card = await cardOf(first[0]!.id, 'teams');
    expect(card.content).toContain('We read 10 of 11 fields');
    // The place in the paper stands beside the question, from an address that the playground's page may show.
    const [crop] = card.content.match(/http[^"]*\/crops\/[^"]*/) ?? [];
    expect(crop?.startsWith(`${play().url}/crops/`)).toBe(true);
    const picture = await fetch(crop!);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const start = Buffer.from(await picture.arrayBuffer()).subarray(0, 4);
    expect(start.toString('latin1')).toBe('\x89PNG');
    expect((await fetch(crop!.replace('/seller?', '/total?'))).status).toBe(401);
    const inputs = { 'field:seller': 'Calder Supply Inc.' };
    const person = 'maya-chen';
    await play().click({ surface: 'teams', message: card.message.id, action: 'fill', person, inputs });
    await play().until('nothing is asked any more', (state) =>
      cardsOf(state, first[0]!.id).every(({ content }) => !content.includes('We read')),
    );
    const kept = await inTenant(product.database, 'calder', (tx) =>
      tx.rows(sql`select name, answer, person_id as by from unhold.field_example`),
    );
    expect(kept).toEqual([{ name: 'seller', answer: 'Calder Supply Inc.', by: person }]);
  });

  it('what a stranger mails as an EDI file says whose mail it came in, once for each kind of trouble', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => [
      `PO1*${n + 1}*10*EA*5**VP*BRG-${1000 + n}`,
      'ACK*IB*10*EA*068*20261204',
    ]).flat();
    const segments = ['ST*855*0001', 'BAK*00*AC*NF-5540*20261123', ...lines, 'CTT*40'];
    const edi = [
      'ISA*00*          *00*          *ZZ*MALLORY        *ZZ*CALDER         *261123*1200*U*00401*000000077*0*P*>',
      'GS*PR*MALLORY*CALDER*20261123*1200*77*X*004010',
      ...segments,
      `SE*${segments.length + 1}*0001`,
      'GE*1*77',
      'IEA*1*000000077',
    ].join('~\n');
    const raw = writeMail({
      from: { name: 'Mallory', email: 'mallory@evil.example' },
      to: 'inbox@caldersupply.example',
      subject: 'answer',
      text: 'Please see attached.',
      at: new Date('2026-11-24T10:00:00Z'),
      id: crypto.randomUUID(),
      // Half of the last character would not fit into the database.
      files: [{ name: `a\u{1F600}${'x'.repeat(55)}.edi`, bytes: new TextEncoder().encode(`${edi}~`) }],
    });
    await send(raw);
    const events = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ id: string }>(sql`
        select exception_id as id from unhold.signal where source = 'edi' and source_key like 'mail:%evil%' or body->'via'->>'from' = 'mallory@evil.example'`),
    );
    expect(events).toHaveLength(1);
    const { content } = await cardOf(events[0]!.id);
    expect(content).toContain('mallory@evil.example');
  });

  it('a person corrects the type: the case goes on as what it is, and its mail is an example', async () => {
    const { id } = await send(
      letter('SO-10475', 'Hello, the unit price on order SO-10475 is wrong, we agreed on 11.20 each.'),
    );
    const card = await cardOf(id!);
    expect(card.content).toContain('Pricing');
    await play().click({
      surface: 'slack',
      message: card.message.id,
      action: 'retype',
      person: 'maya-chen',
      inputs: { type: 'contract_conflict' },
    });
    await atRest(product.database);
    const cases = await inTenant(product.database, 'calder', (tx) =>
      tx.rows(
        sql`select type, status from unhold.exception where order_number = 'SO-10475' order by opened_at`,
      ),
    );
    expect(cases).toEqual([{ type: 'contract_conflict', status: 'open' }]);
    expect((await cardOf(id!)).content).toContain('contract conflict');
    const examples = await inTenant(product.database, 'calder', (tx) =>
      tx.rows(sql`select label, was from unhold.example`),
    );
    expect(examples).toEqual([{ label: 'contract_conflict', was: 'pricing_mismatch' }]);
  });

  it('an answer to the customer leaves when somebody else approves it, in the thread of their mail', async () => {
    const [open] = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ id: string }>(sql`
        select exception_id as id from unhold.exception where order_number = 'SO-10475' and status = 'open'`),
    );
    const words = 'We will look at the price today.';
    const { message } = await cardOf(open!.id);
    const click = { surface: 'slack' as const, message: message.id, person: 'maya-chen' };
    await play().click({ ...click, action: 'write', inputs: { message: words } });
    await play().until('the draft stands on the card', (state) =>
      cardsOf(state, open!.id).every(
        ({ content }) => content.includes(words) && content.includes('Send Answer'),
      ),
    );
    expect((await play().press(open!.id, 'choose:answer', 'maya-chen', 'slack')).private).toMatch(
      /asked|wrote|decide/,
    );
    // Half approved, it stays what was approved.
    await inTenant(product.database, 'calder', (tx) =>
      tx.rows(sql`update unhold.exception set status = 'needs_second' where exception_id = ${open!.id}`),
    );
    const other = await play().click({ ...click, action: 'retype', inputs: { type: 'none' } });
    expect(other.private).toContain('is being decided');
    await inTenant(product.database, 'calder', (tx) =>
      tx.rows(sql`update unhold.exception set status = 'open' where exception_id = ${open!.id}`),
    );
    await play().press(open!.id, 'choose:answer', 'priya-nair', 'slack');
    const mail = await play().until('the mail is out', (state) =>
      state.mailbox.find((one) => one.direction === 'out' && one.to.includes('robin@elsewhere.example')),
    );
    expect(mail).toMatchObject({
      text: expect.stringContaining(words),
      inReplyTo: expect.stringContaining('playground'),
    });
    for (const card of await play().cards(open!.id, 'open'))
      expect(card.content).not.toContain('Send Answer');
    expect(product.errors.filter((error) => !error.includes('not posted yet'))).toEqual([]);
  });
});
