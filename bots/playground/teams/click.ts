/** A person's press in the Teams stand-in: the real request with its signed token, and what Teams makes of the answer. */
import {
  type Click,
  type ClickResult,
  firstPressed,
  parseObject,
  refused,
  type Sent,
  send,
} from '../clicks.ts';
import type { Place } from '../roster.ts';
import {
  cardViewOf,
  findMessage,
  formerContents,
  insertMessage,
  type Json,
  keepCardView,
  type StoredMessage,
} from '../store.ts';
import { botName, nextActivityId, storable, type World } from '../world.ts';
import { checkCard, partsOf } from './cardSchema.ts';
import { appId, type TeamsKeys, type TeamsUrls } from './keys.ts';

const wentWrong = 'Something went wrong. Please try again.';

interface Pressed {
  action: Json;
  inputs: Json[];
}

export function createTeamsClient(
  world: World,
  keys: TeamsKeys,
  urls: TeamsUrls,
): { click(click: Click): Promise<ClickResult> } {
  const post = async (activity: Json): Promise<Sent> =>
    send(
      world.dispatch,
      new Request(`${world.baseUrl}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await keys.signToBot()}` },
        body: JSON.stringify(activity),
      }),
    );

  /** What every activity says of who and where. */
  const envelope = (click: Click, message: StoredMessage, { tenant, id, kind, name }: Place): Json => {
    const isChannel = kind === 'channel';
    return {
      id: `f:${crypto.randomUUID()}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: urls.serviceUrl,
      locale: 'en-US',
      from: { id: click.person.teams, name: click.person.name, aadObjectId: click.person.teams },
      recipient: { id: `28:${appId}`, name: botName },
      conversation: {
        id: isChannel ? `${id};messageid=${message.thread ?? message.id}` : id,
        conversationType: isChannel ? 'channel' : 'personal',
        isGroup: isChannel,
        tenantId: tenant.teams,
      },
      replyToId: message.id,
      channelData: {
        tenant: { id: tenant.teams },
        source: { name: 'message' },
        ...(isChannel && {
          channel: { id, name },
          team: { id: `19:team-${tenant.id}@thread.tacv2` },
        }),
      },
    };
  };

  const tellPrivately = async (click: Click, message: StoredMessage, place: Place, text: string) => {
    const note: StoredMessage = {
      product: 'teams',
      channel: place.id,
      id: nextActivityId(world),
      thread: place.kind === 'channel' ? (message.thread ?? message.id) : null,
      author: botName,
      isBot: true,
      body: storable(text),
      content: null,
      metadata: null,
      onlyFor: click.person.id,
      at: world.now().toISOString(),
      editedAt: null,
    };
    await world.transaction(place.tenant.id, (tx) => insertMessage(tx, place.tenant.id, note));
    world.revision.bump();
  };

  /** learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
  const apply = async (
    click: Click,
    message: StoredMessage,
    place: Place,
    answer: Sent,
  ): Promise<string | null> => {
    const reply = parseObject(answer.body);
    const { type, value } = reply;
    if (
      answer.status === 200 &&
      type === 'application/vnd.microsoft.card.adaptive' &&
      checkCard(value) === null
    ) {
      const view = { message: message.id, person: click.person.id, card: value as Json };
      await world.transaction(place.tenant.id, (tx) => keepCardView(tx, place.tenant.id, view));
      world.revision.bump();
      return null;
    }
    const isWords = type === 'application/vnd.microsoft.activity.message' && typeof value === 'string';
    const said = answer.status === 200 && isWords ? value : errorWords(type, value);
    await tellPrivately(click, message, place, said);
    return said;
  };

  return {
    async click(click) {
      const { person } = click;
      if (person.teams === null) return refused(409, `${person.name} has no account in Teams.`);
      const { message, own, former } = await world.transaction(person.tenant, async (tx) => ({
        message: await findMessage(tx, 'teams', click.message),
        own: await cardViewOf(tx, click.message, person.id),
        former: await formerContents(tx, click.message),
      }));
      const place = message && (await world.roster.find((roster) => roster.place('teams', message.channel)));
      const isMember = place?.members.some((member) => member.id === person.id);
      const isForOthers = message?.onlyFor != null && message.onlyFor !== person.id;
      if (!message || !place || !isMember || isForOthers) {
        return refused(404, `${person.name} sees no such message in Teams.`);
      }
      const found = firstPressed([own, message.content, ...former], click.version, (card) =>
        card === null ? null : pressedOn(card as Json, click.action),
      );
      if (!found) return refused(404, `The card has nothing called "${click.action}".`);
      const { pressed } = found;
      const { action } = pressed;
      const faults = faultsOf(pressed.inputs, click.inputs);
      if (Object.keys(faults).length > 0) {
        const words = Object.entries(faults).map(([input, fault]) => `${input}: ${fault}`);
        return refused(422, `The card is not complete. ${words.join(' ')}`, faults);
      }
      const data = { ...dataOf(action), ...filled(pressed.inputs, click.inputs) };
      const around = envelope(click, message, place);
      const isExecute = action['type'] === 'Action.Execute';
      const { type, id, verb, title } = action;
      const answer = await post(
        isExecute
          ? {
              type: 'invoke',
              name: 'adaptiveCard/action',
              ...around,
              value: { action: { type, id, title, verb, data }, trigger: 'manual' },
            }
          : { type: 'message', ...around, value: data },
      );
      // A submit is a message: Teams shows nothing of its answer, the bot posts.
      const told = isExecute ? await apply(click, message, place, answer) : null;
      return {
        status: 'sent',
        outcome: { status: answer.status, ms: answer.ms, private: told, dialog: null, errors: null },
      };
    },
  };
}

function errorWords(type: unknown, value: unknown): string {
  const message = (value as { message?: unknown } | null)?.message;
  return type === 'application/vnd.microsoft.error' && typeof message === 'string' ? message : wentWrong;
}

const dataOf = (action: Json): Json => {
  const data = action['data'];
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Json) : {};
};

/** By the verb, the id, or the verb that an `Action.Submit` carries in its data. */
function pressedOn(card: Json, name: string): Pressed | null {
  const actions = partsOf(card).filter(
    ({ part }) => part['type'] === 'Action.Execute' || part['type'] === 'Action.Submit',
  );
  const found =
    actions.find(({ part }) => part['id'] === name || part['verb'] === name) ??
    actions.find(({ part }) => dataOf(part)['a'] === name || dataOf(part)['verb'] === name);
  if (!found) return null;
  const sendsNone = found.part['associatedInputs'] === 'none';
  return { action: found.part, inputs: sendsNone ? [] : found.inputs };
}

/** What Teams sends of the inputs: a value for each, given or as the card had it. */
function filled(inputs: Json[], given: Record<string, string>): Json {
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const value = given[String(input['id'])] ?? input['value'];
      return value === undefined ? [] : [[String(input['id']), value]];
    }),
  );
}

/** What Teams' client itself would not let pass. */
function faultsOf(inputs: Json[], given: Record<string, string>): Record<string, string> {
  const values = filled(inputs, given);
  const faults: Record<string, string> = {};
  for (const input of inputs) {
    const id = String(input['id']);
    const value = String(values[id] ?? '');
    const choices = Array.isArray(input['choices']) ? (input['choices'] as Json[]) : null;
    if (input['isRequired'] === true && value === '') {
      faults[id] = String(input['errorMessage'] ?? 'This input is required.');
    } else if (value.length > Number(input['maxLength'] ?? 100_000)) {
      faults[id] = `No more than ${String(input['maxLength'])} characters.`;
    } else if (choices && value !== '' && !isOffered(choices, input['isMultiSelect'] === true, value)) {
      faults[id] = `Choose one of: ${choices.map((choice) => choice['value']).join(', ')}.`;
    }
  }
  return faults;
}

function isOffered(choices: Json[], several: boolean, value: string): boolean {
  const offered = new Set(choices.map((choice) => choice['value']));
  return (several ? value.split(',') : [value]).every((one) => offered.has(one));
}
