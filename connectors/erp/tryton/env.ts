/** The Tryton connection from environment variables. */
import { z } from 'zod';
import type { Clock, Erp } from '#core/ports.ts';
import { createTrytonErp } from './tryton.ts';

const names = [
  'UNHOLD_TRYTON_URL',
  'UNHOLD_TRYTON_DATABASE',
  'UNHOLD_TRYTON_USER',
  'UNHOLD_TRYTON_PASSWORD',
] as const;

const settings = z.object({
  UNHOLD_TRYTON_URL: z.url({ protocol: /^https?$/ }),
  UNHOLD_TRYTON_DATABASE: z.string().min(1),
  UNHOLD_TRYTON_USER: z.string().min(1),
  UNHOLD_TRYTON_PASSWORD: z.string().min(1),
  UNHOLD_TRYTON_WEB_CLIENT: z.url({ protocol: /^https?$/ }).optional(),
});

/** Throws one sentence that names every variable that is missing, or wrong; never a value. */
export function trytonFromEnv(env: Record<string, string | undefined>, clock: Clock): Erp {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`To use Tryton, set ${missing.join(', ')}.`);
  const parsed = settings.safeParse(env);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    throw new Error(`${wrong.join(', ')}: expected an http or https address.`);
  }
  const found = parsed.data;
  return createTrytonErp({
    url: found.UNHOLD_TRYTON_URL,
    database: found.UNHOLD_TRYTON_DATABASE,
    user: found.UNHOLD_TRYTON_USER,
    password: found.UNHOLD_TRYTON_PASSWORD,
    clock,
    ...(found.UNHOLD_TRYTON_WEB_CLIENT && { webClientUrl: found.UNHOLD_TRYTON_WEB_CLIENT }),
  });
}
