/** What is asked of policy about an open case, and what has been approved of it so far. */
import type { Option } from '../model/exception.ts';
import { personOf, type TenantConfig } from '../store/tenantConfig.ts';
import type { DecisionRequest, PriorDecision } from './decide.ts';
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

/** Approvals of this version, as `decide` wants them: authority is judged as it was when they were given. */
export const historyOf = (open: OpenCase): PriorDecision[] =>
  open.approvals.map(({ by, at, roles, limit, actingFor }) => ({
    by,
    at,
    verdict: 'approve' as const,
    roles,
    limit,
    ...(actingFor ? { actingFor } : {}),
  }));
