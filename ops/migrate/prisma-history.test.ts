import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { openSchemaEngine } from '#prisma/diff/schema-engine.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { liveAdapter } from '#test/migrations/live-adapter.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { rollback } from './rollback.ts';
import { migrationStatus } from './status.ts';

const FILTERS = { externalTables: [], externalEnums: [] };

for (const provider of ['sqlite', 'postgresql'] as const) {
  eachEmptyDatabase((database) => {
    test('Prisma finds what we migrated up to date, and applies nothing', async () => {
      await migrate({ url: database.url });
      assert.deepEqual(await diagnose(), { edited: [], failed: [], pending: [] });
      assert.deepEqual(await deploy(), []);
    });

    test('Prisma finds what we rolled back pending, and applies it', async () => {
      await migrate({ url: database.url });
      await rollback({ url: database.url });
      const names = await migrationNames();
      assert.deepEqual(await diagnose(), { edited: [], failed: [], pending: names.slice(-1) });
      assert.deepEqual(await deploy(), names.slice(-1));
    });

    test('we find what Prisma deployed up to date', async () => {
      await deploy();
      assert.deepEqual(await migrate({ url: database.url }), []);
      const states = (await migrationStatus({ url: database.url })).map(({ state }) => state);
      assert.deepEqual(new Set(states), new Set(['applied']));
    });

    test('what Prisma left failed is refused, with the way out', async () => {
      const folder = await migrationsFolder({ '1_one': { up: 'CREATE TABLE one (id INTEGER);' } });
      await migrate({ url: database.url, folder });
      await database.query(`UPDATE _prisma_migrations SET finished_at = NULL, logs = 'it broke'`);
      await assert.rejects(migrate({ url: database.url, folder }), { code: 'MIGRATION_FAILED_ELSEWHERE' });
    });

    async function diagnose() {
      const { editedMigrationNames, failedMigrationNames, history } = await withEngine(async (engine) =>
        engine.diagnoseMigrationHistory({
          migrationsList: await list(),
          optInToShadowDatabase: false,
          filters: FILTERS,
        }),
      );
      const pending = history?.diagnostic === 'databaseIsBehind' ? history.unappliedMigrationNames : [];
      return { edited: editedMigrationNames, failed: failedMigrationNames, pending };
    }

    async function deploy(): Promise<string[]> {
      const applied = await withEngine(async (engine) =>
        engine.applyMigrations({ migrationsList: await list(), filters: FILTERS }),
      );
      return applied.appliedMigrationNames;
    }

    async function withEngine<T>(work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
      const schema = new URL(`../../prisma/providers/${provider}/schema.prisma`, import.meta.url);
      return work(await openSchemaEngine(await readFile(schema, 'utf8'), liveAdapter(provider, database.url)));
    }

    async function migrationNames(): Promise<string[]> {
      return (await readMigrations(provider)).map(({ name }) => name);
    }

    async function list(): Promise<MigrationList> {
      const migrations = await readMigrations(provider);
      return {
        baseDir: '.',
        lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"` },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, up }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: up } },
        })),
      };
    }
  }, provider);
}
