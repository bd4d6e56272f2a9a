import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionTypes } from '#core/exceptions/index.ts';
import { parsePolicy } from '#core/policy/policy.ts';
import { importCompany, parseCompany } from '#core/setup/company.ts';
import { type Database, inTenant } from '#core/store/database.ts';
import type { CommandFile, CommandOptions, Line, Result } from './commands.ts';
import { describeOnBoth, openTestDatabase } from './e2e/support/database.ts';
import { policyCommands } from './policyCommands.ts';
import type { Running } from './serve.ts';

const root = import.meta.dirname;
const file = (text: string, name = 'policy.yaml'): CommandFile => ({
  name,
  data: Buffer.from(text).toString('base64'),
});
const run = (
  name: string,
  policy: string,
  options: CommandOptions = {},
  running: Running | null = null,
): Promise<Result> => policyCommands[name]!.run({ files: [file(policy)], options, env: {} }, running);

const policy = `currency: USD
rates: { EUR: { rate: "1.10", on: 2026-01-01 } }
roles: [rep, credit_manager, controller]
rules:
  - id: small
    because: A look costs more.
    type: pricing_mismatch
    action: change_price
    when: { tiers: [A] }
    mode: automatic
    automaticUpTo: "50"
    limits: { rep: "500" }
  - id: price
    type: pricing_mismatch
    action: [change_price, add_note]
    limits: { rep: "500", controller: "5000" }
  - id: release
    type: credit_hold
    action: release_hold
    limits: { credit_manager: "25000", controller: "250000" }
    several: [{ above: "50000", people: 2, roles: [credit_manager, controller] }]
escalation:
  - { type: "*", steps: [{ after: 4h clock, do: remind }] }
`;

describe('the policies that come with Unhold', () => {
  const paths = globSync('examples/{company/*.policy,policies/*}.yaml', { cwd: root });

  it.each(paths)('%s can be used as it is', async (path) => {
    const source = readFileSync(join(root, path), 'utf8');
    const { lines, exitCode } = await run('policy check', source);
    expect(lines[0]?.say).toContain('OK: ');
    expect(exitCode).toBe(0);
    const { rules, calendar } = parsePolicy(source);
    expect(calendar.timeZone).toBeDefined();
    for (const { name } of exceptionTypes)
      expect(
        rules.some((rule) => rule.type.includes(name)),
        `${path} says nothing of ${name}`,
      ).toBe(true);
  });

  it.each(paths.filter((path) => path.includes('policies/')))('%s explains every rule', (path) => {
    const source = readFileSync(join(root, path), 'utf8');
    expect(source.startsWith('#')).toBe(true);
    for (const rule of parsePolicy(source).rules) expect(rule.because, rule.id).toBeTruthy();
  });
});

describe('policy check', () => {
  it('says who decides what', async () => {
    const { lines } = await run('policy check', policy);
    expect(lines.map((line) => line.say)).toEqual([
      'policy.yaml: OK: 3 rules, automatic: small up to $50.00; the policy changes only by a fresh import.',
      '  small: pricing_mismatch · change_price (tier A): automatic up to $50.00; rep up to $500.00; above $500.00 nobody',
      '  price: pricing_mismatch · change_price, add_note: rep up to $500.00; controller up to $5,000.00; above $5,000.00 nobody',
      '  release: credit_hold · release_hold: credit_manager up to $25,000.00; controller up to $250,000.00; above $50,000.00 2 people (also credit_manager, controller); above $250,000.00 nobody',
    ]);
  });

  it('says under which risk, and what always takes two', async () => {
    const { lines } = await run(
      'policy check',
      policy
        .replace('when: { tiers: [A] }', 'when: { risk: [low, normal], amountUpTo: "500" }')
        .replace('credit_manager: "25000",', 'credit_manager: { upTo: "25000", riskUpTo: normal },')
        .replace('above: "50000", ', ''),
    );
    expect(lines.map((line) => line.say)).toMatchObject([
      expect.stringContaining('OK: 3 rules'),
      '  small: pricing_mismatch · change_price (amounts up to 500; low or normal risk): automatic up to $50.00; rep up to $500.00',
      expect.anything(),
      '  release: credit_hold · release_hold: credit_manager up to $25,000.00 (up to normal risk); controller up to $250,000.00; always 2 people (also credit_manager, controller); above $250,000.00 nobody',
    ]);
  });

  it('refuses with the line and the reason', async () => {
    const { lines, exitCode } = await run(
      'policy check',
      policy.replace('type: credit_hold', 'type: credit_holt'),
    );
    expect(exitCode).toBe(2);
    expect(lines).toMatchObject([
      {
        data: {
          file: 'policy.yaml',
          line: 18,
          message: expect.stringContaining('did you mean "credit_hold"?'),
        },
      },
    ]);
  });
});

