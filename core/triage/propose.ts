import { createHash } from 'node:crypto';
import { requestOf } from '../approvals/request.ts';
import { approvalFor } from '../approvals/whoCan.ts';
import { dataQuality, exceptionType, titleOf } from '../exceptions/index.ts';
import type { OptionDraft } from '../exceptions/type.ts';
import type {
  Citation,
  ExceptionView,
  Fact,
  FactTable,
  Finding,
  Option,
  Priority,
  SignalSource,
  Why,
} from '../model/exception.ts';
import { formatMoney, type Money } from '../model/money.ts';
import type { DataGap, OrderContext } from '../model/order.ts';
import { ruleFor } from '../policy/policy.ts';
import type { ErpCapabilities, Passage } from '../ports.ts';
import { personOf, type TenantConfig } from '../store/tenantConfig.ts';
import { type Account, MOST_REMARKS } from './account.ts';
import { formOf, type PaperForm, paperFacts } from './documents/papers.ts';

/** What is proposed about an exception at one version of its card; stored as it was shown. */
export interface Proposal {
  headline: string;
  facts: Fact[];
  table: FactTable | null;
  atStake: Money;
  stakeSentence: string;
  why: Why;
  options: Option[];
  blocked: string | null;
  candidates: { connectionId: string; orderId: string; label: string; why: string }[];
  priority: Priority;
  /** Holes in the ERP's data about this order, in sentences. */
  gaps: string[];
  /** The customer's tier, for limits that depend on it. */
  customerTier: string | null;
  /** Options that were carried out and did not end the case: not offered again. */
  carriedOut?: string[];
  /** The action that this proposal takes back. */
  undoes?: { actionId: string; record: ExceptionView['record'] };
  /** It rests on what somebody outside said and the ERP does not record: a person decides, whatever policy allows. */
  reported?: true;
  /** Of a case that a mail opened: what people may know better. */
  told?: {
    typeCandidates: string[];
    form: PaperForm | null;
    /** Who said what; beside the facts of the ERP. Not in cases from before there were any. */
    facts?: Fact[];
    /** Who told of it, for an answer. Not in cases from before there were any. */
    answerTo?: Account['answerTo'];
  };
  /** The policy version that this proposal would put into effect. */
  adopts?: number;
}

/** The id of the option that sends what a person wrote. */
export const ANSWER = 'answer';

/** sha256 over what an approver saw and agrees to. Key order does not matter. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** What the approver agrees to: if any of it changes, the approval is asked again. */
export const optionHash = (draft: Pick<OptionDraft, 'action' | 'amount'>, orderId: string): string =>
  hashOf([orderId, draft.action, draft.amount]);

/** The first passage that may support the type and has words that do; null: there is no source. */
export function decidingClause(typeName: string, passages: Passage[]): Citation | null {
  const { supportedBy } = exceptionType(typeName);
  for (const passage of passages) {
    if (!passage.quote || (supportedBy === 'agreement' && passage.customerId === null)) continue;
    const { id: passageId, document, clause, effectiveFrom, quote } = passage;
    return {
      kind: 'clause',
      passageId,
      document,
      clause,
      effectiveFrom,
      quote: quote.text,
      start: quote.start,
      end: quote.end,
    };
  }
  return null;
}

/** Mails go through Unhold's own outbox, whatever the ERP can do. */
const canCarryOut = (capabilities: ErpCapabilities, { action }: Pick<OptionDraft, 'action'>): boolean =>
  action.kind === 'send_message' || capabilities.actions[action.kind] !== undefined;

/** Puts type, policy and sources together. Pure. `passages`: best first, already scoped. */
export function propose(
  finding: Finding,
  context: OrderContext,
  config: TenantConfig,
  connectionId: string,
  capabilities: ErpCapabilities,
  passages: Passage[],
  now: Date,
): Proposal {
  const type = exceptionType(finding.type);
  const composition = type.compose(finding, context, config.locale);
  const clause = decidingClause(finding.type, passages);
  const customerTier = context.order.customer.tier;
  const enteredBy = context.order.enteredBy
    ? (personOf(config, 'erp', connectionId, context.order.enteredBy)?.id ?? null)
    : null;
  const options: Option[] = [];
  const withheld: string[] = [];
  for (const draft of composition.options) {
    if (!canCarryOut(capabilities, draft)) {
      withheld.push(`${draft.label}: the connected ERP cannot do it; do it there by hand.`);
      continue;
    }
    const request = requestOf(
      { type: finding.type, customerTier, risk: composition.priority, enteredBy, now },
      draft,
    );
    const rule = ruleFor(config.policy, request, now);
    const approval = approvalFor(config.policy, request, config.people, now, {});
    const citations: Citation[] = [
      ...(clause ? [clause] : []),
      ...draft.citations,
      ...(rule ? [{ kind: 'policy' as const, version: config.policyVersion, rule: rule.id }] : []),
    ];
    const missing = rule && !citations.some((citation) => citation.kind === rule.requires);
    if (missing) {
      withheld.push(
        `${draft.label} needs ${rule.requires === 'clause' ? 'a clause of the contract or an SOP' : 'a price-list row'}, and none was found for ${context.order.customer.name}.`,
      );
      continue;
    }
    if (approval.mode === 'by_hand') {
      withheld.push(`${draft.label}: policy leaves it to people in the ERP.`);
      continue;
    }
    options.push({ ...draft, citations, approval, hash: optionHash(draft, context.order.id) });
  }
  return {
    headline: composition.headline,
    facts: composition.facts,
    table: composition.table,
    atStake: finding.atStake,
    stakeSentence: composition.stakeSentence,
    why: {
      text: composition.why,
      by: 'rule',
      // What is left can be decided; what is withheld is said beside it.
      note: options.length && withheld.length ? withheld.join(' ') : null,
      citations: clause ? [clause] : [],
    },
    options,
    blocked: !options.length && withheld.length ? withheld.join(' ') : null,
    candidates: [],
    priority: composition.priority,
    gaps: gapSentences(dataQuality(context)),
    customerTier,
  };
}

