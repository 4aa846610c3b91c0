import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { looksLikeToken, newSecretToken } from '#platform/secret-token.ts';

const ROOT = join(import.meta.dirname, '..');
/** When something is tried again: nobody gains by guessing that. */
const BY_CHANCE = ['ops/migrate/online/until-free.ts', 'platform/db/db.ts', 'platform/outbox/retry-delay.ts'];

test('the secret of a session or a link has 256 random bits, and no two are alike', () => {
  const tokens = Array.from({ length: 1_000 }, newSecretToken);
  assert.equal(new Set(tokens).size, tokens.length);
  assert.ok(tokens.every((token) => looksLikeToken(token) && Buffer.from(token, 'base64url').length === 32));
});

test('no secret is drawn by a generator that can be foretold', () => {
  const sources = globSync('{app,server,{cli,modules,ops,platform}/**/*}.ts', { cwd: ROOT });
  const drawing = sources.filter((path) => !/\.test\.ts$/.test(path) && /Math\.random/.test(read(path)));
  assert.deepEqual(drawing.sort(), BY_CHANCE);
});

test('no hint of a password is kept, and no question whose answer opens an account', () => {
  const columns = Object.values(METADATA).flatMap((table) => Object.values(table.columns).map(String));
  assert.ok(columns.includes('password'));
  assert.deepEqual(
    columns.filter((column) => /hint|question|answer|indice|reponse/i.test(column)),
    [],
  );
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
