/** What is asked of policy about an open case. */
import type { Option } from '../model/exception.ts';
import { personOf, type TenantConfig } from '../store/tenantConfig.ts';
import type { DecisionRequest } from './decide.ts';
import type { OpenCase } from './openCase.ts';
import { requestOf } from './request.ts';

/** What a request needs to know of its case. */
export type RequestCase = Pick<
  OpenCase,
  'enteredBy' | 'connectionId' | 'type' | 'requestedBy' | 'expiresAt'
> & {
  proposal: Pick<OpenCase['proposal'], 'customerTier' | 'priority'>;
};

export function caseRequest(
  config: TenantConfig,
  open: RequestCase,
  option: Option,
  now: Date,
): DecisionRequest {
  const { enteredBy, connectionId, type, requestedBy, expiresAt } = open;
  return requestOf(
    {
      type,
      customerTier: open.proposal.customerTier ?? null,
      risk: open.proposal.priority ?? 'normal',
      enteredBy: (enteredBy && personOf(config, 'erp', connectionId ?? '', enteredBy)?.id) || null,
      requestedBy,
      expiresAt,
      now,
    },
    option,
  );
}
