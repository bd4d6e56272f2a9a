import { expect, it, vi } from 'vitest';
import { consoleLog } from './log.ts';

it('prints what failed and where, and neither secrets nor the parameters of a statement', () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  const failure = new Error(
    'Failed query: insert into unhold.signal\nparams: From: somebody,\nSubject: private',
  );
  consoleLog('web').error('request failed', failure, { inboxToken: 'abc', path: '/inbox' });
  const line = String(printed.mock.calls[0]?.[0]);
  printed.mockRestore();
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    role: 'web',
    inboxToken: '<redacted>',
    path: '/inbox',
    error: {
      message: 'Failed query: insert into unhold.signal\nparams: <redacted>',
      stack: expect.stringContaining('log.test.ts'),
    },
  });
  expect(line).not.toMatch(/private|somebody|abc/);
});
