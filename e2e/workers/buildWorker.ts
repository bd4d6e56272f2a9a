/** The bundle as `wrangler deploy` uploads it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '../..');
const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');

/** Wrangler asks nobody for a newer one or for request data, reports no usage and writes no logs into the home directory. */
export const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
};

/** Builds into `directory`: `worker.js`, and `bundle-meta.json`, which tells what is in it. Throws with wrangler's words. */
export async function buildWorker(directory: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [wrangler, 'deploy', '--dry-run', '--outdir', directory, '--metafile'],
    { cwd: root, env: { ...process.env, ...quiet } },
  );
}
