/** What a cut connection must not do: end the process. */
import type postgres from 'postgres';

/** Codes of the client and of the server that say: this connection is gone. */
const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
]);

/** Whether a driver's error says that its connection is gone; what was asked on it may be asked again on another. */
export const isConnectionLost = (error: unknown): boolean => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  // drizzle hides the driver's error in `cause`.
  return (typeof code === 'string' && lost.has(code)) || (cause !== undefined && isConnectionLost(cause));
};

/**
 * postgres.js 3.4.9 sends `rollback` even where a transaction's connection is gone, and that write ends the whole process
 * (porsager/postgres#1154, #1208). There the work is never told to have failed: the close itself has rejected `begin`.
 * Where not even `begin` got through, nothing was done: it is tried on the next connection.
 */
export function surviveLostConnections(client: postgres.Sql, connections: number): void {
  type Work = (tx: postgres.TransactionSql) => Promise<unknown>;
  const begin = client.begin.bind(client) as (work: Work) => Promise<unknown>;
  const never = new Promise<never>(() => {});
  const wary = async (work: Work): Promise<unknown> => {
    for (let tried = 0; ; tried++) {
      let begun = false;
      try {
        return await begin((tx) => {
          begun = true;
          return work(tx).catch((error) => (isConnectionLost(error) ? never : Promise.reject(error)));
        });
      } catch (error) {
        if (begun || tried > connections || !isConnectionLost(error)) throw error;
      }
    }
  };
  client.begin = wary as typeof client.begin;
}
