/** Which fields the modules of this database add: reading one that is not there is an error in Tryton. */
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { unlessRefused } from './errors.ts';

export interface KnownFields {
  /** Those of `fields` that `model` has and this user may read. */
  of(model: string, fields: string[]): string[];
}

const models = [
  'sale.line',
  'party.party',
  'product.product',
  'product.price_list',
  'product.price_list.line',
  'stock.move',
  'stock.shipment.out',
];

export async function readKnownFields(client: TrytonClient): Promise<KnownFields> {
  const found = await Promise.all(
    models.map(async (model) => {
      const fields = await unlessRefused(client.call(`${model}.fields_get`, [[]]));
      return [model, new Set(Object.keys(z.record(z.string(), z.unknown()).parse(fields ?? {})))] as const;
    }),
  );
  const byModel = new Map(found);
  return { of: (model, fields) => fields.filter((field) => byModel.get(model)?.has(field)) };
}
