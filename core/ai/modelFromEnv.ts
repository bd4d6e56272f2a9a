import { z } from 'zod';
import type { Budget } from './budget.ts';

export interface ModelSettings {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  embeddingModel: string | null;
  /** Set only together with an embedding model: Chroma gets its vectors from there. */
  chromaUrl: string | null;
  timeoutMs: number;
  budget: Budget;
}

const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || null);
const url = (name: string) =>
  optional.refine(
    (value) => value === null || /^https?:\/\//.test(value),
    `${name} must begin with http:// or https://`,
  );
const count = (name: string, otherwise: number) =>
  optional
    .transform((value) => (value === null ? otherwise : Number(value)))
    .refine((value) => Number.isSafeInteger(value) && value > 0, `${name} must be a whole number above 0`);

const environment = z.object({
  UNHOLD_MODEL_URL: url('UNHOLD_MODEL_URL'),
  UNHOLD_MODEL_KEY: optional,
  UNHOLD_MODEL: optional,
  UNHOLD_EMBEDDING_MODEL: optional,
  CHROMA_URL: url('CHROMA_URL'),
  UNHOLD_MODEL_TIMEOUT_MS: count('UNHOLD_MODEL_TIMEOUT_MS', 10_000),
  UNHOLD_MODEL_CALLS_PER_HOUR: count('UNHOLD_MODEL_CALLS_PER_HOUR', 500),
  UNHOLD_MODEL_TOKENS_PER_DAY: count('UNHOLD_MODEL_TOKENS_PER_DAY', 2_000_000),
});

/** null: no model is configured. Half a configuration throws a sentence that names what is missing. */
export function modelFromEnv(env: Record<string, string | undefined>): ModelSettings | null {
  const read = environment.safeParse(env);
  if (!read.success) throw new Error(read.error.issues.map((issue) => issue.message).join('. '));
  const { UNHOLD_MODEL_URL: baseUrl, UNHOLD_MODEL: model, ...rest } = read.data;
  const { UNHOLD_EMBEDDING_MODEL: embeddingModel, CHROMA_URL: chromaUrl } = rest;
  if (!baseUrl && !model && !rest.UNHOLD_MODEL_KEY && !embeddingModel) {
    if (chromaUrl)
      throw new Error('CHROMA_URL needs UNHOLD_EMBEDDING_MODEL (with UNHOLD_MODEL_URL and UNHOLD_MODEL).');
    return null;
  }
  if (!baseUrl)
    throw new Error('UNHOLD_MODEL_URL is missing: the address of an OpenAI-compatible server, with /v1.');
  if (!model) throw new Error('UNHOLD_MODEL is missing: the name of the model at UNHOLD_MODEL_URL.');
  if (chromaUrl && !embeddingModel) throw new Error('CHROMA_URL needs UNHOLD_EMBEDDING_MODEL.');
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiKey: rest.UNHOLD_MODEL_KEY,
    model,
    embeddingModel,
    chromaUrl,
    timeoutMs: rest.UNHOLD_MODEL_TIMEOUT_MS,
    budget: {
      callsPerHour: rest.UNHOLD_MODEL_CALLS_PER_HOUR,
      tokensPerDay: rest.UNHOLD_MODEL_TOKENS_PER_DAY,
    },
  };
}
