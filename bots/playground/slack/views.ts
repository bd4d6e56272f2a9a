/** views.* of the Slack stand-in: modals on a stack, and App Home. */
import type { Json } from '../store.ts';
import type { World } from '../world.ts';
import {
  type Answer,
  type Args,
  bot,
  fail,
  failWith,
  jsonArg,
  type Method,
  ok,
  textArg,
  withIds,
} from './api.ts';
import { checkView } from './blockSchema.ts';
import {
  type Dialog,
  findDialog,
  insertDialog,
  publishHome,
  stackHeight,
  topDialogOf,
  updateDialog,
} from './dialogs.ts';
import type { Triggers } from './triggers.ts';

const viewBytes = 250_000;
const stackLimit = 3;

function readView(args: Args, kind: 'modal' | 'home'): { view: Json } | { refused: Answer } {
  const given = jsonArg(args, 'view');
  if (!given.given || given.broken || typeof given.value !== 'object' || given.value === null) {
    return { refused: failWith('invalid_arguments', ['must provide an object [json-pointer:/view]']) };
  }
  const errors = checkView(given.value, kind);
  if (errors.length > 0) return { refused: failWith('invalid_arguments', errors) };
  const view = given.value as Json;
  return JSON.stringify(view).length > viewBytes ? { refused: fail('view_too_large') } : { view };
}

/** What Slack makes of a view: the bot's own, with ids and an empty state. */
export function toView(dialog: Dialog, team: string, values: Json = {}): Json {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...dialog.view,
    id: dialog.id,
    team_id: team,
    blocks: withIds(dialog.view['blocks']),
    state: { values },
    hash: dialog.hash,
    root_view_id: dialog.root,
    previous_view_id: dialog.parent,
    app_id: bot.app,
    app_installed_team_id: team,
    bot_id: bot.id,
  };
}

export const nextHash = (world: World): string => `${world.tick()}`;
const nextViewId = (world: World): string => `V${world.tick().toString(36).toUpperCase()}`;

/** Puts a view before a person: a new stack, or on top of `below`. */
export async function showDialog(
  world: World,
  at: { tenant: string; person: string },
  view: Json,
  below: Dialog | null,
): Promise<Dialog> {
  const id = nextViewId(world);
  const dialog: Dialog = {
    id,
    person: at.person,
    root: below?.root ?? id,
    parent: below?.id ?? null,
    view,
    errors: null,
    hash: nextHash(world),
  };
  await world.transaction(at.tenant, (tx) => insertDialog(tx, at.tenant, dialog, world.now().toISOString()));
  world.revision.bump();
  return dialog;
}

const teamOf = async (world: World, tenantId: string): Promise<string> =>
  (await world.roster.find((roster) => roster.tenant(tenantId)))?.slack ?? '';

export function viewMethods(triggers: Triggers): Record<string, Method> {
  const show =
    (push: boolean): Method =>
    async (args, world) => {
      const read = readView(args, 'modal');
      if ('refused' in read) return read.refused;
      const taken = triggers.exchange(textArg(args, 'trigger_id') ?? '');
      if ('refused' in taken) return fail(taken.refused);
      const { trigger } = taken;
      const below = push
        ? await world.transaction(trigger.tenant, (tx) => topDialogOf(tx, trigger.person))
        : null;
      if (push && !below) return fail('not_found');
      if (
        below &&
        (await world.transaction(trigger.tenant, (tx) => stackHeight(tx, below.root))) >= stackLimit
      ) {
        return fail('push_limit_reached');
      }
      const dialog = await showDialog(world, trigger, read.view, below);
      const turn = world.turns.byId(trigger.turn);
      if (turn) turn.dialog = dialog.id;
      world.turns.changed();
      return ok({ view: toView(dialog, await teamOf(world, trigger.tenant)) });
    };

  const update: Method = async (args, world) => {
    const read = readView(args, 'modal');
    if ('refused' in read) return read.refused;
    const id = textArg(args, 'view_id');
    if (!id) return fail('not_found');
    const hash = textArg(args, 'hash');
    // View ids name no workspace, and the bot is installed in all of them.
    for (const tenant of (await world.roster.fresh()).directory.tenants) {
      const answer = await world.transaction(tenant.id, async (tx) => {
        const dialog = await findDialog(tx, id);
        if (!dialog) return null;
        if (hash !== null && hash !== dialog.hash) return fail('hash_conflict');
        const updated = { ...dialog, view: read.view, hash: nextHash(world) };
        await updateDialog(tx, id, updated.view, updated.hash);
        return ok({ view: toView(updated, tenant.slack ?? '') });
      });
      if (!answer) continue;
      world.revision.bump();
      return answer;
    }
    return fail('not_found');
  };

  const publish: Method = async (args, world) => {
    const read = readView(args, 'home');
    if ('refused' in read) return read.refused;
    const user = textArg(args, 'user_id');
    const person = await world.roster.find((roster) => (user ? roster.account('slack', user) : null));
    if (!person) return fail('user_not_found');
    const at = world.now().toISOString();
    await world.transaction(person.tenant, (tx) =>
      publishHome(tx, person.tenant, { person: person.id, view: read.view, at }),
    );
    world.revision.bump();
    return ok({ view: { ...read.view, id: `VHOME${user}`, hash: nextHash(world) } });
  };

  return {
    'views.open': show(false),
    'views.push': show(true),
    'views.update': update,
    'views.publish': publish,
  };
}
