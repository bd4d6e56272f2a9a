import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTestSlack } from './testSlack.ts';

const folder = fileURLToPath(new URL('../../../shared/corpora/slack/', import.meta.url));
const here = existsSync(folder);

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** A file is one request, or has several by name. */
function requestsOf(file: Json): Json[] {
  const isRequest = (one: Json) =>
    typeof one.command === 'string' ||
    one.type === 'event_callback' ||
    (typeof one.type === 'string' &&
      isObject(one.user) &&
      ('actions' in one || 'view' in one || 'callback_id' in one));
  return [file, ...Object.values(file)].filter(isObject).filter(isRequest);
}

const files = (under: string) =>
  readdirSync(`${folder}${under}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => requestsOf(JSON.parse(readFileSync(`${folder}${under}/${name}`, 'utf8'))))
    .map((request) => ({ request, told: `${under} ${request.type ?? request.command}` }));

async function send(request: Json) {
  const app = createTestSlack({}, { identify: async () => ({ tenantId: 'calder', person: null }) });
  const form = Object.entries(request).map(([name, value]) => [name, String(value)]);
  const response =
    request.type === 'event_callback'
      ? await app.event(request)
      : 'command' in request
        ? await app.send(new URLSearchParams(form).toString())
        : await app.interact(request);
  await app.settled();
  return {
    status: response.status,
    errors: app.lines.filter((line) => line.level === 'error'),
    desk: app.deskCalls,
  };
}

describe('recorded requests of Slack', () => {
  it.skipIf(!here)('are routed or ignored, and decide nothing (needs corpora)', async () => {
    const recorded = files('vercel-chat');
    for (const { request, told } of recorded) {
      expect(await send(request), told).toEqual({ status: 200, errors: [], desk: [] });
    }
    expect(recorded.length).toBeGreaterThan(20);
  });

  it.skipIf(!here)(
    'with empty or filler fields are ignored or refused, and throw nothing (needs corpora)',
    async () => {
      const samples = files('java-slack-sdk');
      for (const { request, told } of samples) {
        const { status, errors, desk } = await send(request);
        expect([200, 400, 403], told).toContain(status);
        expect([errors, desk], told).toEqual([[], []]);
      }
      expect(samples.length).toBeGreaterThan(25);
    },
  );
});
