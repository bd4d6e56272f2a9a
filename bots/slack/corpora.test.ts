import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTestSlack } from './testSlack.ts';

const folder = fileURLToPath(new URL('../../../shared/corpora/slack/', import.meta.url));
const here = existsSync(folder);

/** Every object in a recorded file that could be a request of Slack. */
function* payloads(value: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (!value || typeof value !== 'object' || depth > 3) return;
  const isRequest =
    'type' in value && typeof value.type === 'string' && ('event' in value || 'user' in value);
  if (isRequest) yield value as Record<string, unknown>;
  for (const one of Object.values(value)) yield* payloads(one, depth + 1);
}

const files = here
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  : [];

describe('recorded requests of Slack', () => {
  it.skipIf(!here)('are verified, then routed or ignored, and never throw (needs corpora)', async () => {
    let sent = 0;
    for (const file of files) {
      for (const payload of payloads(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')))) {
        const app = createTestSlack({}, { identify: async () => ({ tenantId: 'calder', person: null }) });
        const response =
          payload.type === 'event_callback' ? await app.event(payload) : await app.interact(payload);
        await app.settled();
        expect([200, 400, 403], file).toContain(response.status);
        expect(
          app.lines.filter((line) => line.level === 'error'),
          file,
        ).toEqual([]);
        expect(app.deskCalls, file).toEqual([]);
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThan(50);
  });
});
