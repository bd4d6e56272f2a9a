/** What happens when somebody presses, submits or mentions. Bolt calls; the Desk decides. */
import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import {
  type CardAction,
  fieldOf,
  inputs,
  readCardAction,
  readCheckedItems,
  readFieldAnswers,
} from '#cards/actions.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { limits } from '#cards/limits.ts';
import type { Log } from '#core/deps.ts';
import type { BatchResult, CardRef, ClickResult, Desk, Speaker } from '#core/desk.ts';
import {
  answerDialog,
  askDialog,
  type DialogMemory,
  fieldsDialog,
  passageMessage,
  privateAnswer,
  rejectDialog,
  typeDialog,
} from './messages.ts';

export interface ListenerDeps {
  desk: Desk;
  log: Log;
  speaker: Speaker;
  /** From another company in a shared channel: may read what the channel shows and decides nothing. */
  guest: boolean;
}

const failed = 'That did not work. Nothing was changed; please try again in a moment.';
const guestsRead =
  'You are a guest from another company here: you can read this card, and decide nothing on it.';
const nothingChecked =
  'Nothing is checked, so nothing was decided. Check the orders you mean and press again.';
const unreadableBoxes =
  'These boxes could not be read. Nothing was changed; please decide on the single cards.';
const movedOn = 'This card has moved on: nothing is asked here any more. Nothing was changed.';
const unreadableFields = 'These fields could not be read. Nothing was changed; please try again.';
const nothingFilled = 'Please fill in at least one field.';
const noPassage = 'This clause is not open to you, or it is no longer kept. Nothing was changed.';
const help =
  'I post a card when an order is stuck. Press a button on the card to decide, Reject with a reason, or Ask for Info. ' +
  'The card says who may decide, and keeps the record of what happened.';

const memory = z.object({
  e: z.string().min(1).max(200),
  v: z.int().min(0).optional(),
  q: z.string().max(200).optional(),
  c: z.string().max(64).optional(),
  m: z.string().max(64).optional(),
});

/** Puts the listeners on an app that serves one request of one speaker. */
export function addListeners(app: App, deps: ListenerDeps): void {
  app.action({ type: 'block_actions' }, async ({ ack, body, client }) =>
    onPress(deps, body, () => ack(), client),
  );
  app.view<ViewSubmitAction>({ type: 'view_submission' }, async ({ ack, body, client }) =>
    onSubmit(deps, body, ack, client),
  );
  app.event('app_mention', async ({ event, client, context }) => {
    if (context.retryNum !== undefined || !event.user || event.bot_id) return;
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.thread_ts ?? event.ts,
      ...privateAnswer(help),
    });
  });
  app.event('message', async ({ event, client, context }) => {
    const isPerson = event.subtype === undefined && !('bot_id' in event && event.bot_id);
    if (context.retryNum !== undefined || event.channel_type !== 'im' || !isPerson) return;
    await client.chat.postMessage({ channel: event.channel, ...privateAnswer(help) });
  });
}

type Complaint = { response_action: 'errors'; errors: Record<string, string> };
type Ack = (answer?: Complaint) => Promise<void>;

async function onPress(deps: ListenerDeps, body: BlockAction, ack: Ack, client: WebClient): Promise<void> {
  const [pressed] = body.actions;
  const value =
    pressed &&
    ('selected_option' in pressed
      ? selectedValue(pressed.selected_option)
      : 'value' in pressed
        ? pressed.value
        : null);
  // A box of a batch was checked or cleared: it counts when the button is pressed.
  if (pressed?.action_id === inputs.items) return ack();
  const action = pressed ? readCardAction(pressed.action_id, value) : null;
  const where = placeOf(body);
  if (!action) {
    await ack();
    deps.log.info('slack: a button that is not ours', { action: pressed?.action_id ?? null });
    return;
  }
  if (deps.guest) {
    await ack();
    return sayPrivately(deps, client, where, privateAnswer(guestsRead));
  }
  if (action.kind === 'choose_several') {
    const say = await decideSeveral(deps, action.batchId, body);
    await ack();
    return sayPrivately(deps, client, where, privateAnswer(say));
  }
  const card: DialogMemory = { e: action.exceptionId, ...where };
  switch (action.kind) {
    case 'choose':
    case 'undo':
    case 'match': {
      // The decision is committed before Slack hears that we have it.
      const say = await decide(deps, action);
      await ack();
      return sayPrivately(deps, client, where, privateAnswer(say));
    }
    case 'retype': {
      if (action.type === null) {
        await ack();
        return askWhatIs(deps, client, body, card, 'type');
      }
      const { exceptionId, version, type } = action;
      const result = await orNone(deps, () => deps.desk.retype(deps.speaker, { exceptionId, version }, type));
      await ack();
      return sayPrivately(deps, client, where, privateAnswer(result ? sayOf(result) : failed));
    }
    case 'fill':
      await ack();
      return askWhatIs(deps, client, body, card, 'fields');
    case 'reject':
      await ack();
      return openDialog(deps, client, body, rejectDialog({ ...card, v: action.version }));
    case 'ask': {
      await ack();
      const people = await orNone(deps, () => deps.desk.askable(deps.speaker, action.exceptionId));
      return openDialog(deps, client, body, askDialog({ ...card, v: action.version }, people ?? []));
    }
    case 'answer':
      await ack();
      return openDialog(
        deps,
        client,
        body,
        answerDialog({ ...card, q: action.questionId }, questionOf(body)),
      );
    case 'clause': {
      await ack();
      const found = await orNone(deps, () => deps.desk.passage(deps.speaker, action.passageId));
      const answer = found ? passageMessage(found) : privateAnswer(found === null ? noPassage : failed);
      return sayPrivately(deps, client, where, answer);
    }
    case 'refresh':
      return ack();
  }
}

