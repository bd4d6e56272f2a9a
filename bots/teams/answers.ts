/** The bodies of invoke responses. learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
import type { InvokeAnswer } from './botFramework.ts';
import type { PressAnswer } from './press.ts';

/**
 * HTTP is 200 whenever our code looked at the press, as the protocol asks; `statusCode` inside says how it went. Only
 * then does Teams show our words instead of its "Something went wrong".
 */
export function toInvokeAnswer(answer: PressAnswer): InvokeAnswer {
  switch (answer.kind) {
    case 'card':
      return ok('application/vnd.microsoft.card.adaptive', answer.card);
    case 'say':
      return ok('application/vnd.microsoft.activity.message', answer.say);
    case 'not_ours':
      return invokeError(200, 400, 'UnknownAction', 'This button belongs to no card that Unhold knows.');
    case 'unknown_workspace':
      return invokeError(403, 403, 'UnknownTenant', 'Unhold does not know this company.');
  }
}

export const unsupportedInvoke = (): InvokeAnswer =>
  invokeError(400, 400, 'NotSupported', 'Unhold answers buttons of its cards only.');

const ok = (type: string, value: unknown): InvokeAnswer => ({
  status: 200,
  body: { statusCode: 200, type, value },
});

const invokeError = (status: number, statusCode: number, code: string, message: string): InvokeAnswer => ({
  status,
  body: { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } },
});
