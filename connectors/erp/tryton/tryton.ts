/** A real Tryton 6.0 behind the Erp port. Needs the modules sale_credit_limit, sale_price_list, sale_amendment and sale_shipment_cost. */
import type { Erp, ErpCapabilities } from '#core/ports.ts';
import { readChanges } from './changes.ts';
import { createTrytonClient, type TrytonOptions } from './client.ts';
import { findOrders } from './find.ts';
import { plan } from './plan.ts';
import { readOrders } from './read.ts';
import { readSetting, type Setting } from './setting.ts';
import { executeStep, lookupStep, type StepDeps, sweepLeftovers } from './steps.ts';

export interface TrytonErpOptions extends TrytonOptions {
  /** Address of Tryton's web client, where there is one: orders link to it. */
  webClientUrl?: string;
  /** Longest time a call may still take effect after its reply was lost. Seconds. */
  lateApplySeconds?: number;
}

/** Opens no connection. Throws on an address that cannot be one. */
export function createTrytonErp(options: TrytonErpOptions): Erp {
  const client = createTrytonClient(options);
  const capabilities: ErpCapabilities = {
    actions: {
      // Buttons ignore `_timestamp`: the version is compared just before, and the state read back after.
      release_hold: { concurrency: 'none', idempotency: 'state', undo: null },
      change_price: { concurrency: 'cas', idempotency: 'state', undo: 'change_price' },
      change_quantity: { concurrency: 'cas', idempotency: 'state', undo: 'change_quantity' },
      change_date: { concurrency: 'cas', idempotency: 'state', undo: 'change_date' },
      change_carrier: { concurrency: 'cas', idempotency: 'state', undo: 'change_carrier' },
      change_address: { concurrency: 'cas', idempotency: 'state', undo: 'change_address' },
      substitute: { concurrency: 'cas', idempotency: 'state', undo: 'substitute' },
      split_backorder: { concurrency: 'none', idempotency: 'state', undo: null },
      cancel_line: { concurrency: 'cas', idempotency: 'state', undo: null },
      cancel_order: { concurrency: 'none', idempotency: 'state', undo: null },
      reship: { concurrency: 'none', idempotency: 'state', undo: null },
      create_purchase: { concurrency: 'none', idempotency: 'key', undo: 'withdraw' },
      create_transfer: { concurrency: 'none', idempotency: 'key', undo: 'withdraw' },
      withdraw: { concurrency: 'none', idempotency: 'key', undo: null },
      add_note: { concurrency: 'none', idempotency: 'key', undo: null },
    },
    lateApplySeconds: options.lateApplySeconds ?? 60,
    actsAs: `Tryton user ${options.user}`,
  };
  const web = options.webClientUrl?.replace(/\/*$/, '/');
  const url = (id: number) =>
    web ? `${web}#${encodeURIComponent(options.database)}/model/sale.sale/${id}` : null;
  let known: Promise<Setting> | null = null;
  function setting(): Promise<Setting> {
    if (!known) {
      const started = readSetting(client, options.clock);
      known = started;
      started.catch(() => {
        if (known === started) known = null;
      });
    }
    return known;
  }
  const readIds = async (ids: string[], lean = false) =>
    readOrders(client, await setting(), ids, { clock: options.clock, url, lean });
  const deps: StepDeps = { client, readOrder: async (id) => (await readIds([id], true))[0] ?? null };

  return {
    kind: 'tryton',
    capabilities: () => capabilities,
    changes: async (cursor, limit) => readChanges(client, await setting(), cursor, limit),
    read: async (ids) => (await readIds(ids)).map((order) => order.context),
    find: async (query) => findOrders(client, await setting(), query),
    plan,
    execute: (step, on) => executeStep(deps, step, on),
    lookup: (step, on) => lookupStep(deps, step, on.orderId),
    sweep: (leftovers) => sweepLeftovers(client, leftovers),
    async probe() {
      const version = await client.version();
      await client.session();
      return `Tryton ${version} answers; database "${options.database}", user "${options.user}".`;
    },
  };
}
