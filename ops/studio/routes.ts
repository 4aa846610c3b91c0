import { record } from '#modules/audit/module.ts';
import type { Context } from '#platform/context.ts';
import { del, get, patch, post, put, type Route } from '#platform/http/route.ts';
import { browse } from './browse.ts';
import { deleteRows, insertRows, updateRows } from './change.ts';
import { studioErrors } from './errors.ts';
import { type StudioLock, type StudioVisitor, studioPolicy } from './policy.ts';
import * as contracts from './schema.ts';
import { catalogueFor, readerFor } from './state.ts';
import { readingStatement } from './statement.ts';

export function studioRoutes(lock: StudioLock): readonly Route[] {
  return [...readingRoutes(lock), ...lockRoutes(lock), ...writingRoutes(lock)];
}

function readingRoutes(lock: StudioLock): readonly Route[] {
  const { mayBrowse } = studioPolicy(lock);
  return [
    get('/admin/studio', contracts.openStudioContract, mayBrowse, async ({ context, allowed }) => {
      const { provider, tables } = await catalogueFor(context, { fresh: true });
      const reader = await readerFor(context);
      await recordVisit(context, allowed, 'studio.opened');
      const unlockedUntil = await lock.until(context.db, allowed);
      return {
        unlockedUntil: unlockedUntil?.toISOString() ?? null,
        provider,
        queries: reader !== null,
        tables: [...tables.values()].map((table) => ({
          ...table,
          columns: table.columns.map((column) => ({ ...column, options: [...column.options] })),
        })),
      };
    }),
    post('/admin/studio/search', contracts.searchContract, mayBrowse, async ({ context, body }) => {
      const { rows, count } = await browse(context.db, await readerFor(context), await catalogueFor(context), body);
      return { rows: [...rows], count };
    }),
    post('/admin/studio/queries', contracts.queryContract, mayBrowse, async ({ context, allowed, body }) => {
      const sql = readingStatement((await catalogueFor(context)).provider, body.sql);
      const reader = await readerFor(context);
      if (!reader) throw studioErrors.STUDIO_QUERIES_UNAVAILABLE();
      await recordVisit(context, allowed, 'studio.queried', { sql: sql.slice(0, 2_000) });
      const { columns, rows, truncated } = await reader.run({ sql });
      return { columns: [...columns], rows: [...rows], truncated };
    }),
  ];
}

function lockRoutes(lock: StudioLock): readonly Route[] {
  const { mayBrowse } = studioPolicy(lock);
  return [
    put('/admin/studio/unlock', contracts.unlockContract, mayBrowse, async ({ context, allowed }) => ({
      unlockedUntil: (await lock.unlock(context.db, allowed)).toISOString(),
    })),
    del('/admin/studio/unlock', contracts.lockContract, mayBrowse, async ({ context, allowed }) => {
      await lock.lock(context.db, allowed);
      return { unlockedUntil: null };
    }),
  ];
}

function writingRoutes(lock: StudioLock): readonly Route[] {
  const { mayWrite } = studioPolicy(lock);
  const ROWS = '/admin/studio/tables/:table/rows';
  return [
    post(ROWS, contracts.insertContract, mayWrite, async ({ context, allowed: writer, params: { table }, body }) => ({
      rows: await insertRows({ context, catalogue: await catalogueFor(context), table, writer }, body.rows),
    })),
    patch(ROWS, contracts.updateContract, mayWrite, async ({ context, allowed: writer, params: { table }, body }) => ({
      rows: await updateRows({ context, catalogue: await catalogueFor(context), table, writer }, body.updates),
    })),
    post(
      '/admin/studio/tables/:table/deletion',
      contracts.removeContract,
      mayWrite,
      async ({ context, allowed: writer, params: { table }, body }) =>
        deleteRows({ context, catalogue: await catalogueFor(context), table, writer }, body.keys),
    ),
  ];
}

async function recordVisit(context: Context, visitor: StudioVisitor, action: string, data: object = {}): Promise<void> {
  const by = visitor.by === null ? {} : { by: visitor.by };
  await record(context.db, { action, targetType: 'studio', data: { ...data, ...by } }, visitor.origin ?? undefined);
}
