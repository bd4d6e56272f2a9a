/** Every option of every exception type, carried out against the demo ERP by a click in each product. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { createDemoErp } from '#connectors/erp/demo/demoErp.ts';
import { causeTrouble, troubles } from '#connectors/erp/demo/troubles.ts';
import { stillStands } from '#core/actions/undoable.ts';
import { detect, exceptionTypes } from '#core/exceptions/index.ts';
import { type ActionSpec, inverseOf } from '#core/model/action.ts';
import type { Option } from '#core/model/exception.ts';
import { inTenant } from '#core/store/database.ts';
import { calderPolicy, holdPolicy } from './support/policy.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { expectWholeChains } from './support/proof.ts';

const company = 'calder-us';

/** They leave the trouble as it is, knowingly, or mend it later. */
const leavesTrouble = new Set<ActionSpec['kind']>([
  'add_note',
  'place_hold',
  'create_purchase',
  'create_transfer',
  'send_message',
  'request_claim',
]);

interface Stuck {
  orderNumber: string;
  messages: { slack?: string; teams?: string };
  exceptionId: string;
  type: string;
  orderId: string;
  options: Option[];
}

describe('every option of every type', () => {
  let product: RunningProduct;
  const done = new Set<string>();
  beforeAll(async () => {
    product = await startProduct('pglite');
    // Each case by itself, and everybody within reach: what is tried here is the doing, not the limits.
    const everything = calderPolicy({ batch: 'batch: off' }).replace(
      /requires: (clause|price_row)/g,
      'requires: policy',
    );
    await holdPolicy(product.database, 'calder', everything);
  });
  afterAll(() => product.stop());
  const clock = () => product.product.deps.clock;
  const erp = () => createDemoErp({ db: product.database.orm, company, clock: clock() });
  const rows = <Row>(statement: ReturnType<typeof sql>) =>
    inTenant(product.database, 'calder', (tx) => tx.rows<Row>(statement));

  /** Asks the database: drawing hundreds of cards for each look would take longer than all the rest. */
  const wait = <T>(what: string, find: () => Promise<T | undefined>): Promise<T> =>
    vi
      .waitUntil(find, { timeout: 60_000, interval: 20 })
      .catch(() => Promise.reject(new Error(`Not within 60 s: ${what}`))) as Promise<T>;

  async function cause(name: string, type: string): Promise<Stuck> {
    const { orderNumber, orderId } = await causeTrouble(product.database.orm, company, name, clock());
    const found = await wait(`a card about ${name} on ${orderNumber}`, async () => {
      const [row] = await rows<Omit<Stuck, 'orderNumber'>>(sql`
        select e.exception_id as "exceptionId", e.type, e.order_id as "orderId", p.body->'options' as options,
          (select json_object_agg(c.surface, o.external_id) from unhold.post o join unhold.channel c using (tenant_id, channel_id)
            where o.exception_id = e.exception_id and o.external_id is not null) as messages
        from unhold.exception e join unhold.proposal p using (tenant_id, exception_id, version)
        where e.order_id = ${orderId} and e.type = ${type} and e.settled_at is null`);
      return row?.messages?.slack && row.messages.teams ? row : undefined;
    });
    return { ...found, orderNumber };
  }

  /** Until it is decided: whoever the card names, and where it takes two, another one. */
  async function press(stuck: Stuck, option: Option, surface: 'slack' | 'teams'): Promise<string[]> {
    const answers: string[] = [];
    for (const person of ['priya-nair', 'daniel-reyes', 'tessa-lindqvist', 'maya-chen', 'luis-ortega']) {
      const answer = await product.playground.click({
        surface,
        message: stuck.messages[surface]!,
        action: `choose:${option.id}`,
        person,
      });
      answers.push(`${person}: ${answer.code} ${answer.private ?? answer.error}`);
      const [row] = await rows<{ status: string }>(
        sql`select status from unhold.exception where exception_id = ${stuck.exceptionId}`,
      );
      if (row?.status !== 'open' && row?.status !== 'needs_second') break;
    }
    return answers;
  }

  async function expectDone(stuck: Stuck, option: Option, said: string[]): Promise<void> {
    const action = option.action!;
    const label = `${stuck.type} ${option.id} on ${stuck.orderNumber}\n${said.join('\n')}`;
    const how = await wait(label, async () => {
      const [row] = await rows<{ status: string; key: string; steps: string[]; notices: string[] }>(sql`
        select a.status, a.key, e.notices, (select json_agg(s.status) from unhold.step s where s.action_id = a.action_id) as steps
        from unhold.action a join unhold.exception e using (tenant_id, exception_id)
        where a.exception_id = ${stuck.exceptionId} and a.finished_at is not null`);
      return row;
    });
    expect(how, label).toMatchObject({ status: 'applied' });
    expect(
      how.steps.every((status) => status === 'applied'),
      label,
    ).toBe(true);
    if (action.kind === 'send_message') {
      const mails = await rows<{ to: string }>(
        sql`select recipient as to from unhold.mail_out where key like ${`${how.key}%`}`,
      );
      expect(mails, label).toEqual([{ to: action.to }]);
      return;
    }
    const [after] = await erp().read([stuck.orderId]);
    const inverse = inverseOf(action, how.key);
    if (after && inverse)
      expect(stillStands(inverse, after), `${label}: the change is not in the ERP`).toBe(true);
    // What is backordered without a date is still short, and known to be.
    const isOpenEnded = action.kind === 'split_backorder' && action.backorderOn === null;
    if (!leavesTrouble.has(action.kind) && !isOpenEnded) {
      const types = (after ? detect(after) : []).map((finding) => finding.type);
      expect(types, `${label}: still in trouble`).not.toContain(stuck.type);
    }
    const log = await createDemoErpAdmin(product.database.orm, company, clock()).writeLog();
    expect(
      log.filter((entry) => entry.key?.startsWith(how.key) && entry.effect).length,
      label,
    ).toBeGreaterThan(0);
  }

  for (const trouble of troubles) {
    it(`${trouble.title} (${trouble.name})`, { timeout: 120_000 }, async () => {
      for (let more = true; more; ) {
        more = false;
        const first = await cause(trouble.name, trouble.type);
        const left = (['slack', 'teams'] as const).flatMap((surface) =>
          first.options
            .filter((option) => !done.has(`${trouble.type}/${option.id}/${surface}`))
            .map((option) => ({ option, surface })),
        );
        const [next] = left;
        if (!next) return;
        const said = await press(first, next.option, next.surface);
        await expectDone(first, next.option, said);
        done.add(`${trouble.type}/${next.option.id}/${next.surface}`);
        more = left.length > 1;
      }
    });
  }

  it('leaves out no type, and no option that a type can offer', async () => {
    const seen = new Set([...done].map((key) => key.split('/').slice(0, 2).join('/')));
    for (const type of exceptionTypes)
      expect([...seen].some((key) => key.startsWith(`${type.name}/`))).toBe(true);
    for (const key of everyOption) expect([...seen], key).toContain(key);
    await expectWholeChains(product.database);
    expect(product.errors).toEqual([]);
  });
});

const everyOption = Object.entries({
  credit_hold: 'release release_part deposit promise keep',
  pricing_mismatch: 'correct honour send_back',
  contract_conflict: 'correct hold accept tell',
  inventory_shortage: 'substitute split wait transfer replenish ask',
  shipping_documents: 'attach correct hold ask proceed',
  carrier_disruption: 'carrier expedite reroute reship reschedule ask',
  duplicate_order: 'cancel merge keep',
  fulfillment_rule: 'carrier date ask hold proceed',
  proof_of_delivery: 'obtain credit reship claim',
  order_change: 'accept decline keep',
}).flatMap(([type, ids]) => ids.split(' ').map((id) => `${type}/${id}`));