describe('policy explain', () => {
  const explain = (options: CommandOptions) => run('policy explain', policy, options);

  it('names the rule, the reason and those who can', async () => {
    const { lines } = await explain({
      type: 'credit_hold',
      action: 'release_hold',
      amount: '60000',
      role: 'rep',
    });
    expect(lines.map((line) => line.data)).toMatchObject([
      { rule: 'release', decision: 'refused', people: 2, why: 'Your role does not decide this.' },
    ]);
    expect(lines[0]?.data['whoCan']).toEqual(['credit_manager', 'controller']);
  });

  it('goes through every action that a rule speaks of, and says which rules did not hold', async () => {
    const { lines } = await explain({ type: 'pricing_mismatch', amount: '40', currency: 'EUR' });
    expect(lines.map((line) => line.data)).toMatchObject([
      { action: 'change_price', rule: 'price', decision: 'by_approval', passed: ['small'] },
      { action: 'add_note', rule: 'price', decision: 'by_approval', passed: [] },
    ]);
    const good = await explain({
      type: 'pricing_mismatch',
      action: 'change_price',
      amount: '40',
      currency: 'EUR',
      tier: 'A',
    });
    expect(good.lines[0]?.data).toMatchObject({ rule: 'small', decision: 'automatic', people: 0 });
  });

  it('goes by the risk', async () => {
    const risky = policy.replace('when: { tiers: [A] }', 'when: { risk: [high] }');
    const ruleAt = async (options: CommandOptions) => {
      const call = { type: 'pricing_mismatch', action: 'change_price', amount: '40', ...options };
      const { lines } = await run('policy explain', risky, call);
      return lines[0]?.data['rule'];
    };
    expect(await ruleAt({ risk: 'high' })).toBe('small');
    expect(await ruleAt({ risk: 'low' })).toBe('price');
    expect(await ruleAt({})).toBe('price');
  });

  it('says one thing only where nobody can', async () => {
    const above = await explain({ type: 'credit_hold', action: 'release_hold', amount: '250000.01' });
    expect(above.lines[0]?.say).toContain("At $250,000.01: nobody's limit covers this amount. The rule");
    const foreign = await explain({
      type: 'credit_hold',
      action: 'release_hold',
      amount: '1',
      currency: 'GBP',
    });
    expect(foreign.lines[0]?.say).toContain('At £1.00: There is no exchange rate from GBP to USD');
    expect(foreign.lines[0]?.say).not.toContain('decides.');
  });

  it('says what the call lacks', async () => {
    for (const [options, say] of [
      [{ type: 'credit_hold', amount: '1', risk: 'huge' }, 'no risk "huge"'],
      [{}, '--type'],
      [{ type: 'credit' }, 'no exception type "credit"'],
      [{ type: 'credit_hold', amount: 'much' }, '--amount'],
      [{ type: 'credit_hold', amount: '1', role: 'reb' }, 'did you mean "rep"?'],
      [{ type: 'credit_hold', amount: '1', action: 'release' }, 'no action "release"'],
    ] as const) {
      expect(await explain(options)).toMatchObject({
        exitCode: 2,
        lines: [{ say: expect.stringContaining(say) }],
      });
    }
  });
});

