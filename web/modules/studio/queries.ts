import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.gen.ts';

type Opened = paths['/api/admin/studio']['get']['responses'][200]['content']['application/json'];
export type Search = paths['/api/admin/studio/search']['post']['requestBody']['content']['application/json'];
export type StudioTable = Opened['tables'][number];
export type StudioColumn = StudioTable['columns'][number];
export type Row = Record<string, unknown>;

/** Opened once: what the tables are made of does not change meanwhile, and that it was opened is recorded. */
export const studioQuery = queryOptions({
  queryKey: ['studio'],
  queryFn: () => answer(api.GET('/api/admin/studio')),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export function search(body: Search, signal?: AbortSignal) {
  return answer(api.POST('/api/admin/studio/search', { body, ...(signal ? { signal } : {}) }));
}

export function runQuery(sql: string, signal?: AbortSignal) {
  return answer(api.POST('/api/admin/studio/queries', { body: { sql }, ...(signal ? { signal } : {}) }));
}

export function insertRows(table: string, rows: Row[]) {
  return answer(api.POST('/api/admin/studio/tables/{table}/rows', { params: { path: { table } }, body: { rows } }));
}

export function updateRows(table: string, updates: { key: Row; changes: Row }[]) {
  return answer(api.PATCH('/api/admin/studio/tables/{table}/rows', { params: { path: { table } }, body: { updates } }));
}

export function deleteRows(table: string, keys: Row[]) {
  return answer(api.POST('/api/admin/studio/tables/{table}/deletion', { params: { path: { table } }, body: { keys } }));
}

export async function unlock(): Promise<string | null> {
  return (await answer(api.PUT('/api/admin/studio/unlock'))).unlockedUntil;
}

export async function lock(): Promise<void> {
  await answer(api.DELETE('/api/admin/studio/unlock'));
}
