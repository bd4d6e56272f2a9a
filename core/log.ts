import type { Log } from './deps.ts';

/** Drivers append a statement's parameters to their message: whole mails, and secrets. */
const withoutParameters = (text: string): string =>
  text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, '\nparams: <redacted>').slice(0, 8000);

const hidden = /token|secret|password|authorization|cookie|key$/i;

/** One JSON object per line on stderr. Values under telling names are not printed. */
export function consoleLog(role: string): Log {
  const write = (level: string, message: string, fields: Record<string, unknown> = {}): void => {
    const shown = Object.entries(fields).map(([name, value]) => [
      name,
      hidden.test(name) ? '<redacted>' : value,
    ]);
    console.error(
      JSON.stringify({ at: new Date().toISOString(), level, role, message, ...Object.fromEntries(shown) }),
    );
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, error, fields) =>
      write('error', message, {
        ...fields,
        error:
          error instanceof Error
            ? {
                message: withoutParameters(error.message),
                cause: withoutParameters(String(error.cause ?? '')),
                stack: withoutParameters(error.stack ?? ''),
              }
            : withoutParameters(String(error)),
      }),
  };
}
