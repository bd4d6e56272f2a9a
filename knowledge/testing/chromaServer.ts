/** Starts the Chroma server of the npm package, where its binary runs. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('./cli.mjs', import.meta.resolve('chromadb')));

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/**
 * null: the binary does not start here (it needs glibc 2.38 or newer). UNHOLD_TEST_LIBC names a folder with a newer
 * libc (libc6, libgcc-s1 and libstdc++6 unpacked into one), through which Node is then started.
 */
export async function startChroma(): Promise<{ url: string; stop(): Promise<void> } | null> {
  const folder = await mkdtemp(join(tmpdir(), 'unhold-chroma-'));
  const port = await freePort();
  const libc = process.env['UNHOLD_TEST_LIBC'];
  const loader = libc ? [join(libc, 'ld-linux-x86-64.so.2'), '--library-path', libc] : [];
  const [command, ...args] = [
    ...loader,
    ...[process.execPath, cli, 'run', '--path', folder, '--host', '127.0.0.1', '--port', String(port)],
  ];
  const server = spawn(command!, args, { stdio: 'ignore', cwd: folder });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    // It ignores SIGTERM.
    server.kill('SIGINT');
    const killed = setTimeout(() => server.kill('SIGKILL'), 2000);
    await ended;
    clearTimeout(killed);
    await rm(folder, { recursive: true, force: true });
  };
  let running = true;
  void ended.then(() => {
    running = false;
  });
  const deadline = Date.now() + 20_000;
  while (running && Date.now() < deadline) {
    const answers = await fetch(`${url}/api/v2/heartbeat`).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return { url, stop };
    await new Promise((later) => setTimeout(later, 50));
  }
  await stop();
  return null;
}
