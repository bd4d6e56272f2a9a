/** Says what Slack would say of blocks and views: `invalid_blocks` here is `invalid_blocks` there. */
import { z } from 'zod';
import {
  accessory,
  actionElement,
  anyText,
  contextElement,
  inputElement,
  plain,
  text,
} from './elementSchema.ts';

const base = { block_id: text(1, 255).optional() };
const type = <T extends string>(name: T) => ({ type: z.literal(name) });

const header = z.strictObject({ ...type('header'), ...base, text: plain(150) });
const section = z
  .strictObject({
    ...type('section'),
    ...base,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((one) => one.text !== undefined || one.fields !== undefined, 'text or fields is required');
const divider = z.strictObject({ ...type('divider'), ...base });
const context = z.strictObject({
  ...type('context'),
  ...base,
  elements: z.array(contextElement).min(1).max(10),
});
const actions = z.strictObject({
  ...type('actions'),
  ...base,
  elements: z.array(actionElement).min(1).max(25),
});
const input = z.strictObject({
  ...type('input'),
  ...base,
  label: plain(2000),
  hint: plain(2000).optional(),
  element: inputElement,
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const image = z.strictObject({
  ...type('image'),
  ...base,
  image_url: text(1, 3000).optional(),
  slack_file: z.looseObject({}).optional(),
  alt_text: text(1, 2000),
  title: plain(2000).optional(),
});
const markdown = z.strictObject({ ...type('markdown'), ...base, text: text(1, 12_000) });
const richText = z.strictObject({
  ...type('rich_text'),
  ...base,
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
      elements: z.array(z.looseObject({ type: z.string() })).min(1),
    }),
  ),
});
const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: text(1, 3000) }),
  z.strictObject({ type: z.literal('raw_text'), text: text(1, 3000) }),
  richText,
]);
const table = z.strictObject({
  ...type('table'),
  ...base,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
});

const inMessages = [
  header,
  section,
  divider,
  context,
  actions,
  input,
  image,
  markdown,
  richText,
  table,
] as const;
const inViews = [header, section, divider, context, actions, input, image, richText] as const;

const messageBlocks = z.array(z.discriminatedUnion('type', inMessages)).max(50);
const viewBlocks = z.array(z.discriminatedUnion('type', inViews)).max(100);

const viewBase = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};
const modal = z
  .strictObject({
    type: z.literal('modal'),
    ...viewBase,
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine(
    (view) => view.submit !== undefined || view.blocks.every((block) => block.type !== 'input'),
    'submit is required when a view has input blocks',
  );
const home = z.strictObject({ type: z.literal('home'), ...viewBase });

/** Slack's own sentences, one per fault; empty: it would take them. */
export const checkBlocks = (blocks: unknown): string[] => [
  ...faults(messageBlocks, blocks, '/blocks'),
  ...duplicates(blocks, '/blocks'),
  ...tables(blocks),
];

export const checkView = (view: unknown, kind: 'modal' | 'home'): string[] => [
  ...faults(kind === 'modal' ? modal : home, view, '/view'),
  ...duplicates((view as { blocks?: unknown } | null)?.blocks, '/view/blocks'),
];

function faults(schema: z.ZodType, value: unknown, at: string): string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const pointer = [at, ...issue.path.map(String)].join('/');
    return `${sentence(issue)} [json-pointer:${pointer}]`;
  });
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`;
    case 'too_small':
      return issue.origin === 'array'
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1} characters`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? `missing required field: ${String(issue.path.at(-1))}`
        : `must provide a ${issue.expected}`;
    default:
      return issue.message;
  }
}

/** Slack takes a block id once per message and an action id once per block. */
function duplicates(blocks: unknown, at: string): string[] {
  if (!Array.isArray(blocks)) return [];
  const found: string[] = [];
  const twice = (ids: unknown[], say: (index: number) => string) => {
    const seen = new Set<unknown>();
    ids.forEach((id, index) => {
      if (id !== undefined && seen.has(id)) found.push(say(index));
      seen.add(id);
    });
  };
  twice(
    blocks.map((block) => block?.block_id),
    (index) => `block_id already exists [json-pointer:${at}/${index}/block_id]`,
  );
  blocks.forEach((block, index) => {
    if (!Array.isArray(block?.elements)) return;
    twice(
      block.elements.map((element: { action_id?: unknown } | null) => element?.action_id),
      (place) => `\`action_id\` already exists [json-pointer:${at}/${index}/elements/${place}/action_id]`,
    );
  });
  return found;
}

/** Cells of all tables of a message together: 10,000 characters. */
function tables(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return [];
  const cells = textLength(blocks.filter((block) => block?.type === 'table'));
  return cells > 10_000 ? ['table cells exceed 10000 characters [json-pointer:/blocks]'] : [];
}

/** Characters that a reader sees: the sum of everything called `text`. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  );
}
