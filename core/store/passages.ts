import { sql } from 'drizzle-orm';
import type { Passage } from '../ports.ts';
import { type Database, inTenant } from './database.ts';

interface StoredDocument {
  id: string;
  tenantId: string;
  connectionId: string | null;
  customerId: string | null;
  kind: 'contract' | 'sop';
  title: string;
  version: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  text: string;
}

/** A search may miss a document that was imported less than this ago; triage asks for every customer of a batch. */
const REVISION_MS = 1000;

/** Contracts and SOPs in the database, as knowledge asks for them: scoped by tenant, connection, customer and day. */
export function createPassageStore(database: Database) {
  const revisions = new Map<string, { value: string; until: number }>();
  return {
    scoped: (scope: { tenantId: string; connectionId: string; customerId: string | null; on: string }) =>
      inTenant(database, scope.tenantId, (tx) =>
        tx.rows<Passage>(sql`
          select p.passage_id as id, p.document_id as "documentId", d.title as document, d.version, p.clause,
            to_char(d.effective_from, 'YYYY-MM-DD') as "effectiveFrom", to_char(d.effective_to, 'YYYY-MM-DD') as "effectiveTo",
            d.customer_id as "customerId", p.text, p.start_at as start, p.end_at as end
          from unhold.document d join unhold.passage p on p.document_id = d.document_id and p.tenant_id = d.tenant_id
          where (d.connection_id is null or d.connection_id = ${scope.connectionId})
            and (d.customer_id is null or d.customer_id = ${scope.customerId})
            and d.effective_from <= ${scope.on} and (d.effective_to is null or d.effective_to >= ${scope.on})`),
      ),
    revision: async (tenantId: string) => {
      const known = revisions.get(tenantId);
      if (known && known.until > performance.now()) return known.value;
      const value = await inTenant(database, tenantId, async (tx) => {
        const [row] = await tx.rows<{ revision: number }>(
          sql`select documents_revision as revision from unhold.tenant`,
        );
        return String(row?.revision ?? 0);
      });
      revisions.set(tenantId, { value, until: performance.now() + REVISION_MS });
      return value;
    },
    put: (document: StoredDocument, passages: Passage[]) =>
      inTenant(database, document.tenantId, async (tx) => {
        await tx.rows(sql`delete from unhold.document where document_id = ${document.id}`);
        await tx.rows(sql`
          insert into unhold.document (tenant_id, document_id, connection_id, customer_id, kind, title, version,
            effective_from, effective_to, text)
          values (${document.tenantId}, ${document.id}, ${document.connectionId}, ${document.customerId}, ${document.kind},
            ${document.title}, ${document.version}, ${document.effectiveFrom}, ${document.effectiveTo}, ${document.text})`);
        const rows = passages.map((p) => ({
          tenant_id: document.tenantId,
          passage_id: p.id,
          document_id: document.id,
          clause: p.clause,
          start_at: p.start,
          end_at: p.end,
          text: p.text,
        }));
        await tx.rows(
          sql`insert into unhold.passage select * from jsonb_populate_recordset(null::unhold.passage, ${JSON.stringify(rows)}::jsonb)`,
        );
        await tx.rows(sql`update unhold.tenant set documents_revision = documents_revision + 1`);
        revisions.delete(document.tenantId);
      }),
  };
}
