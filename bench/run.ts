/** `npm run bench`: what Unhold does per second, how long people wait, and what it costs, as ratios where possible. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Database } from '#core/store/database.ts';
import { openPglite } from '#core/store/pglite.ts';
import { openPostgres } from '#core/store/postgres.ts';
import { archivePath, prepareDatabase } from '../prepareDatabase.ts';
import { decision, detection } from './detection.ts';
import { ediDocuments } from './documents.ts';
import { mailLatency, mailsInFlight } from './mail.ts';
import { mailsRead } from './mails.ts';
import { emptyJobs, latency, percentile, throughput } from './measure.ts';
import { papers } from './papers.ts';

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

type Say = (what: string, figures: Record<string, unknown>) => void;

/** Prints one JSON object per line with `json`, else a table. */
export async function bench({ json }: { json: boolean }): Promise<void> {
  const say: Say = (what, figures) => {
    if (json) console.log(JSON.stringify({ bench: what, ...figures }));
    else
      console.log(
        `${what.padEnd(28)} ${Object.entries(figures)
          .map(([k, v]) => `${k} ${v}`)
          .join('   ')}`,
      );
  };
  say('machine', { cores: availableParallelism(), node: process.version });
  say('EDI documents', ediDocuments());
  const reads = await mailsRead();
  say('mail to reading, ms', {
    p50: round(percentile(reads, 0.5)),
    p95: round(percentile(reads, 0.95)),
    p99: round(percentile(reads, 0.99)),
    n: reads.length,
  });
  say('start to first card', { ms: await startToFirstCard() });
  say('decision', { microseconds: round(decision()) });
  const paper = await papers();
  say('PDF page to fields, ms', {
    p50: round(percentile(paper.pdf, 0.5)),
    p95: round(percentile(paper.pdf, 0.95)),
  });
  say('photo to words, ms', { p50: round(percentile(paper.photo, 0.5)) });
  await onEngine('pglite', await openPglite(undefined, archivePath), say);
  const server = process.env.DATABASE_URL;
  if (server) {
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    await admin.unsafe('drop database if exists unhold_bench with (force)');
    await admin.unsafe('create database unhold_bench');
    const url = new URL(server);
    url.pathname = '/unhold_bench';
    await onEngine('postgres', openPostgres(url.href), say);
    await admin.unsafe('drop database unhold_bench with (force)');
    await admin.end();
  } else say('postgres', { skipped: 'set DATABASE_URL to measure it too' });
  say('peak memory', { MB: round(process.resourceUsage().maxRSS / 1024, 0) });
  await detecting(await openPglite(undefined, archivePath), say);
}

async function onEngine(engine: string, database: Database, say: Say): Promise<void> {
  await prepareDatabase(database);
  const empty = await emptyJobs(database, 3000);
  const run = await throughput(database, 600);
  say(`${engine} signals to cards`, {
    signalsPerSecond: round(run.perSecond),
    emptyJobsPerSecond: round(empty),
    ratio: round(run.perSecond / empty, 3),
    jobsPerSignal: round(run.jobsPerSignal, 2),
    transactionsPerSignal: round(run.transactionsPerSignal, 2),
  });
  const mail = await mailLatency(database, 200);
  say(`${engine} mail to signal`, { p50Ms: round(mail.p50Ms), p95Ms: round(mail.p95Ms) });
  const { latencies, acknowledgements } = await latency(database, {
    perMinute: 1000,
    seconds: 30,
    tenants: 10,
    clicksPerSecond: 50,
  });
  const spread = (values: number[]) => ({
    p50: round(percentile(values, 0.5)),
    p95: round(percentile(values, 0.95)),
    p99: round(percentile(values, 0.99)),
    n: values.length,
  });
  say(`${engine} signal to card, ms`, { ...spread(latencies), rate: '1000/min over 20 channels' });
  say(`${engine} click to ack, ms`, { ...spread(acknowledgements), rate: '50/s during triage' });
  // Last: the files of so many mails take minutes to read, and whoever waits for a card would wait for them.
  const flight = await mailsInFlight(database, 1000, 100_000);
  say(`${engine} 1,000 mails at once`, {
    handedInMB: round(flight.handedInMB, 0),
    grownMB: round(flight.grownMB, 0),
    perSecond: round(flight.perSecond),
  });
  await database.close();
}

/** Growth is the speed at the most orders as a share of that at the least: 1 or more is linear or better. */
async function detecting(database: Database, say: Say): Promise<void> {
  await prepareDatabase(database);
  const speeds: number[] = [];
  for (const orders of [1_000, 10_000, 100_000]) {
    const { lines, found, perSecond } = await detection(database, orders);
    speeds.push(perSecond);
    say('detection', { orders, lines, found, ordersPerSecond: round(perSecond, 0) });
  }
  say('detection, growth', { ratio: round(speeds.at(-1)! / speeds[0]!, 2) });
  await database.close();
}

/** A fresh data directory, `npm start`'s own program, and the page's own request, until a card stands in both channels. */
async function startToFirstCard(): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'unhold-bench-'));
  const port = 20_000 + (process.pid % 10_000);
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', './preload.ts', 'node.ts'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: '', DATABASE_URL: '', UNHOLD_DATA: directory, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const token = await new Promise<string>((resolve, fail) => {
      let out = '';
      child.stdout.on('data', (chunk) => {
        out += chunk;
        const found = /token=(\w+)/.exec(out);
        if (found) resolve(found[1]!);
      });
      child.on('exit', () => fail(new Error('The product did not start.')));
    });
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/playground/state`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const state = (await answer.json()) as {
        channels: { product: string; messages: { exception: unknown }[] }[];
      };
      const shown = new Set(
        state.channels.filter((c) => c.messages.some((m) => m.exception)).map((c) => c.product),
      );
      if (shown.size === 2) return Math.round(performance.now() - start);
    }
  } finally {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) await bench({ json: process.argv.includes('--json') });
