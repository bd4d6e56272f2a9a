/** The product as processes, as machines run it: killed without warning, and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Failpoint } from '#core/deps.ts';
import { connectPlayground, type Playground } from './playground.ts';

const root = join(import.meta.dirname, '../..');

export interface ProcessOptions {
  role?: 'all' | 'web' | 'worker';
  /** One per installation; processes on one database share it, too. */
  dataDir: string;
  port: number;
  databaseUrl?: string;
  /** Where it kills itself; `:2` the second time it comes by. */
  failpoint?: Failpoint | `${Failpoint}:${number}`;
  env?: Record<string, string>;
}

export interface ProductProcess {
  /** Of a worker: of the web process beside it. */
  playground: Playground;
  /** Resolves to the signal, or the exit code, when it is gone. */
  gone: Promise<string>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to finish, and waits. */
  stop(): Promise<void>;
  /** What it printed. */
  output(): string;
}

const children = new Set<ChildProcess>();
const directories: string[] = [];

// A test that ran out of time may go on and start more.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(async () => {
  const gone = [...children].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(gone);
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** A directory of its own, gone when the test file is done. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'unhold-e2e-'));
  directories.push(directory);
  return directory;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Starts and waits until it says that it is running; with a failpoint it may be gone before. Throws with its output when it dies otherwise. */
export async function startProcess(options: ProcessOptions): Promise<ProductProcess> {
  const { role = 'all', dataDir, port, databaseUrl, failpoint } = options;
  const { PATH = '', HOME = '' } = process.env;
  // The whole path, so that nobody who ends a server of their own by name ends this one.
  const child = spawn(process.execPath, [join(root, 'node.ts'), role], {
    cwd: root,
    env: {
      PATH,
      HOME,
      UNHOLD_DATA: dataDir,
      PORT: String(port),
      NODE_COMPILE_CACHE: join(tmpdir(), 'unhold-e2e-compiled'),
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...(failpoint ? { UNHOLD_FAILPOINT: failpoint } : {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      children.delete(child);
      resolve(signal ?? String(code));
    });
  });
  const running = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (/Unhold (worker )?is running/.test(output)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const how = await Promise.race([running, gone]);
  if (how !== undefined && !(failpoint && how === 'SIGKILL')) {
    throw new Error(`The ${role} process ended with ${how}:\n${output}`);
  }
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name);
    await gone;
  };
  return {
    playground: connectPlayground(
      `http://127.0.0.1:${port}`,
      how === undefined ? readFileSync(join(dataDir, 'playground.token'), 'utf8') : '',
    ),
    gone,
    kill: () => signal('SIGKILL'),
    stop: () => signal('SIGTERM'),
    output: () => output,
  };
}
