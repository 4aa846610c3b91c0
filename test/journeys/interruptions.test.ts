import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { pdf } from './documents.ts';
import { AUTHOR, call, enter } from './people.ts';
import { eachStage } from './stage.ts';

const MB = 1_000_000;
/** Slow enough that something can happen while a file is on its way. */
const SLOW = 3 * MB;

/** What happens when the line, the server or the session fails in the middle. */
eachStage(
  (stage) => {
    let page: Page;
    let line: Line;
    let commande: string;

    before(async () => {
      page = await stage().open();
      line = await holdLine(page);
      await enter(page, AUTHOR);
      const { id } = await call(page, 'POST', '/api/commandes', { titre: 'Le Goût du sel' });
      commande = `/app/commandes/${id}`;
      await page.goto(commande);
      await page.getByText('Vous avez ouvert la commande').waitFor();
    });

    test('a message written without a line waits, and goes when the line is back, once', async () => {
      await line.cut();
      await write(page, 'Écrit dans le tunnel.');
      await page.getByText('Partira au retour de la connexion.').waitFor();
      await page.getByText('Hors ligne. Ce que vous envoyez partira au retour de la connexion.').waitFor();
      await line.mend();
      await page.getByText('Envoyé', { exact: true }).waitFor();
      assert.deepEqual(await messages(page, commande), ['Écrit dans le tunnel.']);
    });

    test('an upload that the line interrupts goes on by itself', async () => {
      await line.slow(SLOW);
      await attach(page, 'tunnel.pdf', 12 * MB);
      await progressed(page, 'tunnel.pdf');
      await line.cut();
      await page.getByText('Reprendra au retour de la connexion').waitFor({ timeout: 8_000 });
      await page.getByText('Hors ligne. Ce que vous envoyez partira au retour de la connexion.').waitFor();
      await line.mend();
      await arrived(page, 'tunnel.pdf');
    });

    test('an upload that a reload interrupts goes on after it, and so does one whose server falls', async () => {
      await line.slow(SLOW);
      await attach(page, 'panne.pdf', 12 * MB);
      await progressed(page, 'panne.pdf');
      await page.reload();
      await progressed(page, 'panne.pdf');
      await stage().cut();
      await line.mend();
      await stage().start();
      await arrived(page, 'panne.pdf');
      await write(page, 'Deux annexes.');
      await page
        .getByRole('link', { name: /panne\.pdf/ })
        .first()
        .waitFor();
      const files = await filesOf(page, commande);
      assert.deepEqual([...files.keys()].sort(), ['panne.pdf', 'tunnel.pdf']);
      assert.ok([...files.values()].every((size) => size >= 12 * MB));
    });

    test('an upload that is cancelled leaves nothing behind', async () => {
      await line.slow(SLOW);
      await attach(page, 'erreur.pdf', 12 * MB);
      await progressed(page, 'erreur.pdf');
      await page.getByRole('button', { name: 'Annuler l’envoi de « erreur.pdf »' }).click();
      await page.getByRole('progressbar', { name: 'Envoi de « erreur.pdf »' }).waitFor({ state: 'detached' });
      await line.mend();
      assert.ok(!(await filesOf(page, commande)).has('erreur.pdf'));
    });

    test('a session closed from another device leads to the door and back, and what was typed is there', async () => {
      const composer = page.getByRole('textbox', { name: 'Votre message' });
      await composer.fill('Une phrase que je n’ai pas finie');
      const other = await stage().open();
      await enter(other, AUTHOR);
      await other.goto('/app/compte/sessions');
      await other.getByRole('button', { name: 'Fermer toutes les autres sessions' }).click();
      await page.getByText('Cette session a été fermée.').waitFor();
      await page.getByLabel('Adresse e-mail').fill(AUTHOR.email);
      await page.getByLabel('Mot de passe', { exact: true }).fill(AUTHOR.password);
      await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
      await page.waitForURL(`**${commande}`);
      await composer.waitFor();
      assert.equal(await composer.inputValue(), 'Une phrase que je n’ai pas finie');
      await composer.press('Control+Enter');
      await page.getByRole('paragraph').filter({ hasText: 'Une phrase que je n’ai pas finie' }).waitFor();
    });

    test('a session that has expired is opened again in place, and what was typed is there', async () => {
      const composer = page.getByRole('textbox', { name: 'Votre message' });
      await composer.fill('Une autre phrase');
      await page.context().clearCookies();
      await composer.press('Control+Enter');
      const dialog = page.getByRole('dialog', { name: 'Votre session a expiré' });
      await dialog.getByLabel('Mot de passe', { exact: true }).fill(AUTHOR.password);
      await dialog.getByRole('button', { name: 'Se connecter', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('paragraph').filter({ hasText: 'Une autre phrase' }).waitFor();
    });

    test('an application of which a part does not arrive says so, and how to go on', async () => {
      for (const part of ['first', 'fr']) {
        const missing = `**/assets/${part}-*.js`;
        const visitor = await stage().open({ width: 390, height: 844 });
        await visitor.route(missing, (route) => route.abort());
        await visitor.goto('/login');
        const said = visitor.getByRole('alert');
        await said.getByRole('heading', { name: 'Staka n’a pas pu s’ouvrir' }).waitFor();
        assert.equal(await visitor.title(), 'Staka n’a pas pu s’ouvrir – Staka');
        await visitor.unroute(missing);
        await visitor.getByRole('button', { name: 'Réessayer' }).press('Enter');
        await visitor.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
        await visitor.context().close();
      }
    });

    test('a server that is down is said with a way to try again, which works when it is back', async () => {
      await page.goto('/app/commandes');
      await page.getByRole('link', { name: 'Les Saisons du canal' }).waitFor();
      await stage().cut();
      await page.getByRole('searchbox').fill('canal');
      await page.getByText('Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.').first().waitFor();
      await stage().start();
      await page.getByRole('button', { name: 'Réessayer' }).first().click();
      await page.getByRole('link', { name: 'Les Saisons du canal' }).waitFor();
    });
  },
  { databases: ['sqlite'] },
);

interface Line {
  cut(): Promise<unknown>;
  /** In bytes a second, going out. */
  slow(speed: number): Promise<unknown>;
  mend(): Promise<unknown>;
}

/** The line of this page alone. */
async function holdLine(page: Page): Promise<Line> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const set = (offline: boolean, uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', { offline, uploadThroughput, downloadThroughput: -1, latency: 0 });
  await session.send('Network.enable');
  return {
    cut: () => set(true, -1),
    slow: (speed) => set(false, speed),
    mend: () => set(false, -1),
  };
}

async function write(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Votre message' }).fill(words);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
}

async function attach(page: Page, name: string, size: number): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Joindre des fichiers' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/pdf', buffer: pdf(size) });
}

/** Some of it has been sent, and not all. */
async function progressed(page: Page, name: string): Promise<void> {
  const bar = page.getByRole('progressbar', { name: `Envoi de « ${name} »` });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const value = Number((await bar.getAttribute('aria-valuenow').catch(() => null)) ?? 0);
    if (value > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${name} does not move`);
}

async function arrived(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Retirer « ${name} »`, exact: true }).waitFor({ timeout: 40_000 });
}

async function messages(page: Page, commande: string): Promise<string[]> {
  const { items } = await call(page, 'GET', `${commande.replace('/app/', '/api/')}/messages`);
  return items.map(({ content }: { content: string }) => content);
}

async function filesOf(page: Page, commande: string): Promise<Map<string, number>> {
  const { items } = await call(page, 'GET', `${commande.replace('/app/', '/api/')}/fichiers`);
  return new Map(items.map(({ filename, size }: { filename: string; size: number }) => [filename, size]));
}
