import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { HIDDEN_COLUMNS, isHidden, READ_ONLY_TABLES } from './hidden.ts';

/** What a column is called that might hold a secret. */
const SUSPICIOUS = /password|token|secret|hash|payload|salt|fingerprint|code$|key|data$|stripe/i;
/** Looked at, and nothing to hide: dates, names of API tokens, sums of files, the steps of a commande. */
const SHOWN = [
  'users.passwordChangedAt',
  'user_sessions.token_id',
  'login_attempts.key',
  'audit_entries.data',
  'commande_historique.data',
  'uploads.metadata',
  'notifications.data',
  'pages.metaKeywords',
];

test('of every column that might hold a secret it is settled whether it is shown', () => {
  const names = Object.entries(METADATA).flatMap(([table, { columns }]) =>
    columns
      .filter((column) => SUSPICIOUS.test(column) && !isHidden(table, column))
      .map((column) => `${table}.${column}`),
  );
  assert.deepEqual(names, SHOWN);
});

test('what is named exists', () => {
  const tables: Readonly<Record<string, { columns: readonly string[] }>> = METADATA;
  for (const [table, columns] of Object.entries(HIDDEN_COLUMNS))
    for (const column of columns) assert.ok(tables[table]?.columns.includes(column), `${table}.${column}`);
  for (const table of READ_ONLY_TABLES) assert.ok(tables[table], table);
});
