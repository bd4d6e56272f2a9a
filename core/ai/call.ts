/** One call to a model, whatever for: budget, time, record, and a sentence for every way it can fail. */
import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../ports.ts';
import { type Budget, createBudget } from './budget.ts';
import { AnswerTooLarge } from './provider.ts';

/** What is kept of each call, under its own retention. Never contains the key. */
export interface ModelCall {
  id: string;
  tenantId: string;
  exceptionId: string | null;
  purpose: 'card_reason' | 'embedding' | 'mail_type' | 'document_fields';
  model: string;
  /** sha256 of `prompt`. */
  promptHash: string;
  prompt: string;
  /** As the model gave it; null when there was none. */
  answer: string | null;
  /** `used`; `refused`: it answered and nothing stood the checks; `failed`: no usable answer. */
  outcome: 'used' | 'refused' | 'failed';
  /** Why it failed, or what was dropped of it. */
  note: string | null;
  tokens: { input: number; output: number };
  milliseconds: number;
  /** ISO instant at which it began. */
  at: string;
}

export interface CallerOptions {
  timeoutMs: number;
  budget: Budget;
  record(call: ModelCall): Promise<void>;
  clock: Clock;
}

interface Request {
  tenantId: string;
  exceptionId: string | null;
  purpose: ModelCall['purpose'];
  model: string;
  prompt: string;
}

interface Answered<T> {
  value: T;
  answer: string;
  /** Missing where the server does not count. */
  tokens: { input?: number | undefined; output?: number | undefined };
  outcome: 'used' | 'refused';
  note: string | null;
}

export type CallResult<T> = { status: 'answered'; value: T } | { status: 'failed'; why: string };
export type Caller = <T>(
  request: Request,
  run: (signal: AbortSignal) => Promise<Answered<T>>,
) => Promise<CallResult<T>>;

/** About four characters of English to a token. */
const estimate = (text: string) => Math.ceil(text.length / 4);
const longestRecordedAnswer = 20_000;

/** What the AI SDK's errors carry; read structurally, so that the SDK need not be loaded to name a failure. */
interface SdkError {
  statusCode?: number;
  /** What the model said, where it was not what the schema asks for. */
  text?: string;
  name?: string;
  cause?: SdkError;
}

export function createCaller({ timeoutMs, budget, record, clock }: CallerOptions): Caller {
  const purse = createBudget(budget, clock);
  return async (request, run) => {
    const none = purse.take(request.tenantId);
    if (none) return { status: 'failed', why: none };
    const at = clock.now().toISOString();
    const started = performance.now();
    const signal = AbortSignal.timeout(timeoutMs);
    const { result, error } = await run(signal).then(
      (result) => ({ result, error: null }),
      (error: SdkError | null | undefined) => ({ result: null, error }),
    );
    const why = result ? null : failureSentence(error, signal.aborted, timeoutMs);
    const answer = result ? result.answer : (error?.text ?? null);
    const tokens = {
      input: result?.tokens.input ?? estimate(request.prompt),
      output: result?.tokens.output ?? estimate(answer ?? ''),
    };
    purse.spend(request.tenantId, tokens.input + tokens.output);
    try {
      await record({
        ...request,
        id: randomUUID(),
        promptHash: createHash('sha256').update(request.prompt).digest('hex'),
        answer: answer?.slice(0, longestRecordedAnswer) ?? null,
        outcome: result?.outcome ?? 'failed',
        note: result ? result.note : why,
        tokens,
        milliseconds: Math.round(performance.now() - started),
        at,
      });
    } catch {
      return {
        status: 'failed',
        why: 'The model call could not be recorded, so its answer is not used.',
      };
    }
    return result ? { status: 'answered', value: result.value } : { status: 'failed', why: why ?? '' };
  };
}

/** A server's own words are never repeated: they may contain the key. */
function failureSentence(error: SdkError | null | undefined, timedOut: boolean, timeoutMs: number): string {
  if (timedOut) return `The model did not answer within ${timeoutMs / 1000} s.`;
  for (let at = error; at; at = at.cause) {
    if (at instanceof AnswerTooLarge) return 'The model answered far more than was asked for.';
    if (at.statusCode === 401 || at.statusCode === 403) return 'The model server refused the key.';
    if (at.statusCode === 404) return 'The model server does not know the model.';
    if (at.statusCode === 429) return 'The model server is at its limit of requests.';
    if (at.statusCode !== undefined && at.statusCode !== 200)
      return `The model server answered with an error (HTTP ${at.statusCode}).`;
    if (at.text !== undefined || at.statusCode === 200)
      return 'The model did not answer in the form asked for.';
  }
  if (error?.name === 'AI_APICallError') return 'The model server cannot be reached.';
  return `The model call failed (${error?.name ?? 'unknown error'}).`;
}
