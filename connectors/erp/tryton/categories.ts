/** Product categories: which are above which, and the interchange groups among them. */
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { unlessRefused } from './errors.ts';

export type Categories = Map<number, { name: string; parent: number | null }>;

const rows = z.array(
  z.object({ id: z.number(), name: z.string().nullable(), parent: z.number().nullable() }),
);

/** Products that replace each other share a category under one of this name. */
const interchangeParent = 'interchange groups';

export async function readCategories(client: TrytonClient): Promise<Categories> {
  const found = await unlessRefused(
    client.call('product.category.search_read', [[], 0, null, null, ['name', 'parent']]),
  );
  return new Map(
    rows.parse(found ?? []).map(({ id, name, parent }) => [id, { name: name?.trim() ?? '', parent }]),
  );
}

export function withParents(start: number[], categories: Categories): Set<number> {
  const all = new Set<number>();
  for (const first of start) {
    for (let id: number | null = first; id !== null && !all.has(id); id = categories.get(id)?.parent ?? null)
      all.add(id);
  }
  return all;
}

/** Those of a product's categories that stand directly under "Interchange groups". */
export function interchangeGroups(of: number[], categories: Categories): number[] {
  return of.filter((id) => {
    const parent = categories.get(id)?.parent;
    return parent != null && categories.get(parent)?.name.toLowerCase() === interchangeParent;
  });
}
