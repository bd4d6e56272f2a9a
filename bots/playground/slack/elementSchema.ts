/** Block Kit's composition objects and elements as Slack accepts them: docs.slack.dev/reference/block-kit */
import { z } from 'zod';

export const text = (min: number, max: number) => z.string().min(min).max(max);
const url = text(1, 3000);

export const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(1, max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(1, max), verbatim: z.boolean().optional() });
export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const confirm = z
  .strictObject({
    title: plain(100),
    text: anyText(300),
    confirm: plain(30),
    deny: plain(30),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .optional();

const option = z.strictObject({ text: plain(75), value: text(1, 150), description: plain(75).optional() });
const overflowOption = option.extend({ url: url.optional() });
const richOption = z.strictObject({
  text: anyText(75),
  value: text(1, 150),
  description: anyText(75).optional(),
});

const actionId = text(1, 255).optional();
const focus = z.boolean().optional();
const base = { action_id: actionId };
const choosable = { ...base, confirm, focus_on_load: focus, placeholder: plain(150).optional() };
const groups = z
  .array(z.strictObject({ label: plain(75), options: z.array(option).min(1).max(100) }))
  .min(1)
  .max(100);
const several = { max_selected_items: z.int().min(1).optional() };
const sources = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: groups.optional(),
};
const ids = z.array(text(1, 255)).max(100).optional();
const dispatch = z
  .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
  .optional();
const typed = {
  ...base,
  placeholder: plain(150).optional(),
  focus_on_load: focus,
  dispatch_action_config: dispatch,
};

const type = <T extends string>(name: T) => ({ type: z.literal(name) });

export const image = z
  .strictObject({
    ...type('image'),
    image_url: url.optional(),
    slack_file: z.looseObject({}).optional(),
    alt_text: text(1, 2000),
  })
  .refine((one) => Boolean(one.image_url) !== Boolean(one.slack_file), 'image_url or slack_file is required');

const button = z.strictObject({
  ...type('button'),
  ...base,
  text: plain(75),
  value: text(1, 2000).optional(),
  url: url.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm,
  accessibility_label: text(1, 75).optional(),
});
const overflow = z.strictObject({
  ...type('overflow'),
  ...base,
  confirm,
  options: z.array(overflowOption).min(1).max(5),
});
const staticSelect = z
  .strictObject({ ...type('static_select'), ...choosable, ...sources, initial_option: option.optional() })
  .refine(
    (one) => Boolean(one.options) !== Boolean(one.option_groups),
    'options or option_groups is required',
  );
const multiStaticSelect = z.strictObject({
  ...type('multi_static_select'),
  ...choosable,
  ...sources,
  ...several,
  initial_options: z.array(option).min(1).optional(),
});
const radioButtons = z.strictObject({
  ...type('radio_buttons'),
  ...base,
  confirm,
  focus_on_load: focus,
  options: z.array(richOption).min(1).max(10),
  initial_option: richOption.optional(),
});
const checkboxes = z
  .strictObject({
    ...type('checkboxes'),
    ...base,
    confirm,
    focus_on_load: focus,
    options: z.array(richOption).min(1).max(10),
    initial_options: z.array(richOption).min(1).max(10).optional(),
  })
  .refine(
    ({ options }) => new Set(options.map((one) => one.value)).size === options.length,
    'options must have unique values',
  )
  .refine(({ options, initial_options: initial = [] }) => {
    const offered = options.map((one) => JSON.stringify(one));
    return initial.every((one) => offered.includes(JSON.stringify(one)));
  }, 'initial_options must exactly match entries of options');
const usersSelect = z.strictObject({
  ...type('users_select'),
  ...choosable,
  initial_user: text(1, 255).optional(),
});
const multiUsersSelect = z.strictObject({
  ...type('multi_users_select'),
  ...choosable,
  ...several,
  initial_users: ids,
});
const datepicker = z.strictObject({
  ...type('datepicker'),
  ...choosable,
  initial_date: z.iso.date().optional(),
});
const timepicker = z.strictObject({
  ...type('timepicker'),
  ...choosable,
  initial_time: z.string().optional(),
  timezone: z.string().optional(),
});
const plainTextInput = z.strictObject({
  ...type('plain_text_input'),
  ...typed,
  multiline: z.boolean().optional(),
  initial_value: z.string().max(3000).optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
});
const numberInput = z.strictObject({
  ...type('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const emailInput = z.strictObject({
  ...type('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

/** What an actions block may hold; `section` takes the same and images as its accessory. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  overflow,
  staticSelect,
  multiStaticSelect,
  radioButtons,
  checkboxes,
  usersSelect,
  multiUsersSelect,
  datepicker,
  timepicker,
]);
export const accessory = z.discriminatedUnion('type', [...actionElement.options, image]);
export const inputElement = z.discriminatedUnion('type', [
  staticSelect,
  multiStaticSelect,
  radioButtons,
  checkboxes,
  usersSelect,
  multiUsersSelect,
  datepicker,
  timepicker,
  plainTextInput,
  numberInput,
  emailInput,
]);
export const contextElement = z.discriminatedUnion('type', [image, plain(3000), mrkdwn(3000)]);
