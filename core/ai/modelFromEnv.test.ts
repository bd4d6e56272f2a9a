import { expect, test } from 'vitest';
import { modelFromEnv } from './modelFromEnv.ts';

const whole = { UNHOLD_MODEL_URL: 'https://models.example/v1/', UNHOLD_MODEL: 'small' };

test('nothing set is no model', () => {
  expect(modelFromEnv({})).toBeNull();
  expect(modelFromEnv({ UNHOLD_MODEL_URL: '', UNHOLD_MODEL: ' ' })).toBeNull();
});

test('address and model are enough', () => {
  expect(modelFromEnv(whole)).toEqual({
    baseUrl: 'https://models.example/v1',
    apiKey: null,
    model: 'small',
    embeddingModel: null,
    chromaUrl: null,
    timeoutMs: 10_000,
    budget: { callsPerHour: 500, tokensPerDay: 2_000_000 },
  });
});

test.each([
  [{ UNHOLD_MODEL: 'small' }, /UNHOLD_MODEL_URL is missing/],
  [{ UNHOLD_MODEL_URL: 'https://models.example/v1' }, /UNHOLD_MODEL is missing/],
  [{ ...whole, UNHOLD_MODEL_URL: 'models.example' }, /UNHOLD_MODEL_URL must begin with http/],
  [{ ...whole, CHROMA_URL: 'http://127.0.0.1:8000' }, /CHROMA_URL needs UNHOLD_EMBEDDING_MODEL/],
  [{ CHROMA_URL: 'http://127.0.0.1:8000' }, /CHROMA_URL needs UNHOLD_EMBEDDING_MODEL/],
  [{ ...whole, UNHOLD_MODEL_TIMEOUT_MS: 'soon' }, /UNHOLD_MODEL_TIMEOUT_MS must be a whole number/],
])('half a configuration is refused by name: %o', (env, message) => {
  expect(() => modelFromEnv(env)).toThrow(message);
});
