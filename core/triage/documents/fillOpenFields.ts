import type { DocumentReading, ReadDocument } from '../../model/document.ts';
import type { Model } from '../../ports.ts';
import { acceptModelFields } from './modelFields.ts';
import { openQuestions } from './questions.ts';

/** A mail's papers beyond these are left to people: each costs a call. */
const mostDocuments = 3;

/**
 * Asks the model, where there is one, for the fields of papers that the rules left open, and takes those that the paper's
 * own words prove. Without it, or when it fails, papers stay as the rules read them. The words themselves go no further.
 */
export async function fillOpenFields(
  model: Pick<Model, 'documentFields'> | null,
  tenantId: string,
  papers: DocumentReading[],
): Promise<DocumentReading[]> {
  const filled: DocumentReading[] = [];
  let asked = 0;
  for (const paper of papers) {
    if (!('missing' in paper)) {
      filled.push(paper);
      continue;
    }
    const { text, ...reading } = paper;
    const open = text && paper.kind !== 'other' && model?.documentFields ? openFields(reading) : {};
    if (!text || !Object.keys(open).length || asked >= mostDocuments) {
      filled.push(reading);
      continue;
    }
    asked += 1;
    const answer = await model!.documentFields!({ tenantId, kind: paper.kind, open, text });
    filled.push('failed' in answer ? reading : acceptModelFields(reading, text, answer.fields));
  }
  return filled;
}

const openFields = (reading: ReadDocument): Record<string, string> =>
  Object.fromEntries(openQuestions(reading).map(({ name, label }) => [name, label]));
