/** The command line as scripts call it: processes, exit codes, and JSON lines that stay as they are. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Database, inTenant } from '#core/store/database.ts';
import { openPglite } from '#core/store/pglite.ts';
import { cardsOf } from './support/playground.ts';
import { freePort, type ProductProcess, startProcess, temporaryDirectory } from './support/process.ts';

const root = join(import.meta.dirname, '..');
const mails = (...names: string[]) => names.map((name) => `examples/mails/${name}.eml`);

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
  /** Every line of stdout as JSON. Throws where there is anything else. */
  lines: Record<string, unknown>[];
}

/** `npm run -s unhold -- …`. */
const unhold = (data: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, UNHOLD_DATA: data, NODE_COMPILE_CACHE: join(tmpdir(), 'unhold-e2e-compiled') };
    const command = ['run', '-s', 'unhold', '--', ...args];
    execFile('npm', command, { cwd: root, env }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
      resolve({
        code,
        stdout,
        stderr,
        get lines() {
          const text = stdout.trim();
          return text === ''
            ? []
            : text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
        },
      });
    });
  });

/** The store while no process holds it. */
async function look<T>(data: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openPglite(data);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

describe('triage', () => {
  const data = join(temporaryDirectory(), 'data');

  it('tells per file exactly what scripts rely on, and opens no store', async () => {
    const files = mails('01-credit-hold-forwarded', '04-price-german', '09-auto-reply', '13-broken-mime');
    const { code, lines, stderr } = await unhold(data, 'triage', ...files, '--json');
    expect({ code, stderr: stderr.replace(/^npm warn.*\n/gm, '') }).toEqual({ code: 0, stderr: '' });
    expect(lines.map((line) => line['file'])).toEqual(files);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual([
        'file',
        'type',
        'confidence',
        'candidates',
        'unsure',
        'fields',
        'also',
        'originalSender',
        'originalSubject',
        'forwarder',
        'forwarded',
        'quoted',
        'originalDate',
        'originalTo',
        'orderNumbers',
        'poNumbers',
        'skus',
        'trackingNumbers',
        'customer',
        'language',
        'decidedBy',
        'suppressed',
        'note',
        'text',
        'why',
      ]);
    }
    expect(lines).toMatchObject([
      {
        type: 'credit_hold',
        originalSender: 'owen.marsh@harmonylabs.example',
        forwarder: 'maya.chen@caldersupply.example',
        orderNumbers: ['SO-10482'],
        poNumbers: ['HL-77120'],
        decidedBy: 'rules',
        suppressed: null,
        note: 'Can someone in finance look at this today? Their truck slot is Wednesday.',
      },
      { type: 'pricing_mismatch', language: 'de', poNumbers: ['NF-5531'], skus: ['VLV-2040'] },
      { type: null, suppressed: 'auto-reply' },
      { type: null, why: expect.stringContaining('none can be found') },
    ]);
    expect(existsSync(data)).toBe(false);
  });

  it('says it in sentences to people', async () => {
    const { stdout } = await unhold(data, 'triage', ...mails('01-credit-hold-forwarded'));
    expect(stdout).toMatch(
      /^examples\/mails\/01-credit-hold-forwarded\.eml: credit_hold \(\d+ %\)\. The mail says/,
    );
  });
});

describe('read', () => {
  it('tells of a file that is not there and of a directory, and reads the others', async () => {
    const files = ['nowhere.pdf', 'examples', 'examples/edi/05-orders.edi'];
    const { code, lines } = await unhold(join(temporaryDirectory(), 'data'), 'read', ...files, '--json');
    expect(code).toBe(1);
    expect(lines).toMatchObject([
      { file: 'nowhere.pdf', code: 'missing', unreadable: expect.stringMatching(/cannot be read.*\.$/) },
      { file: 'examples', code: 'missing' },
      { file: 'examples/edi/05-orders.edi', set: 'ORDERS' },
    ]);
  });
});

