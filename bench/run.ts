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
import { mailsRead } from './mails.ts';
import { emptyJobs, latency, percentile, throughput } from './measure.ts';

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Prints one JSON object per line with `json`, else a table. */
export async function bench({ json }: { json: boolean }): Promise<void> {
  const say = (what: string, figures: Record<string, unknown>): void => {
    if (json) console.log(JSON.stringify({ bench: what, ...figures }));
    else
      console.log(
        `${what.padEnd(28)} ${Object.entries(figures)
          .map(([k, v]) => `${k} ${v}`)
          .join('   ')}`,
      );
  };
  say('machine', { cores: availableParallelism(), node: process.version });
  const reads = await mailsRead();
  say('mail to reading, ms', {
    p50: round(percentile(reads, 0.5)),
    p95: round(percentile(reads, 0.95)),
    p99: round(percentile(reads, 0.99)),
    n: reads.length,
  });
  say('start to first card', { ms: await startToFirstCard() });
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
}

async function onEngine(
  engine: string,
  database: Database,
  say: (what: string, figures: Record<string, unknown>) => void,
): Promise<void> {
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
