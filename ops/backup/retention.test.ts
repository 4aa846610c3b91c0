import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BackupFile } from './list-backups.ts';
import { superfluousBackups } from './retention.ts';

const backup = (createdAt: string, table: string | null = null): BackupFile => ({
  path: createdAt,
  name: createdAt,
  createdAt: new Date(createdAt),
  bytes: 1,
  provider: 'sqlite',
  table,
  encrypted: false,
});
const removed = (backups: readonly BackupFile[], hourly: number, daily: number, weekly: number) =>
  superfluousBackups(backups, { hourly, daily, weekly }).map(({ path }) => path);

test('the last backup of each of the last hours, days and weeks stays', () => {
  // 2026-11-23 is a Monday.
  const week = ['2026-11-22T23:00:00Z', '2026-11-23T01:00:00Z', '2026-11-23T10:00:00Z', '2026-11-23T10:30:00Z'];
  const backups = week.map((at) => backup(at));
  assert.deepEqual(removed(backups, 1, 0, 0), [week[2], week[1], week[0]]);
  assert.deepEqual(removed(backups, 2, 0, 0), [week[2], week[0]]);
  assert.deepEqual(removed(backups, 0, 2, 0), [week[2], week[1]]);
  assert.deepEqual(removed(backups, 0, 0, 2), [week[2], week[1]]);
  assert.deepEqual(removed(backups, 9, 9, 9), [week[2]]);
});

test('the newest stays in any case, and so does a backup of one table', () => {
  const backups = [backup('2026-01-01T00:00:00Z'), backup('2025-01-01T00:00:00Z', 'users')];
  assert.deepEqual(removed(backups, 0, 0, 0), []);
});
