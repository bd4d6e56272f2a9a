/** For tests: a proxy before a Tryton server that loses, holds or delivers late the calls it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Cut =
  /** The server carries the call out; its reply never arrives. */
  | 'lose_reply'
  /** The server never hears of the call. */
  | 'lose_request'
  /** The caller's connection breaks; the server hears of the call at `release()`. */
  | 'deliver_late'
  /** The reply is held until `release()`: the caller runs into its timeout. */
  | 'hold_reply';

export interface CuttingProxy {
  url: string;
  /** The next call whose method matches is cut, once. */
  cut(method: RegExp, how: Cut): void;
  /** Delivers what is held back and resolves when the server has answered. */
  release(): Promise<void>;
  close(): Promise<void>;
}

export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const origin = new URL(target).origin;
  const cuts: { method: RegExp; how: Cut }[] = [];
  const held: (() => Promise<void>)[] = [];

  async function forward(request: IncomingMessage, body: string): Promise<{ status: number; body: string }> {
    const { authorization } = request.headers;
    const reply = await fetch(`${origin}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body,
    });
    return { status: reply.status, body: await reply.text() };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const method = String((JSON.parse(body) as { method?: unknown }).method);
    const index = cuts.findIndex((cut) => cut.method.test(method));
    const how = index < 0 ? null : cuts.splice(index, 1)[0]!.how;
    if (how === 'lose_request') return void response.destroy();
    if (how === 'deliver_late') {
      held.push(async () => void (await forward(request, body)));
      return void response.destroy();
    }
    const reply = await forward(request, body);
    if (how === 'lose_reply') return void response.destroy();
    const answer = () =>
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
    if (how === 'hold_reply') held.push(async () => void answer());
    else answer();
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    cut: (method, how) => cuts.push({ method, how }),
    async release() {
      for (const deliver of held.splice(0)) await deliver();
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
