import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ADMIN, call, confirmAddress, enter, register } from './people.ts';
import { eachStage } from './stage.ts';

/** Words that no English page has, as they are written in the French interface. */
const FRENCH =
  /[éèêàçùûîœ«»]|\b(?:vous|votre|vos|aucune?|rien|pas|pour|avec|dans|une|les|des|est|sont|statut|correcteur|auteur|fichiers?|annuler|enregistrer|fermer|envoyer|retirer|chercher|hier|demain|jours?|heures?|compte|courrier|personnes|langue)\b|\d\s[kMG]?o\b/i;
const READER = { prenom: 'Emily', nom: 'Stone', email: 'emily@example.com', password: 'rain on the slates' };

eachStage(
  (stage) => {
    let reader: Page;
    let admin: Page;
    let commande: string;

    before(async () => {
      [reader, admin] = [await stage().open(), await stage().open()];
      await enter(admin, ADMIN);
      await register(reader, READER);
      await confirmAddress(reader, await stage().linkInLetter(READER.email, /Confirmez/));
      const created = await call(reader, 'POST', '/api/commandes', { titre: 'Sea Salt', description: 'A novel.' });
      commande = `/app/commandes/${created.id}`;
    });

    test('the language is chosen in the menu, and the page speaks it at once', async () => {
      await reader.goto(commande);
      await reader.getByRole('heading', { name: 'Versions' }).waitFor();
      await reader.getByRole('button', { name: 'Menu de Emily Stone' }).click();
      await reader.getByRole('menuitemradio', { name: 'English' }).click();
      await reader.keyboard.press('Escape');
      await reader.getByRole('button', { name: 'Send', exact: true }).waitFor();
      assert.deepEqual(await frenchOn(reader), []);
      assert.equal(await reader.locator('html').getAttribute('lang'), 'en');
    });

    test('the choice stays after a reload, and on another device', async () => {
      await reader.reload();
      await reader.getByRole('button', { name: 'Send', exact: true }).waitFor();
      const other = await stage().open();
      await enter(other, READER);
      await other.goto(commande);
      await other.getByRole('button', { name: 'Send', exact: true }).waitFor();
      assert.deepEqual(await frenchOn(other), []);
    });

    test('dates, durations and sizes follow', async () => {
      await reader
        .getByText(/^\d+ days left/)
        .first()
        .waitFor({ timeout: 5_000 });
      const created = await reader.locator('time').first().getAttribute('title');
      assert.match(created ?? '', /^\w+day,? \d+ \w+ 20\d\d at \d\d:\d\d$/);
      await reader.goto('/app/compte');
      await reader.getByText(/^0\sB used of 5\sGB$/).waitFor({ timeout: 5_000 });
    });

    test('what happens from now on is told in English', async () => {
      const id = commande.split('/').at(-1);
      const { items } = await call(reader, 'GET', '/api/notifications');
      for (const notification of items)
        await reader.request.delete(`/api/notifications/${notification.id}`, { headers: SAME_ORIGIN });
      await call(admin, 'POST', `/api/commandes/${id}/messages`, { content: 'Hello Emily.' });
      await reader.goto('/app/notifications');
      await reader.getByText('New message from Sophie Lambert').first().waitFor();
      assert.deepEqual(await frenchOn(reader), []);
    });

    for (const path of [
      '/app/commandes',
      '/app/commandes?q=nothing',
      '/app/commandes/nouvelle',
      '/app/compte',
      '/app/compte?onglet=securite',
      '/app/compte?onglet=preferences',
      '/app/compte/sessions',
      '/app/compte/jetons',
      '/app/nowhere',
    ])
      test(`${path} has no French word left`, async () => {
        await reader.goto(path);
        await whole(reader);
        assert.deepEqual(await frenchOn(reader), []);
      });

    test('a refusal of the server is in English as well', async () => {
      const { code, detail } = await (await reader.request.get('/api/commandes/none', { headers: ENGLISH })).json();
      assert.deepEqual([code, FRENCH.test(detail)], ['COMMANDE_NOT_FOUND', false], detail);
    });

    test('the pages before the door speak English too', async () => {
      const visitor = await stage().open();
      await visitor.goto('/login');
      await visitor.getByRole('button', { name: 'English' }).click();
      await visitor.getByRole('heading', { name: 'Sign in' }).waitFor();
      for (const path of [
        '/login',
        '/register',
        '/forgot-password',
        '/reset-password?token=x',
        '/invitation?token=x',
      ]) {
        await visitor.goto(path);
        await whole(visitor);
        assert.deepEqual(await frenchOn(visitor), [], path);
      }
    });

    test('the pages of administrators have no French word of ours left', async () => {
      await admin.request.put('/api/users/me/preferences', { data: { langue: 'en' }, headers: SAME_ORIGIN });
      const { items } = await call(admin, 'GET', '/api/commandes');
      const isTheirs = (line: string) => items.some(({ titre }: { titre: string }) => line.includes(titre));
      for (const path of [
        '/app/admin/utilisateurs',
        '/app/admin/commandes',
        '/app/admin/effacements',
        '/app/admin/mentors',
        '/app/admin/clerk',
        '/app/admin/exploitation',
        '/app/admin/exploitation?onglet=sauvegardes',
        '/app/admin/exploitation?onglet=base',
        '/app/admin/exploitation?onglet=maintenance',
        '/app/file',
      ]) {
        await admin.goto(path);
        await whole(admin);
        const found = (await frenchOn(admin)).filter((line) => !isTheirs(line));
        assert.deepEqual(found, [], path);
      }
    });
  },
  { databases: ['sqlite'] },
);

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const ENGLISH = { 'accept-language': 'en' };

async function whole(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
}

/** What can be read or heard on the page and is French: text, names for screen readers, hints in empty fields. */
async function frenchOn(page: Page): Promise<string[]> {
  const heard = await page
    .locator('[aria-label], [placeholder], [title]')
    .evaluateAll((elements) =>
      elements.flatMap((one) => ['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name) ?? '')),
    );
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read by anybody
  const read = (await page.locator('body').innerText()).split('\n');
  return [...read, await page.title(), ...heard].filter((line) => FRENCH.test(line) && line !== 'Français');
}
