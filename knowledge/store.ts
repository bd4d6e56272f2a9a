/** What knowledge asks of the database. Implemented in core/store (structurally); a map in tests. */
import type { Passage } from '#core/ports.ts';

/** A contract or SOP as it was imported. `text` is the Markdown below the front matter; spans point into it. */
export interface SourceDocument {
  id: string;
  tenantId: string;
  /** null: holds for every connection of the tenant. */
  connectionId: string | null;
  /** The customer's code in that ERP; null: holds for every customer. */
  customerId: string | null;
  kind: 'contract' | 'sop';
  title: string;
  version: string;
  /** ISO dates, both days included; `effectiveTo` null: open end. */
  effectiveFrom: string;
  effectiveTo: string | null;
  text: string;
  /** sha256 over everything above: changes whenever anything a quote rests on changes. */
  hash: string;
}

export interface Scope {
  tenantId: string;
  connectionId: string;
  /** null: only what holds for every customer. */
  customerId: string | null;
  /** ISO date. */
  on: string;
}

export interface PassageStore {
  /** All passages of documents for which `inScope` holds, in any order. */
  scoped(scope: Scope): Promise<Passage[]>;
  /** Changes whenever a document of the tenant is put or removed. */
  revision(tenantId: string): Promise<string>;
  /** Writes a document with its passages, in place of what it had before, in one transaction. */
  put(document: SourceDocument, passages: Passage[]): Promise<void>;
}

/** The rule behind `scoped`: this tenant, this or every connection, this or every customer, in force on the day. */
export function inScope(document: Omit<SourceDocument, 'text' | 'hash'>, scope: Scope): boolean {
  return (
    document.tenantId === scope.tenantId &&
    (document.connectionId === null || document.connectionId === scope.connectionId) &&
    (document.customerId === null || document.customerId === scope.customerId) &&
    document.effectiveFrom <= scope.on &&
    (document.effectiveTo === null || scope.on <= document.effectiveTo)
  );
}
