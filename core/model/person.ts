import { z } from 'zod';

export const provider = z.enum(['slack', 'teams', 'email', 'erp']);
export type Provider = z.infer<typeof provider>;

/** A human of one tenant. Accounts are identities; two accounts of one human count once. */
export interface Person {
  id: string;
  tenantId: string;
  name: string;
  title: string;
  email: string;
  roles: string[];
  /** Their own limit in the policy's currency, where it is lower than their roles' (decimal string). */
  limit: string | null;
  timeZone: string;
  locale: string;
}
