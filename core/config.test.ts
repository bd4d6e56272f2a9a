import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const problems = (env: Record<string, string>): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://x',
  UNHOLD_URL: 'https://unhold.example.com/',
  UNHOLD_SESSION_SECRET: 's'.repeat(32),
  UNHOLD_ADMIN_TOKEN: 't'.repeat(24),
  SLACK_SIGNING_SECRET: 'x',
  SLACK_BOT_TOKEN: 'xoxb',
};

describe('settings', () => {
  it('need nothing on a laptop: embedded database, playground on loopback', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      playground: true,
      host: '127.0.0.1',
      erp: 'demo',
    });
    expect(readConfig({ HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
  });

  it('are refused in production with the whole list of what is missing', () => {
    const said = problems({ NODE_ENV: 'production' });
    for (const name of [
      'DATABASE_URL',
      'UNHOLD_URL',
      'UNHOLD_SESSION_SECRET',
      'UNHOLD_ADMIN_TOKEN',
      'SLACK_BOT_TOKEN',
    ]) {
      expect(said).toContain(name);
    }
    expect(readConfig(production)).toMatchObject({
      playground: false,
      publicUrl: 'https://unhold.example.com',
    });
  });

  it('never put the playground into production or beside a real ERP without being told', () => {
    expect(problems({ ...production, UNHOLD_PLAYGROUND: 'on' })).toContain('never runs in production');
    expect(problems({ UNHOLD_ERP: 'tryton' })).toContain('with-real-erp');
    expect(readConfig({ UNHOLD_ERP: 'tryton', UNHOLD_PLAYGROUND: 'with-real-erp' }).playground).toBe(true);
  });

  it('name the half of a pair that is missing, and what is malformed', () => {
    expect(problems({ SLACK_BOT_TOKEN: 'x' })).toContain('SLACK_SIGNING_SECRET is missing');
    expect(problems({ PORT: 'many', UNHOLD_ENDPOINTS: '{' })).toMatch(
      /PORT: [\s\S]*UNHOLD_ENDPOINTS: not JSON/,
    );
  });
});