async function onSubmit(
  deps: ListenerDeps,
  body: ViewSubmitAction,
  ack: Ack,
  client: WebClient,
): Promise<void> {
  const { callback_id: kind, private_metadata, state } = body.view;
  const remembered = memory.safeParse(parseJson(private_metadata));
  const typed = typedIn(state.values);
  const field = fieldsOfDialogs.get(kind) ?? (kind === 'fill' ? Object.keys(typed).find(fieldOf) : undefined);
  if (!remembered.success || !field) {
    await ack();
    deps.log.info('slack: a dialog that is not ours', { callback: kind });
    return;
  }
  const complain = (say: string) => ack({ response_action: 'errors', errors: { [field]: say } });
  if (deps.guest) return complain(guestsRead);
  const { e, v, q, c, m } = remembered.data;
  const request = readSubmission(kind, typed, { exceptionId: e, version: v ?? 0 }, q ?? '');
  if (typeof request === 'string') return complain(request);
  const result = await orNone(deps, () => request(deps.desk, deps.speaker));
  // The words stay in the dialog, so that trying again costs one press.
  if (!result) return complain(failed);
  await ack();
  await sayPrivately(deps, client, { c, m }, privateAnswer(sayOf(result)));
}

/** Where a complaint about a dialog stands; a form's first field is its own. */
const fieldsOfDialogs = new Map<string, string>([
  ['reject', inputs.reason],
  ['ask', inputs.question],
  ['answer', inputs.answer],
  ['retype', inputs.type],
]);

/** What was typed or chosen, by input: every input of ours has its block's id. */
function typedIn(values: ViewSubmitAction['view']['state']['values']): Record<string, string> {
  const typed = Object.entries(values).map(([id, block]) => {
    const input = block[id];
    return [id, (input?.selected_option?.value ?? input?.value ?? '').trim()];
  });
  return Object.fromEntries(typed);
}

/** What the desk is asked for; a text: what is wrong with the dialog. */
function readSubmission(
  kind: string,
  typed: Record<string, string>,
  card: CardRef,
  questionId: string,
): string | ((desk: Desk, speaker: Speaker) => Promise<ClickResult>) {
  if (kind === 'retype') {
    const type = typed[inputs.type];
    if (!type || type.length > limits.slack.optionValue) return 'Please choose what it is.';
    return (desk, speaker) => desk.retype(speaker, card, type);
  }
  if (kind === 'fill') {
    const answers = readFieldAnswers(typed);
    if (!answers) return unreadableFields;
    if (Object.keys(answers).length === 0) return nothingFilled;
    return (desk, speaker) => desk.fill(speaker, card, answers);
  }
  const text = typed[fieldsOfDialogs.get(kind) ?? ''];
  if (!text) return 'Please write a sentence.';
  if (kind === 'reject') return (desk, speaker) => desk.reject(speaker, card, text);
  if (kind === 'ask') return (desk, speaker) => desk.ask(speaker, card, text, typed[inputs.of] || null);
  return (desk, speaker) => desk.answer(speaker, questionId, text);
}

/** A dialog about the card as it is now, whose version it carries. */
async function askWhatIs(
  deps: ListenerDeps,
  client: WebClient,
  body: BlockAction,
  memory: DialogMemory,
  about: 'type' | 'fields',
): Promise<void> {
  const view = await orNone(deps, () => deps.desk.view(deps.speaker, memory.e));
  const say = (words: string) => sayPrivately(deps, client, placeOf(body), privateAnswer(words));
  if (view === undefined) return say(failed);
  const card = view && exceptionCard(view);
  const now = { ...memory, v: card?.version ?? 0 };
  if (about === 'type' && card && card.otherTypes.length > 0) {
    return openDialog(deps, client, body, typeDialog(now, card.otherTypes));
  }
  if (about === 'fields' && card?.form) {
    const { form } = card;
    const plainly = form.questions.some((one) => one.crop) ? fieldsDialog(now, form, false) : undefined;
    return openDialog(deps, client, body, fieldsDialog(now, form, true), plainly);
  }
  return say(movedOn);
}

