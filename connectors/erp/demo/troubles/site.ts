/** What all troubles of a company share: carriers, a supplier, a second warehouse. */
import { sql } from 'drizzle-orm';
import type { ErpTx } from '../session.ts';
import type { Caller } from '../writing.ts';
import type { CarrierCode } from './recipe.ts';

export const carriers: Record<CarrierCode, string> = {
  'T-SWIFT': 'Swift Express',
  'T-NOVA': 'Nova Freight',
  'T-PARCEL': 'Parcel Union',
};
export const SUPPLIER = 'T-SUP';
const LEAD_DAYS = 16;

export interface Site {
  tx: ErpTx;
  caller: Caller;
  today: string;
  currency: string;
  country: string;
  home: string;
  other: string;
}

/** Made once, and found again afterwards. */
export async function prepareSite(tx: ErpTx, caller: Caller): Promise<Site> {
  const { company } = tx;
  await tx.rows(sql`
    insert into demo_erp.warehouse (company, code, country, main, transfer_days)
    select ${company}, 'Annex', w.country, false, 3 from demo_erp.warehouse w
    where w.main and not exists (select from demo_erp.warehouse where not main)`);
  await tx.rows(sql`
    insert into demo_erp.supplier (company, code, name, email, lead_days)
    values (${company}, ${SUPPLIER}, 'Sterling Components', 'orders@sterlingcomponents.example', ${LEAD_DAYS})
    on conflict do nothing`);
  for (const [code, name] of Object.entries(carriers)) {
    await tx.rows(sql`
      insert into demo_erp.carrier (company, code, name, email)
      values (${company}, ${code}, ${name}, ${mailOf(name)})
      on conflict do nothing`);
  }
  const [site] = await tx.rows<Pick<Site, 'currency' | 'country' | 'home' | 'other'>>(sql`
    select m.currency, w.country, w.code as home,
      (select code from demo_erp.warehouse where not main order by code limit 1) as other
    from demo_erp.company m join demo_erp.warehouse w on w.main limit 1`);
  if (!site) throw new Error(`The demo ERP has no company "${company}" with a warehouse.`);
  return { tx, caller, today: caller.now.toISOString().slice(0, 10), ...site };
}

export const mailOf = (carrier: string): string => `pod@${carrier.toLowerCase().replaceAll(' ', '')}.example`;
