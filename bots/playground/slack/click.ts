/** A person's press or submission in the Slack stand-in: the real, signed request, and what follows from its answer. */
import { createHmac } from 'node:crypto';
import {
  afterglowMs,
  type Click,
  type ClickResult,
  firstPressed,
  parseObject,
  refused,
  type Sent,
  send,
} from '../clicks.ts';
import type { Place } from '../roster.ts';
import { findMessage, formerContents, type Json, type StoredMessage } from '../store.ts';
import type { Turn } from '../turns.ts';
import type { World } from '../world.ts';
import { bot, toMessage } from './api.ts';
import { checkView } from './blockSchema.ts';
import { closeDialog, complain, type Dialog, findDialog, topDialogOf, updateDialog } from './dialogs.ts';
import { fill, pressOf } from './elements.ts';
import type { Triggers } from './triggers.ts';
import { nextHash, showDialog, toView } from './views.ts';

/** docs.slack.dev/authentication/verifying-requests-from-slack; real time, whatever the playground's clock says. */
function signedSlackRequest(url: string, signingSecret: string, body: string): Request {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return new Request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

/** The client closed something that the bot did not ask to hear of. */
const silent: Sent = { status: 200, ms: 0, body: '', work: Promise.resolve() };

interface SlackClient {
  click(click: Click): Promise<ClickResult>;
}

export function createSlackClient(world: World, triggers: Triggers, signingSecret: string): SlackClient {
  const post = (payload: Json): Promise<Sent> => {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    return send(world.dispatch, signedSlackRequest(`${world.baseUrl}/slack/events`, signingSecret, body));
  };

  /** What every interaction says of who, where and with which permissions. */
  const envelope = (click: Click, turn: Turn, team: string, domain: string): Json => ({
    team: { id: team, domain },
    user: { id: click.person.slack, username: click.person.id, name: click.person.id, team_id: team },
    api_app_id: bot.app,
    token: 'unused-verification-token',
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: triggers.trigger({ turn: turn.id, tenant: click.person.tenant, person: click.person.id }),
  });

  const sent = (
    answer: Sent,
    turn: Turn,
    more: Partial<{ errors: Record<string, string> }> = {},
  ): ClickResult => ({
    status: 'sent',
    outcome: {
      status: answer.status,
      ms: answer.ms,
      private: turn.private,
      dialog: turn.dialog,
      errors: more.errors ?? null,
    },
  });

  const onMessage = async (click: Click, newest: StoredMessage, place: Place): Promise<ClickResult> => {
    const former = await world.transaction(place.tenant.id, (tx) => formerContents(tx, newest.id));
    const found = firstPressed([newest.content, ...former], click.version, (content) => {
      const pressed = pressOf(content, click.action, click.inputs);
      return pressed.status === 'absent' ? null : pressed;
    });
    if (!found) return refused(404, `The message has nothing called "${click.action}".`);
    const { pressed } = found;
    const message = { ...newest, content: found.content };
    if (pressed.status === 'unchosen') {
      return refused(422, `"${click.action}" needs a choice in inputs: ${pressed.values.join(', ')}.`);
    }
    const form = fill(message.content, click.inputs);
    if (Object.keys(form.errors).length > 0) {
      return refused(422, `The message does not offer this. ${listed(form.errors)}`, form.errors);
    }
    const team = place.tenant.slack ?? '';
    const turn = world.turns.begin(click.person.id, place.id);
    try {
      const isEphemeral = message.onlyFor !== null;
      const answer = await post({
        type: 'block_actions',
        ...envelope(click, turn, team, place.tenant.id),
        container: {
          type: 'message',
          message_ts: message.id,
          channel_id: place.id,
          is_ephemeral: isEphemeral,
          ...(message.thread !== null && { thread_ts: message.thread }),
        },
        channel: { id: place.id, name: place.kind === 'direct' ? 'directmessage' : place.name },
        ...(!isEphemeral && { message: toMessage(message, team, true) }),
        state: { values: form.values },
        response_url: triggers.responseUrl({
          turn: turn.id,
          tenant: place.tenant.id,
          person: click.person.id,
          channel: place.id,
          message: message.id,
          ephemeral: isEphemeral,
        }),
        actions: [{ ...pressed.payload, action_ts: String(Date.now() / 1000) }],
      });
      await world.turns.outcome(turn, answer.work, afterglowMs);
      const left = Object.fromEntries(
        Object.entries(click.inputs).filter(([name]) => !pressed.used.includes(name)),
      );
      return turn.dialog === null ? sent(answer, turn) : await fillIn(click, turn, place, answer, left);
    } finally {
      world.turns.end(turn);
    }
  };

  /** Inputs that came with the click and belong to the dialog it opened are submitted at once: scripts need one call. */
  const fillIn = async (
    click: Click,
    turn: Turn,
    place: Place,
    answer: Sent,
    inputs: Record<string, string>,
  ) => {
    const dialog = await world.transaction(place.tenant.id, (tx) => findDialog(tx, turn.dialog ?? ''));
    if (!dialog) return sent(answer, turn);
    const form = fill(dialog.view['blocks'], inputs);
    if (form.known.length === 0) return sent(answer, turn);
    if (Object.keys(form.errors).length > 0) return sent(answer, turn, { errors: form.errors });
    turn.dialog = null;
    return submit(click, turn, place, dialog, form.values);
  };

  const submit = async (
    click: Click,
    turn: Turn,
    { tenant }: Pick<Place, 'tenant'>,
    dialog: Dialog,
    values: Json,
  ): Promise<ClickResult> => {
    const team = tenant.slack ?? '';
    const answer = await post({
      type: 'view_submission',
      ...envelope(click, turn, team, tenant.id),
      view: toView(dialog, team, values),
      response_urls: [],
    });
    if (answer.status !== 200) return sent(answer, turn);
    const reply = parseObject(answer.body);
    if (reply['response_action'] === 'errors') {
      const errors = Object.fromEntries(
        Object.entries(parseObject(JSON.stringify(reply['errors']))).map(([key, text]) => [
          key,
          String(text),
        ]),
      );
      await world.transaction(tenant.id, (tx) => complain(tx, dialog.id, errors));
      turn.dialog = dialog.id;
      world.revision.bump();
      return sent(answer, turn, { errors });
    }
    await follow(reply, dialog, tenant.id, turn);
    await world.turns.outcome(turn, answer.work, afterglowMs);
    return sent(answer, turn);
  };

  /** docs.slack.dev/surfaces/modals#updating_views. A view that Slack would refuse leaves the dialog as it was. */
  const follow = async (reply: Json, dialog: Dialog, tenantId: string, turn: Turn): Promise<void> => {
    const action = reply['response_action'];
    const view = reply['view'];
    if ((action === 'update' || action === 'push') && checkView(view, 'modal').length > 0) {
      turn.dialog = dialog.id;
    } else if (action === 'update') {
      await world.transaction(tenantId, (tx) => updateDialog(tx, dialog.id, view as Json, nextHash(world)));
      turn.dialog = dialog.id;
    } else if (action === 'push') {
      const pushed = await showDialog(
        world,
        { tenant: tenantId, person: dialog.person },
        view as Json,
        dialog,
      );
      turn.dialog = pushed.id;
    } else {
      await world.transaction(tenantId, (tx) => closeDialog(tx, dialog, action === 'clear'));
    }
    world.revision.bump();
  };

  const onDialog = async (click: Click, dialog: Dialog): Promise<ClickResult> => {
    const tenant = await world.roster.find((roster) => roster.tenant(click.person.tenant));
    if (!tenant || dialog.person !== click.person.id)
      return refused(404, 'This dialog is not open for this person.');
    const top = await world.transaction(tenant.id, (tx) => topDialogOf(tx, click.person.id));
    if (top?.id !== dialog.id) return refused(409, 'Another dialog lies on top of this one.');
    const form = fill(dialog.view['blocks'], click.inputs);
    const team = tenant.slack ?? '';
    const turn = world.turns.begin(click.person.id, null);
    try {
      if (click.action === 'submit') {
        if (Object.keys(form.errors).length > 0) {
          return refused(422, `The dialog is not complete. ${listed(form.errors)}`, form.errors);
        }
        return await submit(click, turn, { tenant }, dialog, form.values);
      }
      const { trigger_id: trigger, ...who } = envelope(click, turn, team, tenant.id);
      const view = toView(dialog, team, form.values);
      if (click.action === 'cancel') {
        await world.transaction(tenant.id, (tx) => closeDialog(tx, dialog, false));
        world.revision.bump();
        const isTold = dialog.view['notify_on_close'] === true;
        const closed = { type: 'view_closed', ...who, view, is_cleared: false };
        return sent(isTold ? await post(closed) : silent, turn);
      }
      const pressed = pressOf(dialog.view['blocks'], click.action, click.inputs);
      if (pressed.status !== 'ok') return refused(404, `The dialog has nothing called "${click.action}".`);
      const answer = await post({
        type: 'block_actions',
        ...who,
        trigger_id: trigger,
        view,
        container: { type: 'view', view_id: dialog.id },
        actions: [{ ...pressed.payload, action_ts: String(Date.now() / 1000) }],
      });
      await world.turns.outcome(turn, answer.work, afterglowMs);
      return sent(answer, turn);
    } finally {
      world.turns.end(turn);
    }
  };

  return {
    async click(click) {
      const { person } = click;
      if (person.slack === null) return refused(409, `${person.name} has no account in Slack.`);
      const found = await world.transaction(person.tenant, async (tx) => ({
        dialog: click.message.startsWith('V') ? await findDialog(tx, click.message) : null,
        message: await findMessage(tx, 'slack', click.message),
      }));
      if (found.dialog) return onDialog(click, found.dialog);
      const { message } = found;
      const place = message && (await world.roster.find((roster) => roster.place('slack', message.channel)));
      const isMember = place?.members.some((member) => member.id === person.id);
      const isForOthers = message?.onlyFor != null && message.onlyFor !== person.id;
      if (!message || !place || !isMember || isForOthers) {
        return refused(404, `${person.name} sees no such message in Slack.`);
      }
      return onMessage(click, message, place);
    },
  };
}

const listed = (errors: Record<string, string>): string =>
  Object.entries(errors)
    .map(([input, fault]) => `${input}: ${fault}`)
    .join(' ');
