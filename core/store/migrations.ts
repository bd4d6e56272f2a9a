import { documents } from './migrations/documents.ts';
import { examples } from './migrations/examples.ts';
import { isolation } from './migrations/isolation.ts';
import { mail } from './migrations/mail.ts';
import { tables } from './migrations/tables.ts';
import { workflow } from './migrations/workflow.ts';

export interface Migration {
  name: string;
  sql: string;
}

export const coreMigrations: Migration[] = [
  { name: '0001_tables', sql: tables },
  { name: '0002_isolation', sql: isolation },
  { name: '0003_workflow', sql: workflow },
  { name: '0004_mail', sql: mail },
  { name: '0005_examples', sql: examples },
  { name: '0006_documents', sql: documents },
];
