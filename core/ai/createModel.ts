/** The one gateway to models: schema-bound, checked against the sources, budgeted, recorded, without tools. */
import type { Model } from '../ports.ts';
import type { ProposedField } from '../triage/documents/modelFields.ts';
import { checkAnswer, reasonAnswer } from './answer.ts';
import { type CallerOptions, createCaller } from './call.ts';
import {
  checkDocumentFields,
  type DocumentFieldsInput,
  documentFieldsAnswer,
  documentFieldsPrompt,
} from './documentFields.ts';
import { checkMailType, type MailTypeInput, mailTypeAnswer, mailTypePrompt } from './mailType.ts';
import { reasonPrompt } from './prompt.ts';
import { boundedFetch, type Endpoint, embeddingModel, languageModel } from './provider.ts';

export interface ModelOptions extends Endpoint, CallerOptions {
  model: string;
  embeddingModel?: string | null;
}

export interface Gateway extends Model {
  /** One vector per text. null: no embedding model is configured. Throws `ModelFailed` with a sentence. */
  embed: ((texts: string[], tenantId: string) => Promise<number[][]>) | null;
}

export class ModelFailed extends Error {
  override name = 'ModelFailed';
}

/** A card's paragraph with its quotes; a longer answer is cut off and then not valid JSON. */
const longestAnswerTokens = 900;
/** A name and one sentence of the mail. */
const longestTypeTokens = 200;
/** Six fields with a value and a quote each. */
const longestFieldsTokens = 700;
const probeLimitBytes = 1024 * 1024;

export function createModel(options: ModelOptions): Gateway {
  const { model, embeddingModel: embeddingName, baseUrl, apiKey } = options;
  const call = createCaller(options);

  async function reason(input: Parameters<Model['reason']>[0]): ReturnType<Model['reason']> {
    const { instructions, prompt } = reasonPrompt(input);
    const { tenantId, exceptionId } = input;
    const result = await call(
      { tenantId, exceptionId, purpose: 'card_reason', model, prompt: `${instructions}\n\n${prompt}` },
      async (abortSignal) => {
        const { generateText, Output } = await import('ai');
        const { output, text, usage } = await generateText({
          model: await languageModel(options, model),
          output: Output.object({ schema: reasonAnswer, name: 'reason' }),
          instructions,
          prompt,
          abortSignal,
          // The template stands in at once; a second try would only make the card late.
          maxRetries: 0,
          maxOutputTokens: longestAnswerTokens,
        });
        const checked = checkAnswer(output, input);
        // Where there are passages the template quotes one; words without a quote would be the poorer card.
        const usable = checked.text !== '' && (input.passages.length === 0 || checked.citations.length > 0);
        return {
          value: usable ? checked : null,
          answer: text,
          tokens: { input: usage.inputTokens, output: usage.outputTokens },
          outcome: usable ? 'used' : 'refused',
          note: checked.dropped.length ? JSON.stringify(checked.dropped) : null,
        };
      },
    );
    if (result.status === 'failed') return { failed: result.why };
    if (!result.value) return { failed: 'Nothing the model wrote could be checked against its sources.' };
    return { text: result.value.text, citations: result.value.citations };
  }

  async function mailType(
    input: MailTypeInput,
  ): Promise<{ type: string | null; quote: string | null } | { failed: string }> {
    const { instructions, prompt } = mailTypePrompt(input);
    const { tenantId } = input;
    const result = await call(
      { tenantId, exceptionId: null, purpose: 'mail_type', model, prompt: `${instructions}\n\n${prompt}` },
      async (abortSignal) => {
        const { generateText, Output } = await import('ai');
        const { output, text, usage } = await generateText({
          model: await languageModel(options, model),
          output: Output.object({ schema: mailTypeAnswer, name: 'mail_type' }),
          instructions,
          prompt,
          abortSignal,
          maxRetries: 0,
          maxOutputTokens: longestTypeTokens,
        });
        const checked = checkMailType(output, input);
        return {
          value: checked,
          answer: text,
          tokens: { input: usage.inputTokens, output: usage.outputTokens },
          outcome: checked ? 'used' : 'refused',
          note: checked ? null : 'no type of the list, or a quote that the mail does not have',
        };
      },
    );
    if (result.status === 'failed') return { failed: result.why };
    return result.value ?? { failed: 'What the model said of the mail could not be checked against it.' };
  }

  async function documentFields(
    input: DocumentFieldsInput,
  ): Promise<{ fields: ProposedField[] } | { failed: string }> {
    const { instructions, prompt } = documentFieldsPrompt(input);
    const { tenantId } = input;
    const result = await call(
      {
        tenantId,
        exceptionId: null,
        purpose: 'document_fields',
        model,
        prompt: `${instructions}\n\n${prompt}`,
      },
      async (abortSignal) => {
        const { generateText, Output } = await import('ai');
        const { output, text, usage } = await generateText({
          model: await languageModel(options, model),
          output: Output.object({ schema: documentFieldsAnswer, name: 'document_fields' }),
          instructions,
          prompt,
          abortSignal,
          maxRetries: 0,
          maxOutputTokens: longestFieldsTokens,
        });
        const checked = checkDocumentFields(output, input);
        const dropped = output.fields.length - checked.length;
        return {
          value: checked,
          answer: text,
          tokens: { input: usage.inputTokens, output: usage.outputTokens },
          outcome: dropped && !checked.length ? 'refused' : 'used',
          note: dropped ? `${dropped} not asked for, said twice, or not in the document` : null,
        };
      },
    );
    return result.status === 'failed' ? { failed: result.why } : { fields: result.value };
  }

  async function embed(name: string, texts: string[], tenantId: string): Promise<number[][]> {
    const result = await call(
      { tenantId, exceptionId: null, purpose: 'embedding', model: name, prompt: texts.join('\n---\n') },
      async (abortSignal) => {
        const { embedMany } = await import('ai');
        const { embeddings, usage } = await embedMany({
          model: await embeddingModel(options, name),
          values: texts,
          abortSignal,
          maxRetries: 0,
        });
        const answer = `${embeddings.length} vectors of ${embeddings[0]?.length ?? 0}`;
        return {
          value: embeddings,
          answer,
          tokens: { input: usage.tokens || undefined, output: 0 },
          outcome: 'used',
          note: null,
        };
      },
    );
    if (result.status === 'failed') throw new ModelFailed(result.why);
    return result.value;
  }

  return {
    reason,
    mailType,
    documentFields,
    embed: embeddingName ? (texts, tenantId) => embed(embeddingName, texts, tenantId) : null,
    async probe() {
      const address = `${baseUrl.replace(/\/$/, '')}/models`;
      const response = await boundedFetch(options, probeLimitBytes)(address, {
        headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
        signal: AbortSignal.timeout(options.timeoutMs),
      }).catch(() => null);
      const host = new URL(baseUrl).host;
      if (!response) throw new ModelFailed(`The model server at ${host} cannot be reached.`);
      if (!response.ok)
        throw new ModelFailed(`The model server at ${host} answers with HTTP ${response.status}.`);
      return `The model server at ${host} answers; ${model} writes reasons${embeddingName ? `, ${embeddingName} embeds` : ''}.`;
    },
  };
}