describe('policy decide', () => {
  const request = {
    id: 'r1',
    type: 'credit_hold',
    action: 'release_hold',
    amount: '20000.00',
    currency: 'USD',
    requestedBy: 'maya',
    requestedAt: '2026-11-23T09:00:00Z',
    shownHash: 'h',
    currentHash: 'h',
    clicker: { id: 'daniel', roles: ['credit_manager'] },
    history: [],
    now: '2026-11-23T12:00:00Z',
  };
  const decide = async (...lines: (object | string)[]): Promise<{ answers: unknown[]; exitCode: number }> => {
    const answers: unknown[] = [];
    const input = (async function* () {
      for (const line of lines) yield typeof line === 'string' ? line : JSON.stringify(line);
    })();
    const print = (line: Line) => answers.push(line.data);
    const exitCode = await policyCommands['policy decide']!.stream!(
      { files: [file(policy)], options: {}, env: {} },
      input,
      print,
    );
    return { answers, exitCode };
  };

  it('answers each line with the same keys', async () => {
    const { answers, exitCode } = await decide(
      request,
      '',
      { ...request, id: 'r2', amount: '25000', currency: 'EUR' },
      { ...request, id: 'r3', amount: '25000', currency: 'EUR', rates: { 'EUR/USD': '1.00' } },
      { ...request, id: 'r4', now: '2026-11-26T09:00:00Z' },
      { ...request, id: 'r5', action: 'cancel_order' },
      { ...request, id: 'r6', clicker: { ...request.clicker, actingFor: 'priya' } },
    );
    expect(answers).toEqual([
      { id: 'r1', decision: 'allowed', why: '', whoCan: [], rule: 'release' },
      {
        id: 'r2',
        decision: 'refused',
        why: 'This is above your limit of $25,000.00.',
        whoCan: ['controller'],
        rule: 'release',
      },
      { id: 'r3', decision: 'allowed', why: '', whoCan: [], rule: 'release' },
      { id: 'r4', decision: 'expired', why: expect.any(String), whoCan: [], rule: 'release' },
      { id: 'r5', decision: 'by_hand', why: expect.any(String), whoCan: [], rule: null },
      {
        id: 'r6',
        decision: 'refused',
        why: expect.stringContaining('substitute'),
        whoCan: ['credit_manager', 'controller'],
        rule: 'release',
      },
    ]);
    expect(exitCode).toBe(0);
  });

  it('takes a history of names and times alone', async () => {
    const large = { ...request, amount: '60000', requestedBy: null };
    const [first, second] = [
      { id: 'c1', roles: ['controller'] },
      { id: 'm1', roles: ['credit_manager'] },
    ];
    const history = [{ by: 'c1', verdict: 'approve', at: '2026-11-23T10:00:00Z' }];
    const { answers } = await decide(
      { ...large, clicker: first },
      { ...large, clicker: second, history },
      { ...large, clicker: first, history },
    );
    expect(answers).toMatchObject([
      { decision: 'needs_second', whoCan: ['credit_manager', 'controller'] },
      { decision: 'allowed' },
      { decision: 'refused' },
    ]);
  });

  it('refuses a key that is written otherwise, and leaves out those of the caller', async () => {
    const { requestedBy, ...without } = request;
    const { answers, exitCode } = await decide(
      without,
      { ...without, requestedby: requestedBy },
      { ...request, entered_by: 'daniel' },
      { ...request, clicker: { ...request.clicker, ActingFor: 'priya' } },
      { ...request, history: [{ by: 'daniel', verdict: 'approve', at: request.now, 'acting-for': 'maya' }] },
      { ...request, requestedBy: null, batch: 7, clicker: { ...request.clicker, seat: 'B' } },
    );
    expect(answers).toMatchObject([
      { decision: 'refused', why: expect.stringContaining('line 1: requestedBy') },
      { decision: 'refused', why: 'line 2: requestedby: write it "requestedBy"' },
      { decision: 'refused', why: 'line 3: entered_by: write it "enteredBy"' },
      { decision: 'refused', why: 'line 4: clicker.ActingFor: write it "actingFor"' },
      { decision: 'refused', why: 'line 5: history.0.acting-for: write it "actingFor"' },
      { decision: 'allowed' },
    ]);
    expect(exitCode).toBe(2);
  });

  it('may be told what the person may for whom somebody acts', async () => {
    const lending = `${policy}substitutes:
  - { person: priya, by: daniel, roles: [controller], from: 2026-11-01, to: 2026-11-30 }
`;
    const answers: unknown[] = [];
    const asked = (represented?: object) =>
      JSON.stringify({
        ...request,
        amount: '30000',
        clicker: { ...request.clicker, actingFor: 'priya', represented },
      });
    const input = (async function* () {
      yield* [asked(), asked({ roles: ['controller'] }), asked({ roles: ['controller'], limit: '100' })];
    })();
    await policyCommands['policy decide']!.stream!(
      { files: [file(lending)], options: {}, env: {} },
      input,
      (line) => answers.push(line.data['decision']),
    );
    expect(answers).toEqual(['allowed', 'allowed', 'refused']);
  });

  it('refuses what it cannot read, says where, and goes on', async () => {
    const { answers, exitCode } = await decide(
      '{"id":',
      { ...request, id: 'x', amount: 5 },
      { ...request, rates: { 'EUR/USD': '0' } },
      '[]',
      request,
    );
    expect(answers).toEqual([
      { id: null, decision: 'refused', why: 'line 1: is no JSON', whoCan: [], rule: null },
      {
        id: 'x',
        decision: 'refused',
        why: expect.stringContaining('line 2: amount'),
        whoCan: [],
        rule: null,
      },
      {
        id: 'r1',
        decision: 'refused',
        why: expect.stringContaining('line 3: rates.EUR/USD'),
        whoCan: [],
        rule: null,
      },
      { id: null, decision: 'refused', why: expect.stringContaining('line 4'), whoCan: [], rule: null },
      { id: 'r1', decision: 'allowed', why: '', whoCan: [], rule: 'release' },
    ]);
    expect(exitCode).toBe(2);
  });
});