/** A card names a few holes; the digest counts them all. */
const SHOWN_GAPS = 3;

const gapSentences = (gaps: DataGap[]): string[] =>
  gaps.slice(0, SHOWN_GAPS).map((gap) => `Data quality: ${gap.about}: ${gap.text}`);

/** What a case says that somebody tells of and the ERP does not show. `order`: its label; null: it is not known. */
export function wordsOfTold(
  typeName: string,
  order: string | null,
  { from, source }: Pick<Account, 'from' | 'source'>,
): { headline: string; blocked: string | null } {
  const title = titleOf(typeName).toLowerCase();
  if (order) {
    return {
      headline: `${from} reports trouble with order ${order}: ${title}. What should happen?`,
      blocked: `The ERP shows no ${title} on this order, so nothing is offered for one click. Ask, or close it with a reason.`,
    };
  }
  const headline =
    source === 'email'
      ? `Which order does the mail from ${from} mean?`
      : `Which order is this about: ${from}, ${title}?`;
  return { headline, blocked: null };
}

/** A case that somebody tells of and the ERP does not show: facts, no write. */
export function proposeFromMail(
  typeName: string,
  context: OrderContext | null,
  told: Account,
  candidates: Proposal['candidates'],
  { currency, locale }: Pick<TenantConfig, 'currency' | 'locale'>,
): Proposal {
  const order = context?.order;
  const label = order ? (order.number ?? order.reference ?? order.id) : null;
  return {
    ...wordsOfTold(typeName, label, told),
    facts: [
      ...factsOfTold(told),
      ...(order
        ? [
            { label: 'Customer', value: order.customer.name },
            { label: 'State in the ERP', value: order.state.replaceAll('_', ' ') },
          ]
        : []),
    ],
    table: null,
    atStake: order?.total ?? { amount: '0.00', currency },
    stakeSentence: order
      ? `The order is worth ${formatMoney(order.total, locale)}.`
      : 'Not known before the order is.',
    why: {
      text: told.text.slice(0, 600) || 'It says nothing more.',
      by: 'rule',
      note: told.source === 'email' ? 'In the words of the mail.' : (spoken[told.source] ?? null),
      citations: [],
    },
    options: [],
    candidates,
    priority: 'normal',
    gaps: context ? gapSentences(dataQuality(context)) : [],
    customerTier: order?.customer.tier ?? null,
    ...toldPart(told),
  };
}

type Teller = Pick<Account, 'from' | 'papers' | 'remarks' | 'warnings'> & { subject: string | null };

const factsOfTold = ({ from, subject, papers = [], remarks = [], warnings = [] }: Teller): Fact[] => [
  { label: 'Reported by', value: from },
  ...warnings.map((value) => ({ label: 'Check the sender', value })),
  ...(subject === null ? [] : [{ label: 'Subject', value: subject || '(no subject)' }]),
  ...paperFacts(papers),
  ...remarks.slice(0, MOST_REMARKS).map((value) => ({ label: 'Paper and order differ', value })),
];

/** What the card of a case keeps of the mail that it is about, also when the ERP's facts and options come onto it. */
export const toldPart = (told: Account): Pick<Proposal, 'told'> =>
  told.source === 'email'
    ? {
        told: {
          typeCandidates: told.typeCandidates ?? [],
          form: formOf(told.papers ?? []),
          answerTo: told.answerTo ?? null,
          facts: factsOfTold({ ...told, subject: null }),
        },
      }
    : {};

const spoken: Partial<Record<SignalSource, string>> = {
  edi: 'In the words of the EDI message.',
  carrier: 'In the words of the carrier.',
  document: 'In the words of the document.',
};
