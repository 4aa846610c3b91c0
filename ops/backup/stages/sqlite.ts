import { rm } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { tablesMade } from '../clear-database.ts';
import { connected } from '../connected.ts';
import { TABLES_LEFT_OUT } from '../format.ts';
import type { Stage, SwapMoment } from './stage.ts';

const SUFFIX = '.restoring';
/** So many pages (of 4 KiB) are copied before others are let in. */
const PAGES = 500;

/** A file beside the living one. */
export async function openSqliteStage(url: string): Promise<Stage> {
  const living = url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
  const path = `${living}${SUFFIX}`;
  const remove = async () => {
    for (const ending of ['', '-wal', '-shm', '-journal']) await rm(`${path}${ending}`, { force: true });
  };
  await remove();
  return {
    url: `file:${path}`,
    takePlace: async (tables, reached) => {
      await connected(`file:${path}`, (stage) => carryOthers(stage, living, tables));
      await copyOver(path, living, reached);
    },
    remove,
  };
}

/**
 * By SQLite's backup: one transaction of the living file, so that whoever opens it after a crash finds the old pages,
 * and whoever has it open sees the new ones from its commit on. To rename over it would leave the old file to processes
 * that have it open, and the old write-ahead log to those that open the new one.
 */
async function copyOver(path: string, living: string, reached: (moment: SwapMoment) => void): Promise<void> {
  const stage = new DatabaseSync(path, { readOnly: true });
  try {
    reached('swapping');
    await backup(stage, living, { rate: PAGES, progress: () => reached('swapping') });
    reached('swapped');
  } finally {
    stage.close();
  }
}

type Row = Record<string, unknown>;

/** Tables of others, with their rows and all that belongs to them, and views. */
async function carryOthers(stage: MigrationDatabase, living: string, tables: readonly string[]): Promise<void> {
  await stage.query('ATTACH DATABASE ? AS living', [living]);
  const made = await tablesMade('sqlite', tables);
  const objects = await stage.query(`SELECT type, name, tbl_name, sql FROM living.sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'table' DESC, type = 'view' DESC`);
  const others = objects.filter(
    ({ tbl_name }) => !made.has(String(tbl_name)) && !TABLES_LEFT_OUT.has(String(tbl_name)),
  );
  await stage.script('PRAGMA foreign_keys = OFF');
  await stage.script('BEGIN');
  for (const object of others) await carry(stage, object);
  await stage.script('COMMIT');
  await stage.script('DETACH DATABASE living');
}

async function carry(stage: MigrationDatabase, { type, name, sql }: Row): Promise<void> {
  await stage.script(String(sql));
  const table = quoted('sqlite', String(name));
  if (type === 'table') await stage.script(`INSERT INTO main.${table} SELECT * FROM living.${table}`);
}
