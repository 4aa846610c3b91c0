import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { pdf } from './documents.ts';
import { ADMIN, AUTHOR, call, enter, signIn } from './people.ts';
import { eachStage } from './stage.ts';

const MB = 1_000_000;
const SOON_MS = 2_000;

/** Two browsers of one person, and what one of them can do about the other. */
eachStage(
  (stage) => {
    let first: Page;
    let second: Page;
    let commande: string;

    before(async () => {
      [first, second] = [await stage().open(), await stage().open({ width: 390, height: 844 })];
      await signIn(first, AUTHOR);
      await signIn(second, AUTHOR);
      const { id } = await call(second, 'POST', '/api/commandes', { titre: 'Le Goût du sel' });
      commande = `/app/commandes/${id}`;
    });

    test('the page one comes in by shows the devices used last, and leads to all of them', async () => {
      await first.goto('/app/commandes');
      const recent = first.getByRole('list', { name: 'Sessions récentes' });
      await recent.getByText('Chrome sous Linux').first().waitFor();
      await recent.getByText('Cet appareil').waitFor();
      await first.getByRole('link', { name: 'Tous les appareils' }).click();
      await first.getByRole('heading', { name: 'Appareils connectés' }).waitFor();
      await first
        .getByText(/Paris · /)
        .first()
        .waitFor();
    });

    test('a session closed from another browser is at the door within two seconds, its upload refused', async () => {
      const line = await second.context().newCDPSession(second);
      await line.send('Network.enable');
      const slow = { offline: false, uploadThroughput: MB, downloadThroughput: -1, latency: 0 };
      await second.goto(commande);
      await second.getByText('Vous avez ouvert la commande').waitFor();
      await line.send('Network.emulateNetworkConditions', slow);
      const [chooser] = await Promise.all([
        second.waitForEvent('filechooser'),
        second.getByRole('button', { name: 'Joindre des fichiers' }).click(),
      ]);
      await chooser.setFiles({ name: 'volé.pdf', mimeType: 'application/pdf', buffer: pdf(20 * MB) });
      await second.getByRole('progressbar', { name: 'Envoi de « volé.pdf »' }).waitFor();
      await first.goto('/app/compte/sessions');
      const row = first
        .getByRole('list', { name: 'Sessions ouvertes' })
        .getByRole('listitem')
        .filter({ hasNotText: 'Cet appareil' });
      const start = performance.now();
      await row.getByRole('button', { name: /Fermer la session/ }).click();
      await second.waitForURL(/\/login\?/, { waitUntil: 'commit', timeout: 10_000 });
      const took = performance.now() - start;
      assert.ok(took < SOON_MS, `${took} ms`);
      await second.getByText('Cette session a été fermée.').waitFor();
      assert.equal((await second.request.get('/api/auth/me')).status(), 401);
      const { items } = await call(first, 'GET', `/api${commande.slice('/app'.length)}/fichiers`);
      assert.deepEqual(items, []);
    });

    test('what was closed stays in the list until it is taken off', async () => {
      const ended = first.getByRole('list', { name: 'Sessions terminées' });
      await ended.getByText('Fermée').waitFor();
      await ended.getByRole('button', { name: /Retirer de la liste/ }).click();
      await ended.waitFor({ state: 'detached' });
    });

    test('signing in leads back to the page that was left', async () => {
      await second.getByLabel('Adresse e-mail').fill(AUTHOR.email);
      await second.getByLabel('Mot de passe', { exact: true }).fill(AUTHOR.password);
      await second.getByRole('button', { name: 'Se connecter', exact: true }).click();
      await second.waitForURL(`**${commande}`);
    });

    test('an API token is made by the keyboard alone, shown once, and taken back', async () => {
      await first.goto('/app/compte/jetons');
      await tabTo(first, first.getByRole('button', { name: 'Nouveau jeton' }));
      await first.keyboard.press('Enter');
      const dialog = first.getByRole('dialog');
      await dialog.getByLabel('Nom').waitFor();
      await tabTo(first, dialog.getByLabel('Nom'));
      await first.keyboard.type('Sauvegarde du soir');
      await first.keyboard.press('Enter');
      const token = await dialog.getByLabel('Jeton', { exact: true }).inputValue();
      assert.match(token, /^staka_[0-9a-z]{57}$/);
      const headers = { authorization: `Bearer ${token}` };
      const asked = async () => (await fetch(`${stage().origin}/api/commandes`, { headers })).status;
      assert.equal(await asked(), 200);
      await dialog.getByRole('button', { name: 'J’ai copié le jeton' }).click();
      await first.getByText('Sauvegarde du soir').first().waitFor();
      assert.ok(!(await first.content()).includes(token));
      await first.getByRole('button', { name: /Révoquer le jeton/ }).click();
      await first.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
      await first.getByText('Aucun jeton').waitFor();
      assert.equal(await asked(), 401);
    });

    test('who signs out is not told that their session was closed', async () => {
      const third = await stage().open();
      await enter(third, AUTHOR);
      await third.goto('/app/commandes');
      await third.getByRole('button', { name: /^Menu de / }).click();
      await third.getByRole('menuitem', { name: 'Se déconnecter' }).click();
      await third.getByRole('heading', { name: 'Se connecter' }).waitFor();
      assert.equal(new URL(third.url()).search, '');
    });

    test('an administrator closes the session of somebody else', async () => {
      const admin = await stage().open();
      await enter(admin, ADMIN);
      const { id } = (await call(second, 'GET', '/api/auth/me')).user;
      await call(admin, 'POST', `/api/admin/users/${id}/sessions/revoke-all`);
      for (const page of [first, second]) await page.waitForURL(/\/login\?/, { waitUntil: 'commit', timeout: 10_000 });
    });
  },
  { databases: ['sqlite'] },
);

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('Tab does not lead there');
}
