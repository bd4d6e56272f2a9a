/** Names and settings on which the isolation of tenants rests. */
import { type SQL, sql } from 'drizzle-orm';

/** The role every tenant transaction runs as: no login, no bypass of row-level security. */
export const APP_ROLE = 'unhold_app';

/** First statement of every tenant transaction. Local to the transaction, so pooled connections carry nothing over. */
export const enterTenant = (tenantId: string): SQL =>
  sql`select set_config('role', ${APP_ROLE}, true), set_config('app.tenant', ${tenantId}, true)`;
