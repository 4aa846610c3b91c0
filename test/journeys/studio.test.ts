import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ADMIN, AUTHOR, call, enter } from './people.ts';
import { eachStage } from './stage.ts';

/** Wide enough for every column: those that are out of sight are not in the page. */
const WIDE = { width: 4000, height: 700 };

/** An administrator looks into the tables, may not write, may for ten minutes, and never what the law freezes. */
eachStage((stage) => {
  let admin: Page;
  const addresses: string[] = [];

  before(async () => {
    admin = await stage().open(WIDE);
    admin.on('request', (request) => addresses.push(request.url()));
    await enter(admin, ADMIN);
  });

  const openTable = async (name: string) => {
    const link = admin
      .getByRole('link', { name, exact: true })
      .or(admin.getByText(name, { exact: true }))
      .first();
    if (!(await link.isVisible())) await admin.goto('/app/admin/studio');
    await link.click();
    await admin.waitForURL(`**/app/admin/studio#*table=${name}*`);
  };
  const cell = (column: string, text: string | RegExp) =>
    admin.locator(`td[data-grid-column-id="${column}"][data-grid-row-index]`).filter({ hasText: text }).first();
  const write = async (column: string, from: string | RegExp, to: string) => {
    await cell(column, from).dblclick();
    await admin.keyboard.press('Control+a');
    await admin.keyboard.type(to);
    await admin.keyboard.press('Enter');
    await save();
  };
  const save = async () => {
    await admin.getByRole('button', { name: 'Save 1 row' }).click();
    await admin.getByRole('button', { name: 'yes, write to db' }).click();
  };
  /** Above what Studio asks meanwhile. */
  const refused = (sentence: string) => admin.locator('header').getByText(sentence).waitFor();
  const unlock = () => admin.getByRole('button', { name: 'Déverrouiller l’écriture' }).click();
  const prove = async () => {
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Mot de passe', { exact: true }).fill(ADMIN.password);
    await dialog.getByRole('button', { name: 'Continuer' }).click();
  };

  test('people are browsed, and nobody’s password is among what is shown', async () => {
    await openTable('users');
    await cell('email', AUTHOR.email).waitFor();
    assert.equal(await admin.locator('th', { hasText: /^password$/ }).count(), 0);
    assert.ok(!(await admin.locator('main').textContent())?.includes('$2b$'));
    await admin.getByText('Lecture seule').waitFor();
  });

  test('what is written while it is locked is refused in words, and nothing has changed', async () => {
    await openTable('pages');
    await write('title', /délais/, 'Le titre d’un autre');
    await refused('L’écriture est verrouillée');
    const { rows } = await call(admin, 'POST', '/api/admin/studio/search', { table: 'pages' });
    assert.ok(!rows.some(({ title }: { title: string }) => title === 'Le titre d’un autre'));
  });

  test('unlocked by the password, for ten minutes that are counted down, what was typed is saved', async () => {
    await stage().forgetProofs();
    await unlock();
    await prove();
    await admin.getByText('Écriture ouverte').waitFor();
    assert.match((await admin.getByRole('timer').textContent()) ?? '', /^(10:00|9:\d\d)$/);
    await save();
    await admin.getByRole('button', { name: 'Save 1 row' }).waitFor({ state: 'detached' });
    const { items } = await call(admin, 'GET', '/api/admin/audit?action=studio.row-changed');
    assert.equal(items[0].data.after.title, 'Le titre d’un autre');
    assert.match(items[0].data.before.title, /délais/);
    assert.ok(items[0].actor.name);
  });

  test('an issued invoice is refused in a sentence, although writing is open', async () => {
    const { rows } = await call(admin, 'POST', '/api/admin/studio/search', { table: 'commandes', limit: 1 });
    const issued = { issuedAt: '2026-11-01 10:00:00', number: 'FACT-2026-0001', amount: 59_900, pdfUrl: '/1.pdf' };
    const invoice = { ...issued, commandeId: rows[0].id };
    await call(admin, 'POST', '/api/admin/studio/tables/invoices/rows', { rows: [invoice] });
    await openTable('invoices');
    await write('amount', '59900', '1');
    await refused('Une facture émise ne se change ni ne se supprime');
    await admin.reload();
    await cell('amount', '59900').waitFor();
  });

  test('locked again, it only reads', async () => {
    await openTable('pages');
    await admin.getByRole('button', { name: 'Verrouiller' }).click();
    await admin.getByText('Lecture seule').waitFor();
    const answer = await admin.request.fetch('/api/admin/studio/tables/pages/rows', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      data: { rows: [{ title: 'Trop tard', slug: 'trop-tard', content: '' }] },
    });
    assert.equal((await answer.json()).code, 'STUDIO_LOCKED');
  });

  test('the page speaks to Staka alone, and may write styles, which no other page may', async () => {
    const own = addresses.filter((address) => !/^(data|blob):/.test(address));
    assert.ok(own.length > 10);
    assert.deepEqual(
      own.filter((address) => !address.startsWith(stage().origin)),
      [],
    );
    const policyOf = async (path: string) => (await admin.request.get(path)).headers()['content-security-policy'] ?? '';
    assert.match(await policyOf('/app/admin/studio'), /style-src 'self' 'unsafe-inline'/);
    assert.match(await policyOf('/app/admin/studio'), /connect-src 'self'(;|$)/);
    assert.doesNotMatch(await policyOf('/app/admin/journal'), /unsafe-inline/);
  });

  test('a search narrows what is shown, and a table is kept as JSON', async (context) => {
    if (stage().database !== 'sqlite') return context.skip('the same everywhere');
    const { rows, count } = await call(admin, 'POST', '/api/admin/studio/search', { table: 'messages' });
    await openTable('messages');
    await cell('id', rows[1].id).waitFor();
    await admin.getByRole('button', { name: 'Global search' }).click();
    await admin.keyboard.type(rows[0].id);
    await cell('id', rows[1].id).waitFor({ state: 'detached' });
    await cell('id', rows[0].id).waitFor();
    const [file] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByRole('button', { name: 'Exporter en JSON' }).click(),
    ]);
    assert.equal(file.suggestedFilename(), 'messages.json');
    assert.equal(JSON.parse(await readFile(await file.path(), 'utf8')).length, count);
  });

  test('to an author there is no such page', async (context) => {
    if (stage().database !== 'sqlite') return context.skip('the same everywhere');
    const author = await stage().open();
    await enter(author, AUTHOR);
    await author.goto('/app/admin/studio');
    await author.getByText('Cette page n’existe pas').waitFor();
    const visitor = await stage().open();
    await visitor.goto('/app/admin/studio');
    await visitor.waitForURL('**/login?to=**');
  });
});
