/** The wire to an OpenAI-compatible server. The SDK is loaded with the first call: a start without one costs nothing. */
import type { EmbeddingModel, LanguageModel } from 'ai';

export interface Endpoint {
  /** With the version: "https://api.openai.com/v1". */
  baseUrl: string;
  /** null: a server that asks for none. Never logged, never part of an error. */
  apiKey: string | null;
  fetch?: typeof fetch;
}

/** A server that answers more than this for a paragraph is broken or hostile. */
const textLimitBytes = 512 * 1024;
/** 100 vectors of 3,072 numbers are about 7 MB as JSON. */
const vectorLimitBytes = 32 * 1024 * 1024;

export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge';
}

/** Fetch that never follows redirects (the key would travel) and reads no more than `limit` bytes. */
export function boundedFetch(endpoint: Endpoint, limit: number): typeof fetch {
  return async (input, init) => {
    // workerd refuses a bare reference to fetch ("Illegal invocation").
    const send = endpoint.fetch ?? ((...args: Parameters<typeof fetch>) => globalThis.fetch(...args));
    const response = await send(input, { ...init, redirect: 'manual' });
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      size += part.value.length;
      if (size > limit) {
        await reader?.cancel();
        throw new AnswerTooLarge(`The answer is larger than ${limit} bytes.`);
      }
      chunks.push(part.value);
    }
    const headers = new Headers(response.headers);
    headers.delete('content-encoding');
    headers.delete('content-length');
    const bodiless = response.status < 200 || [204, 205, 304].includes(response.status);
    return new Response(bodiless ? null : new Blob(chunks), {
      status: Math.max(response.status, 200),
      statusText: response.statusText,
      headers,
    });
  };
}

const isOpenAi = (baseUrl: string) => new URL(baseUrl).hostname === 'api.openai.com';

/** Chat completions, not the Responses API: the latter keeps what it was sent unless told otherwise. */
export async function languageModel(endpoint: Endpoint, model: string): Promise<LanguageModel> {
  const settings = { baseURL: endpoint.baseUrl, fetch: boundedFetch(endpoint, textLimitBytes) };
  if (isOpenAi(endpoint.baseUrl)) {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI({ ...settings, apiKey: endpoint.apiKey ?? '' }).chat(model);
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    ...settings,
    name: 'configured',
    supportsStructuredOutputs: true,
    ...(endpoint.apiKey ? { apiKey: endpoint.apiKey } : {}),
  })(model);
}

export async function embeddingModel(endpoint: Endpoint, model: string): Promise<EmbeddingModel> {
  const settings = { baseURL: endpoint.baseUrl, fetch: boundedFetch(endpoint, vectorLimitBytes) };
  if (isOpenAi(endpoint.baseUrl)) {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI({ ...settings, apiKey: endpoint.apiKey ?? '' }).embeddingModel(model);
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    ...settings,
    name: 'configured',
    ...(endpoint.apiKey ? { apiKey: endpoint.apiKey } : {}),
  }).embeddingModel(model);
}
