/** Troubles on demand: for the playground, for demonstrations and for tests that click through every option. */
import type { Clock } from '#core/ports.ts';
import { type Db, inErp } from './session.ts';
import { placeTrouble } from './troubles/place.ts';
import { recipes } from './troubles/recipes.ts';

/** What can be caused, in the order of the exception types. */
export const troubles: { name: string; title: string; type: string }[] = recipes.map(
  ({ name, title, type }) => ({
    name,
    title,
    type,
  }),
);

/**
 * Puts one fresh order in this trouble into a company that is there, with its own customer and items. As often as
 * wanted; no other order is disturbed. `also`: types found on it beside `type`. Throws for a name that nobody wrote down.
 */
export async function causeTrouble(
  db: Db,
  company: string,
  name: string,
  clock: Clock,
): Promise<{ orderNumber: string; orderId: string; type: string; also?: string[] }> {
  const trouble = recipes.find((known) => known.name === name);
  if (!trouble) {
    throw new Error(
      `No trouble is called "${name}"; there are ${recipes.map((known) => known.name).join(', ')}.`,
    );
  }
  const { id, number } = await inErp(db, company, (tx) =>
    placeTrouble(tx, { who: 'lortega', key: null, now: clock.now() }, trouble.recipe),
  );
  const { type, also } = trouble;
  return { orderNumber: number, orderId: String(id), type, ...(also ? { also } : {}) };
}
