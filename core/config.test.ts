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

describe('mail', () => {
  it('what is set is read, and a mailbox needs to know whose it is', () => {
    expect(
      readConfig({
        SMTP_URL: 'smtps://u:p@mail.example',
        SMTP_LISTEN_PORT: '2525',
        IMAP_URL: 'imaps://u:p@mail.example',
        IMAP_ADDRESS: 'Inbox@calder.unhold.example',
      }).mail,
    ).toMatchObject({
      smtp: { url: 'smtps://u:p@mail.example', returnPath: null },
      listen: { host: '127.0.0.1', port: 2525, certFile: null },
      imap: { folder: 'INBOX', moveTo: null, address: 'inbox@calder.unhold.example' },
    });
    expect(() => readConfig({ IMAP_URL: 'imaps://u:p@mail.example' })).toThrow('IMAP_ADDRESS is missing');
    expect(() => readConfig({ SMTP_URL: 'mail.example:25' })).toThrow('SMTP_URL');
    expect(() => readConfig({ IMAP_URL: 'imaps://mail.example', IMAP_ADDRESS: 'a@b.example' })).toThrow(
      'IMAP_URL',
    );
  });

  it('in production nothing listens in the clear for the world', () => {
    const problem = (env: Record<string, string>) => () =>
      readConfig({ NODE_ENV: 'production', SMTP_LISTEN_PORT: '25', ...env });
    expect(problem({ HOST: '0.0.0.0' })).toThrow('SMTP_LISTEN_CERT and SMTP_LISTEN_KEY are missing: mail');
    expect(problem({ HOST: '0.0.0.0', SMTP_LISTEN_CERT: 'a', SMTP_LISTEN_KEY: 'b' })).not.toThrow(
      'SMTP_LISTEN',
    );
    expect(problem({ SMTP_LISTEN_HOST: '127.0.0.1' })).not.toThrow('SMTP_LISTEN');
  });
});