describeOnBoth('policy replay', (engine) => {
  let database: Database;
  const now = new Date('2026-11-23T12:00:00Z');
  const running = (): Running =>
    ({ database, product: { deps: { clock: { now: () => now } } } }) as unknown as Running;
  const option = (id: string, kind: string, amount: string, currency = 'USD') => ({
    id,
    action: { kind },
    amount: { amount, currency },
  });

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    const company = parseCompany(`
tenant: { id: acme, name: Acme, timeZone: UTC, currency: USD, inbox: in@acme.example }
connections: [{ id: erp, kind: demo, company: Acme }]
people:
  - { id: maya, name: Maya, email: m@acme.example, roles: [rep], erp: { erp: mchen } }
  - { id: daniel, name: Daniel, email: d@acme.example, roles: [credit_manager] }
  - { id: priya, name: Priya, email: p@acme.example, roles: [controller] }
`);
    await importCompany(database, company, { now, by: 'test' });
    await inTenant(database, 'acme', async (tx) => {
      await tx.rows(sql`insert into unhold.policy (tenant_id, version, source, document, created_at, activated_at)
        values ('acme', 1, ${policy}, ${JSON.stringify(parsePolicy(policy))}::jsonb, ${now.toISOString()}, ${now.toISOString()})`);
      const past = async (
        n: number,
        type: string,
        opened: string,
        one: object,
        tier: string | null,
        ...approvedBy: string[]
      ): Promise<void> => {
        const settled = approvedBy.length ? `${opened.slice(0, 11)}14:00:00Z` : null;
        await tx.rows(sql`insert into unhold.exception (exception_id, tenant_id, connection_id, number, type, status, source,
            entered_by, at_stake, currency, opened_at, updated_at, settled_at)
          values (${`e${n}`}, 'acme', 'erp', ${`EX-${n}`}, ${type}, 'resolved', 'erp', 'mchen', 1, 'USD', ${opened}, ${opened}, ${settled})`);
        await tx.rows(sql`insert into unhold.proposal (tenant_id, exception_id, version, body, created_at)
          values ('acme', ${`e${n}`}, 1, ${JSON.stringify({ customerTier: tier, priority: 'high', options: [one] })}::jsonb, ${opened})`);
        for (const [index, by] of approvedBy.entries()) {
          await tx.rows(sql`insert into unhold.decision (decision_id, tenant_id, exception_id, version, option_id, verdict,
              person_id, surface, policy_version, at)
            values (${`d${n}-${index}`}, 'acme', ${`e${n}`}, 1, ${(one as { id: string }).id},
              ${by === 'policy' ? 'automatic' : 'approve'}, ${by}, 'slack', 1, ${`${opened.slice(0, 11)}0${index + 9}:00:00Z`})`);
        }
      };
      await past(
        1,
        'credit_hold',
        '2026-07-31T08:00:00Z',
        option('release', 'release_hold', '1'),
        null,
        'priya',
      );
      await past(
        2,
        'credit_hold',
        '2026-08-03T08:00:00Z',
        option('release', 'release_hold', '20000'),
        null,
        'daniel',
      );
      await past(
        3,
        'credit_hold',
        '2026-08-03T08:00:00Z',
        option('release', 'release_hold', '40000'),
        null,
        'daniel',
      );
      await past(
        4,
        'credit_hold',
        '2026-08-04T12:00:00Z',
        option('release', 'release_hold', '60000'),
        null,
        'daniel',
        'priya',
      );
      await past(
        5,
        'pricing_mismatch',
        '2026-08-05T08:00:00Z',
        option('correct', 'change_price', '40', 'EUR'),
        'A',
        'priya',
      );
      await past(
        6,
        'pricing_mismatch',
        '2026-08-05T08:00:00Z',
        option('correct', 'change_price', '40', 'GBP'),
        'A',
      );
      await past(
        7,
        'duplicate_order',
        '2026-08-06T08:00:00Z',
        option('cancel', 'cancel_order', '40'),
        'A',
        'maya',
      );
    });
  });
  afterAll(() => database.close());

  it('counts by type and option what the policy would have done, by whom and with what money', async () => {
    const { lines, exitCode } = await run('policy replay', policy, { since: '2026-08-01' }, running());
    expect(exitCode).toBe(0);
    expect(lines[0]?.data).toEqual({ tenant: 'acme', since: '2026-08-01', cases: 6, differs: 3 });
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    expect(lines.slice(1, 4).map((line) => line.data)).toMatchObject([
      {
        type: 'credit_hold',
        cases: 3,
        one: { cases: 2, money: usd('60000.00') },
        several: { cases: 1, money: usd('60000.00') },
        escalated: 2,
        roles: { credit_manager: 2, controller: 3 },
        people: { Daniel: 2, Priya: 3 },
        differs: 1,
      },
      { type: 'duplicate_order', by_hand: { cases: 1, money: usd('40.00') }, differs: 1 },
      {
        type: 'pricing_mismatch',
        automatic: { cases: 1, money: usd('44.00') },
        nobody: { cases: 1, money: usd('0.00') },
        withoutRate: 1,
        differs: 1,
      },
    ]);
    expect(lines.slice(4).map((line) => [line.data['exception'], line.data['differs']])).toEqual([
      ['EX-3', "Daniel's approval would not count: This is above your limit of $25,000.00."],
      ['EX-5', 'automatic instead of decided by Priya'],
      ['EX-7', 'by hand only; Maya decided it'],
    ]);
    expect(lines[1]?.say).toContain('who could');
  });

  it('lets rules hold by the risk of each case', async () => {
    const risky = policy.replace('when: { tiers: [A] }', 'when: { risk: [high] }');
    const { lines } = await run('policy replay', risky, { since: '2026-08-05' }, running());
    expect(lines.find((line) => line.data['type'] === 'pricing_mismatch')?.data).toMatchObject({
      automatic: { cases: 1, money: { amount: '44.00', currency: 'USD' } },
    });
  });

  it('says what the call lacks', async () => {
    expect(await run('policy replay', policy, {}, running())).toMatchObject({ exitCode: 2 });
    expect(await run('policy replay', policy, { since: 'May' }, running())).toMatchObject({ exitCode: 2 });
    const other = await run('policy replay', policy, { since: '2026-08-01', tenant: 'other' }, running());
    expect(other.lines[0]?.say).toBe('There is no tenant "other"; there is acme.');
  });
});
