/** The command line's way into a server that holds the embedded database, with the token from the data directory. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { sameToken } from '#core/app.ts';
import { commands, WrongCall } from './commands.ts';
import type { Running } from './serve.ts';

const request = z.object({
  name: z.string(),
  files: z.array(z.object({ name: z.string(), data: z.base64() })).max(1000),
  options: z.object({
    erp: z.string().optional(),
    head: z.string().optional(),
    tenant: z.string().optional(),
    notes: z.boolean().optional(),
    as: z.string().optional(),
    since: z.string().optional(),
  }),
});

/** `running` is asked for at each request: the server is complete only after its doors are. */
export function adminRoutes(token: string, running: () => Running, env: NodeJS.ProcessEnv): Hono {
  const routes = new Hono();
  routes.use('/admin/command', async (c, next) => {
    if (sameToken(c.req.header('authorization'), token)) return next();
    return c.json({ error: 'The token is wrong.' }, 401);
  });
  routes.post('/admin/command', bodyLimit({ maxSize: 64 * 1024 * 1024 }), async (c) => {
    const parsed = request.safeParse(await c.req.json().catch(() => null));
    const command = parsed.success ? commands[parsed.data.name] : undefined;
    if (!parsed.success || !command) return c.json({ error: 'There is no such command.' }, 400);
    const { files, options } = parsed.data;
    try {
      return c.json(await command.run({ files, options, env }, running()));
    } catch (error) {
      // What the command line would say if it had opened the store itself.
      if (!(error instanceof WrongCall)) throw error;
      return c.json({ lines: [{ data: { error: error.message }, say: error.message }], exitCode: 2 });
    }
  });
  return routes;
}
