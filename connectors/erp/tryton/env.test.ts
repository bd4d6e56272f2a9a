import { expect, test } from 'vitest';
import { trytonFromEnv } from './env.ts';

const clock = { now: () => new Date(0) };
const env = {
  UNHOLD_TRYTON_URL: 'https://tryton.example/',
  UNHOLD_TRYTON_DATABASE: 'main',
  UNHOLD_TRYTON_USER: 'api',
  UNHOLD_TRYTON_PASSWORD: 'hunter2',
};

test('four variables make a connector that says whose identity writes', () => {
  const erp = trytonFromEnv(env, clock);
  expect(erp.kind).toBe('tryton');
  expect(erp.capabilities().actsAs).toBe('Tryton user api');
});

test('what is missing or wrong is named in one sentence, without values', () => {
  expect(() =>
    trytonFromEnv({ UNHOLD_TRYTON_URL: env.UNHOLD_TRYTON_URL, UNHOLD_TRYTON_USER: '' }, clock),
  ).toThrow('To use Tryton, set UNHOLD_TRYTON_DATABASE, UNHOLD_TRYTON_USER, UNHOLD_TRYTON_PASSWORD.');
  expect(() => trytonFromEnv({ ...env, UNHOLD_TRYTON_URL: 'tryton' }, clock)).toThrow(
    'UNHOLD_TRYTON_URL: expected an http or https address.',
  );
});
