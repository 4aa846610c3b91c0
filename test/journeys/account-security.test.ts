import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { call, confirmAddress, type Person, register, signIn } from './people.ts';
import { eachStage, type Stage } from './stage.ts';

const EMILY: Person = {
  prenom: 'Émilie',
  nom: 'Roche',
  email: 'emilie@example.com',
  password: 'pluie sur les ardoises',
};
const NEXT_EMAIL = 'emilie.nouvelle@example.com';
const NEXT_PASSWORD = 'vent dans les peupliers';

eachStage(
  (stage) => {
    let page: Page;
    before(async () => {
      page = await stage().open();
    });

    test('a password shows how well it holds while it is typed, and what is tried first is refused', async () => {
      await page.goto('/register');
      await page.getByLabel('Prénom').fill(EMILY.prenom);
      await page.getByLabel('Nom', { exact: true }).fill(EMILY.nom);
      await page.getByLabel('Adresse e-mail').fill(EMILY.email);
      const password = page.getByLabel('Mot de passe', { exact: true });
      for (const [typed, sentence] of [
        ['azertyuiop', 'Se devine'],
        [EMILY.password, 'Résiste très bien'],
        ['azertyuiop', 'Se devine'],
      ] as const) {
        await password.fill(typed);
        await page.getByRole('status').filter({ hasText: sentence }).waitFor();
      }
      await page.getByRole('button', { name: 'Créer mon compte' }).press('Enter');
      await page.getByRole('alert').filter({ hasText: 'essaie en premier' }).waitFor();
      await password.fill('emilie aux ardoises');
      await page.getByRole('button', { name: 'Créer mon compte' }).press('Enter');
      await page.getByRole('alert').filter({ hasText: 'contient votre nom' }).waitFor();
    });

    test('an address changes once both have confirmed it, by keyboard', async () => {
      await register(page, EMILY);
      await confirmAddress(page, await stage().linkInLetter(EMILY.email, /Confirmez votre adresse/));
      await page.goto('/app/compte?onglet=securite');
      await page.getByLabel('Nouvelle adresse').fill(NEXT_EMAIL);
      const section = page.locator('section', { has: page.getByLabel('Nouvelle adresse') });
      await section.getByLabel('Mot de passe', { exact: true }).fill(EMILY.password);
      await page.keyboard.press('Enter');
      await section.getByText(`${NEXT_EMAIL} prendra la place`).waitFor();
      await confirm(stage(), EMILY.email, 'C’est confirmé pour cette adresse');
      await confirm(stage(), NEXT_EMAIL, 'L’adresse de votre compte est changée');
      await page.reload();
      await section.getByText(`Vous vous connectez avec ${NEXT_EMAIL}`).waitFor();
    });

    test('the former address undoes it: nothing happens until the button is pressed', async () => {
      const owner = await stage().open({ width: 390, height: 844 });
      await owner.goto(await stage().linkInLetter(EMILY.email, /adresse de votre compte a changé/));
      const button = owner.getByRole('button', { name: 'Tout fermer et continuer' });
      await button.waitFor();
      assert.equal((await page.request.get('/api/auth/me')).status(), 200);
      await button.press('Enter');
      await owner.getByRole('heading', { name: 'Choisir un autre mot de passe' }).waitFor();
      assert.equal((await page.request.get('/api/auth/me')).status(), 401);
      await owner.getByRole('textbox', { name: 'Nouveau mot de passe' }).fill(NEXT_PASSWORD);
      await owner.keyboard.press('Enter');
      await owner.waitForURL('**/login');
      await signIn(owner, { email: EMILY.email, password: NEXT_PASSWORD });
    });

    test('what could cost an account asks for a proof first, by keyboard, and is then done once', async () => {
      const owner = await stage().open();
      await signIn(owner, { email: EMILY.email, password: NEXT_PASSWORD });
      await stage().forgetProofs();
      await owner.goto('/app/compte/jetons');
      await owner.getByRole('button', { name: 'Nouveau jeton' }).press('Enter');
      await focused(owner, 'Nom');
      await owner.keyboard.type('Sauvegarde');
      await owner.keyboard.press('Enter');
      await focused(owner, 'Mot de passe');
      await owner.keyboard.press('Escape');
      await owner.getByRole('alert').filter({ hasText: 'Confirmez d’abord' }).waitFor();
      await focused(owner, 'Nom');
      await owner.keyboard.press('Enter');
      await focused(owner, 'Mot de passe');
      await owner.keyboard.type('ce n’est pas lui');
      await owner.keyboard.press('Enter');
      await owner.getByRole('alert').getByText('actuel n’est pas celui-là').waitFor();
      await owner.keyboard.press('ControlOrMeta+A');
      await owner.keyboard.type(NEXT_PASSWORD);
      await owner.keyboard.press('Enter');
      await focused(owner, 'Jeton');
      const { items } = await call(owner, 'GET', '/api/users/me/api-tokens');
      assert.deepEqual(
        items.map(({ name }: { name: string }) => name),
        ['Sauvegarde'],
      );
    });

    test('a link that has served says so', async () => {
      const owner = await stage().open();
      await owner.goto(await stage().linkInLetter(EMILY.email, /adresse de votre compte a changé/));
      await owner.getByRole('button', { name: 'Tout fermer et continuer' }).click();
      await owner.getByRole('alert').filter({ hasText: 'Ce lien a déjà servi' }).waitFor();
    });
  },
  { databases: ['sqlite'] },
);

/** Waits until this field has the focus. */
async function focused(page: Page, label: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.and(page.locator(':focus')).waitFor();
}

async function confirm(stage: Stage, email: string, sentence: string): Promise<void> {
  const mailbox = await stage.open();
  await mailbox.goto(await stage.linkInLetter(email, /Confirmez (le changement|votre nouvelle)/));
  await mailbox.getByRole('button', { name: 'Confirmer' }).press('Enter');
  await mailbox.getByText(sentence).waitFor();
}
