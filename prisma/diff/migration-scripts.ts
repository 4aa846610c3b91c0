import { PROVIDERS, type Provider } from '../generate/providers.ts';
import { dataLossWarnings } from './data-loss.ts';
import { diffMysql } from './mysql-diff.ts';
import { diffPostgresql } from './postgresql-diff.ts';
import type { SchemaVersion } from './schema-version.ts';
import { diffSqlite } from './sqlite-diff.ts';

export interface MigrationScripts {
  provider: Provider;
  /** `migration.sql` */
  up: string;
  /** `down.sql` */
  down: string;
}

/** The way from one version of the schema to the next and back, for each provider; empty when nothing changed there. */
export async function migrationScripts(
  from: SchemaVersion | undefined,
  to: SchemaVersion | undefined,
): Promise<MigrationScripts[]> {
  return Promise.all(
    PROVIDERS.map(async (provider) => ({
      provider,
      up: withWarnings(await diff(provider, from, to), dataLossWarnings(from?.model, to?.model)),
      down: withWarnings(await diff(provider, to, from), dataLossWarnings(to?.model, from?.model)),
    })),
  );
}

async function diff(
  provider: Provider,
  from: SchemaVersion | undefined,
  to: SchemaVersion | undefined,
): Promise<string> {
  switch (provider) {
    case 'sqlite':
      return diffSqlite(from, to);
    case 'postgresql':
      return diffPostgresql(from, to);
    case 'mysql':
      return diffMysql(from, to);
  }
}

function withWarnings(script: string, warnings: string[]): string {
  const statements = script.replace(/^-- This is an empty migration\.\s*$/m, '').trim();
  if (statements === '') return '';
  const header = warnings.map((warning) => `-- WARNING: ${warning}\n`).join('');
  return `${header}${header && '\n'}${statements}\n`;
}
