/** Open modals, as rows: which person sees which view, and what lies below it. */
import { type SQL, sql } from 'drizzle-orm';
import type { StandInTx } from '../options.ts';
import { type Json, parsed } from '../store.ts';

export interface Dialog {
  id: string;
  person: string;
  /** The first view of the stack. */
  root: string;
  /** The view below; null for the first. */
  parent: string | null;
  view: Json;
  /** What the bot found wrong with the last submission, by block id. */
  errors: Record<string, string> | null;
  /** Changes with every update. */
  hash: string;
}

const columns = sql.raw(
  'dialog_id as id, person_id as person, root_id as root, parent_id as parent, view, errors, hash',
);
const read = (row: Dialog): Dialog => ({
  ...row,
  view: parsed(row.view) as Json,
  errors: parsed(row.errors) as Dialog['errors'],
});
const select = async (tx: StandInTx, rest: SQL): Promise<Dialog[]> => {
  const rows = await tx.rows<Dialog>(sql`select ${columns} from playground.dialog d ${rest}`);
  return rows.map(read);
};

/** Only what lies on top of a stack can be seen. */
const onTop = sql`not exists (select from playground.dialog u where u.parent_id = d.dialog_id)`;

export const openDialogs = (tx: StandInTx): Promise<Dialog[]> =>
  select(tx, sql`where ${onTop} order by opened_at, dialog_id`);

export const findDialog = async (tx: StandInTx, id: string): Promise<Dialog | null> =>
  (await select(tx, sql`where dialog_id = ${id}`))[0] ?? null;

export const topDialogOf = async (tx: StandInTx, person: string): Promise<Dialog | null> =>
  (await select(tx, sql`where person_id = ${person} and ${onTop} order by opened_at desc limit 1`))[0] ??
  null;

export const stackHeight = async (tx: StandInTx, root: string): Promise<number> =>
  (await select(tx, sql`where root_id = ${root}`)).length;

/** `openedAt`: ISO 8601. A new stack takes the place of the one the person had open. */
export async function insertDialog(
  tx: StandInTx,
  tenantId: string,
  dialog: Dialog,
  openedAt: string,
): Promise<void> {
  if (dialog.parent === null)
    await tx.rows(sql`delete from playground.dialog where person_id = ${dialog.person}`);
  await tx.rows(sql`insert into playground.dialog
      (tenant_id, dialog_id, person_id, root_id, parent_id, view, hash, opened_at)
    values (${tenantId}, ${dialog.id}, ${dialog.person}, ${dialog.root}, ${dialog.parent},
      ${JSON.stringify(dialog.view)}::json, ${dialog.hash}, ${openedAt}::timestamptz)`);
}

export async function updateDialog(tx: StandInTx, id: string, view: Json, hash: string): Promise<void> {
  await tx.rows(sql`update playground.dialog
    set view = ${JSON.stringify(view)}::json, hash = ${hash}, errors = null where dialog_id = ${id}`);
}

export async function complain(tx: StandInTx, id: string, errors: Record<string, string>): Promise<void> {
  await tx.rows(
    sql`update playground.dialog set errors = ${JSON.stringify(errors)}::json where dialog_id = ${id}`,
  );
}

/** Puts away one view, or with `all` its whole stack. */
export async function closeDialog(
  tx: StandInTx,
  dialog: Pick<Dialog, 'id' | 'root'>,
  all: boolean,
): Promise<void> {
  await tx.rows(
    all
      ? sql`delete from playground.dialog where root_id = ${dialog.root}`
      : sql`delete from playground.dialog where dialog_id = ${dialog.id}`,
  );
}

export async function publishHome(
  tx: StandInTx,
  tenantId: string,
  home: { person: string; view: Json; at: string },
): Promise<void> {
  await tx.rows(sql`insert into playground.home (tenant_id, person_id, view, published_at)
    values (${tenantId}, ${home.person}, ${JSON.stringify(home.view)}::json, ${home.at}::timestamptz)
    on conflict (tenant_id, person_id) do update set view = excluded.view, published_at = excluded.published_at`);
}

export async function publishedHomes(tx: StandInTx): Promise<{ person: string; view: Json }[]> {
  const rows = await tx.rows<{ person: string; view: unknown }>(
    sql`select person_id as person, view from playground.home order by person_id`,
  );
  return rows.map((row) => ({ person: row.person, view: parsed(row.view) as Json }));
}
