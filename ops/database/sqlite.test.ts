import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { withInspector } from './open-inspector.ts';
import { optimizeDatabase } from './optimize.ts';

const FILL = `CREATE TABLE pages (id INTEGER PRIMARY KEY, content TEXT NOT NULL CHECK (content <> 'it''s (no)'), parent INTEGER REFERENCES pages (id));
  CREATE INDEX pages_content ON pages (content) WHERE content > 'B';
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO pages (id, content) SELECT i, hex(randomblob(200)) FROM n;`;

function aFile(context: { after: (dispose: () => void) => void }) {
  const folder = mkdtempSync(join(tmpdir(), 'staka-sqlite-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'one.db');
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; ${FILL}`);
  return { path, db, url: `file:${path}` };
}

test('the room of deleted rows is given back', async (context) => {
  const { db, url } = aFile(context);
  db.exec('DELETE FROM pages WHERE id > 100');
  db.close();
  const { bytesBefore, bytesAfter, found } = await withInspector({ url }, optimizeDatabase);
  assert.deepEqual(found, []);
  assert.ok(bytesAfter < bytesBefore / 2, `${bytesBefore} → ${bytesAfter}`);
});

test('a damaged file is found, and not rewritten', async (context) => {
  const { db, path, url } = aFile(context);
  const [row] = db
    .prepare(`SELECT pageno FROM dbstat WHERE name = 'pages_content' AND pagetype = 'leaf' LIMIT 1`)
    .all();
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(64, 0xff), 0, 64, (Number(row?.pageno) - 1) * 4096 + 2000);
  const { found, steps } = await withInspector({ url }, optimizeDatabase);
  assert.ok(found.length > 0);
  assert.deepEqual(
    steps.map(({ name }) => name),
    ['PRAGMA integrity_check'],
  );
});

test('checks, partial indexes and references are read out of what SQLite keeps of a table', async (context) => {
  const { url } = aFile(context);
  const pages = await withInspector({ url }, (inspector) => inspector.describe('pages'));
  assert.deepEqual(pages?.checks, [{ name: null, expression: "content <> 'it''s (no)'" }]);
  assert.equal(pages?.indexes.find(({ name }) => name === 'pages_content')?.where, "content > 'B'");
  assert.deepEqual([pages?.foreignKeys[0]?.table, pages?.foreignKeys[0]?.columns], ['pages', ['parent']]);
});

test('who writes is known from the system', { skip: process.platform !== 'linux' }, async (context) => {
  const { path, url } = aFile(context);
  const script = `const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(process.argv[1]); db.exec('BEGIN IMMEDIATE'); console.log('held'); process.stdin.on('end', () => db.exec('ROLLBACK')).resume();`;
  const writer = spawn(process.execPath, ['-e', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(writer.stdout, 'data');
  const { processes } = await withInspector({ url }, (inspector) => inspector.processes());
  assert.equal(processes.find(({ id }) => id === writer.pid)?.state, 'writing');
  writer.stdin.end();
  await once(writer, 'exit');
});