describe('a call that is wrong', () => {
  const data = join(temporaryDirectory(), 'data');

  it.each<[string, string[], RegExp]>([
    ['no command', [], /unhold COMMAND[\s\S]*triage FILE/],
    ['an unknown command', ['release', 'everything'], /unhold COMMAND[\s\S]*audit verify/],
    ['an unknown option', ['doctor', '--force'], /Unknown option '--force'[\s\S]*unhold COMMAND/],
    ['a file that is not there', ['triage', 'nowhere.eml'], /nowhere\.eml cannot be read/],
    ['no file', ['triage'], /Name at least one mail file/],
    ['an ERP that there is not', ['detect', '--erp', 'sap'], /--erp demo or --erp tryton/],
  ])('(%s) ends with 2 and a sentence on stderr', async (_, args, sentence) => {
    const { code, stdout, stderr } = await unhold(data, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe('without a server', () => {
  const data = join(temporaryDirectory(), 'data');

  it('detect reads the demo ERP and finds what a newcomer meets', async () => {
    const { code, lines } = await unhold(data, 'detect', '--erp', 'demo', '--json');
    expect(code).toBe(0);
    for (const line of lines) {
      expect(Object.keys(line).slice(0, 7)).toEqual([
        'id',
        'order',
        'reference',
        'description',
        'type',
        'evidence',
        'atStake',
      ]);
    }
    const found = lines.map(({ order, reference, type, atStake }) => ({ order, reference, type, atStake }));
    expect(found.toSorted((a, b) => String(a.order).localeCompare(String(b.order)))).toEqual([
      {
        order: 'SO-10467',
        reference: 'NF-5531',
        type: 'pricing_mismatch',
        atStake: { amount: '1152.00', currency: 'USD' },
      },
      {
        order: 'SO-10482',
        reference: 'HL-77120',
        type: 'credit_hold',
        atStake: { amount: '18420.00', currency: 'USD' },
      },
      {
        order: 'SO-20093',
        reference: 'HW-2026-118',
        type: 'credit_hold',
        atStake: { amount: '64180.00', currency: 'EUR' },
      },
      {
        order: 'SO-30021',
        reference: 'SC-90417',
        type: 'pricing_mismatch',
        atStake: { amount: '480.00', currency: 'USD' },
      },
    ]);
    const written = await look(data, (database) =>
      inTenant(database, 'calder', (tx) => tx.rows(sql`select 1 from unhold.exception`)),
    );
    expect(written).toEqual([]);
  });

  it('inbox opens the store, and everything that came of the mail is done before it ends', async () => {
    // The same mail twice is known the second time.
    const [mail = ''] = mails('01-credit-hold-forwarded');
    const { code, lines } = await unhold(data, 'inbox', mail, mail, '--json');
    expect(code).toBe(0);
    const first = { file: mail, tenant: 'calder', signal: expect.stringMatching(/^[0-9a-f-]{36}$/) };
    expect(lines).toEqual([
      { ...first, duplicate: false },
      { ...first, duplicate: true },
    ]);
    expect(lines[0]!['signal']).toBe(lines[1]!['signal']);
    const rows = await look(data, (database) =>
      inTenant(database, 'calder', async (tx) => ({
        signals: await tx.rows(sql`
          select s.status, e.order_number as order from unhold.signal s join unhold.exception e using (tenant_id, exception_id)`),
        posts: await tx.rows(sql`select status from unhold.post`),
        mails: await tx.rows(sql`select recipient, sent_at is not null as sent from unhold.mail_out`),
      })),
    );
    expect(rows).toEqual({
      signals: [{ status: 'triaged', order: 'SO-10482' }],
      posts: [{ status: 'posted' }, { status: 'posted' }],
      mails: [{ recipient: 'maya.chen@caldersupply.example', sent: true }],
    });
  });

  const heads: Record<string, string> = {};
  /** As a superuser may do, with everything switched off that stands in the way. */
  const tamper = (statements: string) =>
    look(data, (database) =>
      database.script(`alter table unhold.audit disable trigger all;
        ${statements}
        alter table unhold.audit enable trigger all;`),
    );

  it('audit head prints what to keep, and audit verify checks against it', async () => {
    const { lines } = await unhold(data, 'audit', 'head', '--json');
    expect(lines.map((line) => line['tenant'])).toEqual(['brightwater', 'calder']);
    for (const { tenant, seq, hash, head } of lines) {
      expect(head).toBe(`${seq}:${hash}`);
      heads[String(tenant)] = String(head);
    }
    const against = await unhold(data, 'audit', 'verify', '--head', heads['calder']!, '--json');
    expect(against).toMatchObject({
      code: 0,
      lines: [{ tenant: 'calder', ok: true, head: heads['calder'] }],
    });
  });

  it('audit verify finds a tail that was cut off, by the head kept elsewhere, and ends with 1', async () => {
    await tamper(`delete from unhold.audit where tenant_id = 'calder' and seq > 3;
      update unhold.audit_head set seq = 3, hash = (select hash from unhold.audit where tenant_id = 'calder' and seq = 3)
        where tenant_id = 'calder';`);
    const cut = await unhold(data, 'audit', 'verify', '--tenant', 'calder', '--head', heads['calder']!);
    expect(cut.code).toBe(1);
    expect(cut.stdout).toContain('calder: broken at entry 4: the head kept elsewhere is not in the chain');
  });

  it('audit verify names the first entry that was changed, also beside a good head of another company', async () => {
    await tamper(`update unhold.audit set actor = 'mallory' where tenant_id = 'calder' and seq = 2;`);
    const { code, stdout } = await unhold(data, 'audit', 'verify', '--head', heads['brightwater']!);
    expect(code).toBe(1);
    expect(stdout).toContain('calder: broken at entry 2: entry 2 was changed');
    expect(stdout).toContain('brightwater: ');
  });

  it('doctor says in sentences what is reachable and what is missing', async () => {
    const { code, lines } = await unhold(data, 'doctor', '--json');
    expect(code).toBe(0);
    const parts = ['database', 'erp calder-us', 'erp calder-eu', 'slack', 'teams', 'knowledge', 'model'];
    expect(lines.map((line) => line['part'])).toEqual(expect.arrayContaining(parts));
    for (const line of lines) {
      expect(line).toEqual({ part: expect.any(String), ok: true, says: expect.stringMatching(/\.$/) });
    }
  });
});

describe('while a server holds the store', () => {
  const data = join(temporaryDirectory(), 'data');
  let server: ProductProcess;
  beforeAll(async () => {
    server = await startProcess({ dataDir: data, port: await freePort() });
    await server.playground.cards('SO-10482');
  });

  it('inbox goes through it, and the card’s threads show the mail', async () => {
    const { code, lines } = await unhold(data, 'inbox', ...mails('02-credit-hold-outlook-html'), '--json');
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ tenant: 'calder', duplicate: false }]);
    await server.playground.until('the mail is told in both threads', (state) => {
      const cards = cardsOf(state, 'SO-10482').map((card) => card.message.id);
      const told = state.channels
        .flatMap((c) => c.messages)
        .filter((m) => m.thread && cards.includes(m.thread));
      return told.length === 2;
    });
  });

  it('audit and doctor ask it, too, and triage needs nobody', async () => {
    const [head, verified, doctor, triage] = await Promise.all([
      unhold(data, 'audit', 'head', '--tenant', 'calder', '--json'),
      unhold(data, 'audit', 'verify', '--json'),
      unhold(data, 'doctor'),
      unhold(data, 'triage', ...mails('06-po-number-only'), '--json'),
    ]);
    expect(head).toMatchObject({
      code: 0,
      lines: [{ tenant: 'calder', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(verified.lines).toMatchObject([{ ok: true }, { ok: true }]);
    expect(doctor.stdout).toMatch(/^ok +database: Embedded PostgreSQL/);
    expect(triage.lines).toMatchObject([{ type: 'credit_hold', poNumbers: ['HL-77120'] }]);
  });

  it('people import brings a company in, and refuses a file with a sentence per mistake', async () => {
    const people = readFileSync(join(root, 'examples/company/calder.people.yaml'), 'utf8');
    const importing = (text: string, ...more: string[]) => {
      const file = join(temporaryDirectory(), 'people.yaml');
      writeFileSync(file, text);
      return unhold(data, 'people', 'import', file, ...more);
    };
    const broken = people
      .replace('timeZone: America/New_York', 'timeZone: Ohio')
      .replace('roles: [rep, logistics]', 'roles: rep')
      .replace('email: luis.ortega@caldersupply.example', 'email: luis');
    const [good, wrong, twice, thief, stranger] = await Promise.all([
      importing(people, '--json'),
      importing(broken),
      importing(people.replace('U0LUIS', 'U0MAYA')),
      importing(people.replace('slack: T0CALDER', 'slack: T0BRIGHT')),
      importing(
        people.replace('id: calder\n', 'id: dunmore\n').replace('name: Calder Supply', 'name: Dunmore'),
      ),
    ]);
    expect(good).toMatchObject({ code: 0, lines: [{ tenant: 'calder', people: 5 }] });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    for (const sentence of ['tenant.timeZone: not a time zone', 'people.0.roles: ', 'people.1.email: ']) {
      expect(wrong.stderr).toContain(sentence);
    }
    expect(twice).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('two people share Slack U0MAYA'),
    });
    expect(thief).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('workspaces.slack: T0BRIGHT belongs to another company already.'),
    });
    expect(stranger).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('name its policy.yaml as well'),
    });
    const { tenants, people: known } = await server.playground.state();
    expect(tenants.map(({ id }) => id)).toEqual(['brightwater', 'calder']);
    expect(known.filter(({ tenant }) => tenant === 'calder')).toHaveLength(5);
  });

  it('a wrong call is told as it would be without a server', async () => {
    const { code, stdout, stderr } = await unhold(data, 'audit', 'head', '--tenant', 'nobody');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('There is no tenant "nobody"; there is brightwater, calder.');
  });
});
