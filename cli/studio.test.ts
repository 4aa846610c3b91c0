import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { openDatabase } from '#platform/db/db.ts';
import { takeDatabase } from '#test/databases.ts';
import { commandEnvironment, stakaCommand } from '#test/staka-command.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

describe('staka studio', () => {
  let taken: Awaited<ReturnType<typeof takeDatabase>>;
  let environment: Record<string, string>;
  const running: ChildProcess[] = [];

  before(async () => {
    taken = await takeDatabase('sqlite');
    const dataDir = await mkdtemp(join(tmpdir(), 'staka-studio-'));
    environment = { DATA_DIR: dataDir, DATABASE_URL: taken.url };
    const db = await openDatabase({ url: taken.url });
    await db.insertInto('pages').values({ id: 'page', slug: 'tarifs', title: 'Tarifs', content: '' }).execute();
    await db.destroy();
  });
  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(environment.DATA_DIR ?? '', { recursive: true, force: true });
    await taken.release();
  });

  test('opens by a link that works once, from this machine alone, and only reads', async () => {
    const { url, child } = await start([]);
    assert.equal(new URL(url).hostname, '127.0.0.1');
    const api = `${new URL(url).origin}/api/admin/studio`;
    assert.equal((await fetch(api)).status, 401);
    assert.equal((await fetch(`${url}x`, { redirect: 'manual' })).status, 403);
    const cookie = await openLink(url);
    assert.equal((await fetch(url, { redirect: 'manual' })).status, 403);
    const { tables } = await bodyOf(await fetch(api, { headers: { cookie } }));
    assert.ok(tables.some(({ name }: { name: string }) => name === 'pages'));
    const unlocking = await fetch(`${api}/unlock`, {
      method: 'PUT',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    assert.equal((await bodyOf(unlocking)).code, 'STUDIO_READ_ONLY');
    const forged = await fetch(`${api}/unlock`, { method: 'PUT', headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    assert.equal((await bodyOf(forged)).code, 'CSRF_REFUSED');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });

  test('with --write it writes once unlocked, and the log says who of the machine did', async () => {
    const { url } = await start(['--write']);
    const api = `${new URL(url).origin}/api/admin/studio`;
    const headers = {
      cookie: await openLink(url),
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ updates: [{ key: { id: 'page' }, changes: { title: 'Prix' } }] });
    const change = () => fetch(`${api}/tables/pages/rows`, { method: 'PATCH', headers, body });
    assert.equal((await bodyOf(await change())).code, 'STUDIO_LOCKED');
    const { 'content-type': _, ...bare } = headers;
    await fetch(`${api}/unlock`, { method: 'PUT', headers: bare });
    assert.equal((await change()).status, 200);
    const db = await openDatabase({ url: taken.url });
    const entry = await db
      .selectFrom('audit_entries')
      .selectAll()
      .where('action', '=', 'studio.row-changed')
      .executeTakeFirstOrThrow();
    await db.destroy();
    assert.equal(entry.actorId, null);
    assert.match(String((entry.data as { by?: string }).by), /.@./);
  });

  test('what is typed wrong is said, and SQLite needs no grants', () => {
    assert.equal(stakaCommand(['studio', '--port', 'x'], { environment }).status, 1);
    const { status, stdout } = stakaCommand(['studio', '--grants'], { environment });
    assert.equal(status, 0);
    assert.match(stdout, /no accounts/);
  });

  async function start(args: readonly string[]): Promise<{ url: string; child: ChildProcess }> {
    const child = spawn(process.execPath, [MAIN, 'studio', '--port', '0', '--json', ...args], {
      env: commandEnvironment(environment),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    return { url: JSON.parse(line).url, child };
  }

  async function openLink(url: string): Promise<string> {
    const answer = await fetch(url, { redirect: 'manual' });
    assert.equal(answer.status, 302, await answer.text());
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }
});

// biome-ignore lint/suspicious/noExplicitAny: an answer is what its contract says
function bodyOf(answer: Response): Promise<any> {
  return answer.json();
}
