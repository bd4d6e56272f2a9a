/** The `unhold` command. Its names and JSON shapes are kept stable: scripts rely on them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readConfig } from '#core/config.ts';
import { consoleLog } from '#core/log.ts';
import {
  type CommandFile,
  type CommandOptions,
  commands,
  type Line,
  type Result,
  usage,
} from './commands.ts';

const { values, positionals } = readArguments();

// Whoever reads our lines has seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        erp: { type: 'string' },
        head: { type: 'string' },
        tenant: { type: 'string' },
        notes: { type: 'boolean' },
        as: { type: 'string' },
        policy: { type: 'string' },
        since: { type: 'string' },
        type: { type: 'string' },
        action: { type: 'string' },
        amount: { type: 'string' },
        currency: { type: 'string' },
        role: { type: 'string' },
        margin: { type: 'string' },
        tier: { type: 'string' },
        risk: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const name = Object.keys(commands).find((n) => positionals.slice(0, n.split(' ').length).join(' ') === n);
if (positionals[0] === 'bench') {
  const { bench } = await import('./bench/run.ts');
  await bench({ json: values.json === true });
  process.exit(0);
}
if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (!name) fail(usage);

try {
  const { json: _json, help: _help, policy, ...options } = values;
  const files = [...(policy ? [policy] : []), ...positionals.slice(name.split(' ').length)].map(readInput);
  const { stream } = commands[name]!;
  if (stream) {
    const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
    process.exit(await stream({ files, options, env: process.env }, lines, (line) => print(line)));
  }
  const result = await run(name, files, options);
  for (const line of result.lines) print(line, result.exitCode === 2);
  process.exit(result.exitCode);
} catch (error) {
  // Without the parameters that a driver appends.
  if (error instanceof Error) fail(error.message.split('\nparams:')[0] ?? '');
  throw error;
}

function print(line: Line, isError = false): void {
  if (values.json) console.log(JSON.stringify(line.data));
  else (isError ? console.error : console.log)(line.say);
}

function readInput(file: string): CommandFile {
  try {
    return { name: file, data: readFileSync(file).toString('base64') };
  } catch (error) {
    fail(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** Opens the store where the command needs it; where a server holds the embedded database, asks that server. */
async function run(name: string, files: CommandFile[], options: CommandOptions): Promise<Result> {
  const command = commands[name]!;
  const input = { files, options, env: process.env };
  if (!command.store(options)) return command.run(input, null);
  const config = readConfig(process.env);
  // Loading the whole product takes a second that commands without it need not wait.
  const [{ open }, { DirectoryInUse }] = await Promise.all([
    import('./serve.ts'),
    import('#core/store/pglite.ts'),
  ]);
  try {
    const running = await open(config, process.env, consoleLog('cli'));
    try {
      return await command.run(input, running);
    } finally {
      await running.stop();
    }
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    return askServer(config.dataDir, { name, files, options }, error);
  }
}

async function askServer(
  directory: string,
  request: { name: string; files: CommandFile[]; options: CommandOptions },
  refusal: Error,
): Promise<Result> {
  const server = readServer(directory);
  if (!server) throw refusal;
  const answer = await fetch(`${server.url}/admin/command`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(120_000),
  });
  if (!answer.ok) throw new Error(`The running server answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Result;
}

function readServer(directory: string): { url: string; token: string } | null {
  try {
    const { url } = JSON.parse(readFileSync(join(directory, 'server.json'), 'utf8')) as { url: string };
    return { url, token: readFileSync(join(directory, 'playground.token'), 'utf8').trim() };
  } catch {
    return null;
  }
}
