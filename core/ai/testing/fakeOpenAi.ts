/** A small OpenAI-compatible server for tests: real HTTP on loopback, answers by a function. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  path: string;
  authorization: string | undefined;
  body: {
    model?: string;
    messages?: { role: string; content: string }[];
    response_format?: { type: string };
    tools?: unknown;
    input?: string[];
  };
}

export type FakeReply =
  /** The model's message, as JSON text or whatever it says. */
  | { content: string }
  | { status: number; body?: string }
  /** Sends this much and more, until the client hangs up. */
  | { endless: true }
  /** Never answers. */
  | { silent: true };

/** Words as dimensions: texts that share words are near, with no model at all. */
export function wordVector(text: string, dimensions = 64): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[a-z]{4,}/g) ?? []) {
    const at = [...word.slice(0, 6)].reduce(
      (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % dimensions,
      7,
    );
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function sendWithoutEnd(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
  };
  response.on('drain', more);
  more();
}

const completion = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 0,
  model: 'fake',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
  usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
});

function reply(response: ServerResponse, answer: FakeReply): void {
  if ('content' in answer) send(response, 200, completion(answer.content));
  else if ('status' in answer) send(response, answer.status, answer.body ?? '{"error":{"message":"no"}}');
  else if ('endless' in answer) sendWithoutEnd(response);
}

/** `answer` is asked for chat completions; /embeddings gives word vectors, /models an empty list. */
export async function startFakeOpenAi(answer: (request: FakeRequest) => FakeReply): Promise<{
  url: string;
  requests: FakeRequest[];
  stop(): Promise<void>;
}> {
  const requests: FakeRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const request: FakeRequest = {
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      body: text ? JSON.parse(text) : {},
    };
    requests.push(request);
    if (request.path.endsWith('/embeddings')) {
      const data = (request.body.input ?? []).map((input, index) => ({
        index,
        embedding: wordVector(input),
      }));
      send(response, 200, { object: 'list', model: 'fake', data, usage: { prompt_tokens: 5 } });
    } else if (request.path.endsWith('/models')) {
      send(response, 200, { object: 'list', data: [] });
    } else {
      reply(response, answer(request));
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}