async function decide(
  deps: ListenerDeps,
  action: Extract<CardAction, { kind: 'choose' | 'undo' | 'match' }>,
): Promise<string> {
  const card = { exceptionId: action.exceptionId, version: action.version };
  const result = await orNone(deps, () => {
    if (action.kind === 'choose') return deps.desk.choose(deps.speaker, card, action.optionId);
    if (action.kind === 'match') return deps.desk.match(deps.speaker, card, action.orderId);
    return deps.desk.undo(deps.speaker, card);
  });
  return result ? sayOf(result) : failed;
}

async function decideSeveral(deps: ListenerDeps, batchId: string, body: BlockAction): Promise<string> {
  const items = readCheckedItems(checkedValues(body));
  if (!items) return unreadableBoxes;
  if (items.length === 0) return nothingChecked;
  const result = await orNone(deps, () => deps.desk.chooseSeveral(deps.speaker, batchId, items));
  return result ? sayOf(result) : failed;
}

const boxes = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

/** What is checked in all groups of boxes together, as the press carries it. */
const checkedValues = (body: BlockAction): string[] =>
  Object.values(body.state?.values ?? {}).flatMap(
    (block) => boxes.safeParse(block[inputs.items]).data?.selected_options.map((one) => one.value) ?? [],
  );

const sayOf = (result: ClickResult | BatchResult) =>
  result.status === 'unknown_workspace' ? 'Unhold does not know this company.' : result.say;

/** undefined: the Desk failed, and the log says how. */
async function orNone<T>(deps: ListenerDeps, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    deps.log.error('slack: a press failed', error, { workspace: deps.speaker.workspace });
    return undefined;
  }
}

interface Place {
  c?: string | undefined;
  m?: string | undefined;
}

function placeOf(body: BlockAction): { c?: string; m?: string } {
  const c = body.channel?.id ?? body.container?.channel_id;
  const m = body.message?.thread_ts ?? body.container?.thread_ts;
  return { ...(typeof c === 'string' && { c }), ...(typeof m === 'string' && { m }) };
}

type Message = ReturnType<typeof privateAnswer> | ReturnType<typeof passageMessage>;

/**
 * Only the person sees it. In a direct message, or where Slack refuses an ephemeral one, it goes to their own
 * conversation with the bot. `response_url` is never called: it is an address that came in a message.
 */
async function sayPrivately(
  deps: ListenerDeps,
  client: WebClient,
  where: Place,
  message: Message,
): Promise<void> {
  const user = deps.speaker.externalId;
  try {
    if (!where.c || where.c.startsWith('D')) {
      await client.chat.postMessage({ channel: where.c ?? user, ...message });
      return;
    }
    const thread = where.m ? { thread_ts: where.m } : {};
    await client.chat.postEphemeral({ channel: where.c, user, ...thread, ...message });
  } catch (error) {
    deps.log.warn('slack: no private answer in the channel, writing directly', { reason: String(error) });
    if (where.c) await client.chat.postMessage({ channel: user, ...message });
  }
}

/**
 * Dialogs open within three seconds of the press; a failure is said in words. `otherwise`: what opens where Slack refuses
 * the first.
 */
async function openDialog(
  deps: ListenerDeps,
  client: WebClient,
  body: BlockAction,
  view: ReturnType<typeof rejectDialog>,
  otherwise?: typeof view,
): Promise<void> {
  try {
    await client.views.open({ trigger_id: body.trigger_id, view });
  } catch (error) {
    if (otherwise) {
      deps.log.warn('slack: a dialog opens without its pictures', { reason: String(error) });
      return openDialog(deps, client, body, otherwise);
    }
    deps.log.error('slack: a dialog did not open', error);
    await sayPrivately(deps, client, placeOf(body), privateAnswer(failed));
  }
}

const asked = z.object({ type: z.literal('section'), text: z.object({ text: z.string().min(1).max(3000) }) });

/** The question as our own message shows it: already escaped. */
function questionOf(body: BlockAction): string {
  const blocks: unknown[] = body.message?.blocks ?? [];
  return (
    blocks.map((block) => asked.safeParse(block).data?.text.text).find((text) => text !== undefined) ?? ''
  );
}

const selectedValue = (option: unknown): unknown =>
  option && typeof option === 'object' && 'value' in option ? option.value : null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
