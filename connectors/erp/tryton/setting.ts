/** What does not change while a process lives, and what changes so seldom that a minute's memory of it will do. */
import { z } from 'zod';
import type { Clock } from '#core/ports.ts';
import type { TrytonClient } from './client.ts';
import { type KnownFields, readKnownFields } from './knownFields.ts';

export interface Setting {
  companyId: number;
  companyCurrency: number;
  /** Digits of unit prices. */
  priceDigits: number;
  known: KnownFields;
  /** What `load` gave within the last minute. Only for tables that nobody decides on (categories, places, rates of the day). */
  recent<T>(name: string, load: () => Promise<T>): Promise<T>;
}

const memoryMs = 60_000;

const companyRows = z.array(z.object({ currency: z.number() })).length(1);
const digitsOf = z.object({ unit_price: z.object({ digits: z.string() }) });

export async function readSetting(client: TrytonClient, clock: Clock): Promise<Setting> {
  const { companyId } = await client.session();
  const [companies, fields, known] = await Promise.all([
    client.call('company.company.read', [[companyId], ['currency']]),
    client.call('sale.line.fields_get', [['unit_price']]),
    readKnownFields(client),
  ]);
  const [, digits] = z
    .tuple([z.number(), z.number()])
    .parse(JSON.parse(digitsOf.parse(fields).unit_price.digits));
  return {
    companyId,
    companyCurrency: companyRows.parse(companies)[0]!.currency,
    priceDigits: digits,
    known,
    recent: createMemory(clock),
  };
}

function createMemory(clock: Clock): Setting['recent'] {
  const kept = new Map<string, { at: number; value: Promise<unknown> }>();
  return <T>(name: string, load: () => Promise<T>): Promise<T> => {
    const now = clock.now().getTime();
    const old = kept.get(name);
    if (old && Math.abs(now - old.at) < memoryMs) return old.value as Promise<T>;
    const value = load();
    kept.set(name, { at: now, value });
    value.catch(() => kept.get(name)?.value === value && kept.delete(name));
    return value;
  };
}
