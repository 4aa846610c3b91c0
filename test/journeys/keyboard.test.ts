import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { AUTHOR } from './people.ts';
import { eachStage } from './stage.ts';

/** The main path with the mouse unplugged. */
eachStage(
  (stage) => {
    let page: Page;

    test('one signs in: Tab goes through the fields in their order, and Enter sends them', async () => {
      page = await stage().open();
      await page.goto('/login');
      await page.getByRole('button', { name: 'Se connecter', exact: true }).waitFor();
      await press(page, 'Tab');
      await isFocused(page.getByLabel('Adresse e-mail'));
      await page.keyboard.type(AUTHOR.email);
      await press(page, 'Tab');
      await isFocused(page.getByLabel('Mot de passe', { exact: true }));
      await page.keyboard.type(AUTHOR.password);
      await press(page, 'Enter');
      await isFocused(page.getByRole('heading', { name: 'Mes commandes' }));
    });

    test('the first Tab of a page offers to skip what all pages share', async () => {
      await page.reload();
      await page.getByRole('heading', { name: 'Mes commandes' }).waitFor();
      await press(page, 'Tab');
      await isFocused(page.getByRole('link', { name: 'Aller au contenu' }));
      await press(page, 'Enter');
      await isFocused(page.getByRole('main'));
      await press(page, 'Tab');
      await isFocused(page.getByRole('link', { name: 'Nouvelle commande' }));
    });

    test('Escape closes the palette, and the focus is where it was', async () => {
      await press(page, 'Control+k');
      await isFocused(page.getByRole('combobox', { name: 'Aller à, chercher, faire' }));
      await press(page, 'Escape');
      await isFocused(page.getByRole('link', { name: 'Nouvelle commande' }));
    });

    test('Ctrl K goes wherever one says', async () => {
      await press(page, 'Control+k');
      await isFocused(page.getByRole('combobox', { name: 'Aller à, chercher, faire' }));
      await page.keyboard.type('notif');
      await page.getByRole('option', { name: /Notifications/ }).waitFor();
      await press(page, 'Enter');
      await isFocused(page.getByRole('heading', { name: 'Notifications' }));
    });

    test('? shows the keys, and Escape puts them away', async () => {
      await page.keyboard.type('?');
      await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await isFocused(page.getByRole('heading', { name: 'Notifications' }));
    });

    test('g and c go home, and n opens a new commande', async () => {
      await page.keyboard.type('gc');
      await isFocused(page.getByRole('heading', { name: 'Mes commandes' }));
      await page.keyboard.type('n');
      await isFocused(page.getByRole('heading', { name: 'Nouvelle commande' }));
      await tabTo(page, page.getByRole('button', { name: 'Continuer sans fichier' }));
      await press(page, 'Enter');
      await tabTo(page, page.getByLabel('Titre'));
      await page.keyboard.type('À la main');
      await press(page, 'Enter');
      await page.getByRole('heading', { name: 'À la main', exact: true }).waitFor();
    });

    test('e opens the form to change it, Escape closes it, and the focus goes back to the title', async () => {
      const title = page.getByRole('heading', { name: 'À la main', exact: true });
      await isFocused(title);
      await page.keyboard.type('e');
      await isFocused(page.getByRole('dialog').getByLabel('Titre'));
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await isFocused(title);
    });

    test('j and k walk through the list, and Enter opens the row', async () => {
      await page.keyboard.type('gc');
      await page.getByRole('link', { name: 'À la main' }).waitFor();
      await page.keyboard.type('j');
      await isFocused(page.getByRole('link', { name: 'À la main' }));
      await page.keyboard.type('jj');
      await isFocused(page.getByRole('link', { name: 'Correction Mémoire de Master' }));
      await page.keyboard.type('k');
      await isFocused(page.getByRole('link', { name: 'Les Saisons du canal' }));
      await press(page, 'Enter');
      await isFocused(page.getByRole('heading', { name: 'Les Saisons du canal', exact: true }));
    });

    test('r begins an answer, Ctrl Enter sends it, and one can go on writing', async () => {
      const composer = page.getByRole('textbox', { name: 'Votre message' });
      await page.keyboard.type('r');
      await isFocused(composer);
      await page.keyboard.type('Écrit sans souris.');
      await press(page, 'Control+Enter');
      await page.getByRole('paragraph').filter({ hasText: 'Écrit sans souris.' }).waitFor();
      await page.getByText('Envoyé', { exact: true }).waitFor();
      await isFocused(composer);
      assert.equal(await composer.inputValue(), '');
    });

    test('a menu opens with Enter, its choices with the arrows, and Escape gives the focus back', async () => {
      const menu = page.getByRole('button', { name: 'Autres actions' });
      await tabTo(page, menu, 'Shift+Tab');
      await press(page, 'Enter');
      await page.getByRole('menu').waitFor();
      await press(page, 'ArrowDown');
      await isFocused(page.getByRole('menuitem').first());
      await press(page, 'Escape');
      await isFocused(menu);
    });

    test('what has the focus is always to be seen', async () => {
      await page.goto('/app/commandes');
      await page.getByRole('heading', { name: 'Mes commandes' }).waitFor();
      const unseen: string[] = [];
      for (let step = 0; step < 20; step += 1) {
        await press(page, 'Tab');
        const element = page.locator(':focus');
        if ((await element.count()) === 0) break;
        if (!(await isOutlined(element))) unseen.push((await element.textContent()) ?? '');
      }
      assert.deepEqual(unseen, []);
    });

    test('a time zone is found among them all by a word, without its accents', async () => {
      await page.goto('/app/compte?onglet=preferences');
      const zones = page.getByRole('combobox', { name: 'Fuseau horaire' });
      await tabTo(page, zones);
      await page.keyboard.type('reunion');
      await page.getByRole('option', { name: /océan Indien.*UTC\+4/ }).waitFor();
      await press(page, 'Enter');
      await page.getByText('Vos préférences sont enregistrées').first().waitFor();
      await isFocused(zones);
      assert.equal(await zones.inputValue(), 'Reunion, océan Indien');
    });
  },
  { databases: ['sqlite'] },
);

async function press(page: Page, keys: string): Promise<void> {
  await page.keyboard.press(keys);
}

async function isFocused(element: Locator): Promise<void> {
  await element.and(element.page().locator(':focus')).waitFor({ timeout: 5_000 });
}

async function tabTo(page: Page, element: Locator, key = 'Tab'): Promise<void> {
  await element.waitFor();
  for (let step = 0; step < 40; step += 1) {
    if (await element.and(page.locator(':focus')).isVisible()) return;
    await press(page, key);
  }
  assert.fail(`${key} never comes to ${element}`);
}

/** An outline on the element, on what stands for it (::after), or on the field around it. */
async function isOutlined(element: Locator): Promise<boolean> {
  return element.evaluate((one) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(of: unknown, pseudo?: string): { outlineStyle: string };
    }; // the page's own, which the types of the server do not know
    const has = (of: unknown, pseudo?: string) => getComputedStyle(of, pseudo).outlineStyle !== 'none';
    return has(one) || has(one, '::after') || has(one.parentElement);
  });
}
