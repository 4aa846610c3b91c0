import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { CLIENT_ID, CLIENT_SECRET, startFakeOidcProvider } from '#test/fakes/oidc-provider.ts';
import { ADMIN, AUTHOR, call, enter } from './people.ts';
import { eachStage, type Stage } from './stage.ts';

const provider = await startFakeOidcProvider();
const OIDC_PROVIDERS = JSON.stringify([
  { name: 'atelier', label: 'L’Atelier', issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
]);
const ANNE = provider.person;

/** Somebody who comes by an account they have elsewhere. */
eachStage(
  (stage) => {
    after(() => provider.close());
    beforeEach(() => Object.assign(provider, { person: ANNE, agrees: true }));

    test('whoever comes the first time gets an account, and the second time finds it again', async () => {
      const ids: string[] = [];
      for (const landing of ['**/onboarding**', '**/app/**']) {
        const anne = await leave(stage());
        await anne.waitForURL(landing);
        if (ids.length === 0) {
          await anne.getByRole('button', { name: 'Se déconnecter' }).waitFor();
          await anne.getByRole('button', { name: 'Plus tard' }).click();
        }
        await anne.waitForURL('**/app/**');
        const { user } = await call(anne, 'GET', at(stage(), '/api/auth/me'));
        assert.deepEqual([user.prenom, user.email], ['Anne', 'anne@example.com']);
        ids.push(user.id);
      }
      assert.equal(ids[0], ids[1]);
    });

    test('whoever does not agree over there reads so at the door, and may try again', async () => {
      provider.agrees = false;
      const page = await leave(stage());
      await page.getByRole('alert').getByText('Vous avez interrompu la connexion. Rien n’est changé.').waitFor();
      provider.agrees = true;
      await page.getByRole('button', { name: 'Continuer avec L’Atelier' }).click();
      await page.waitForURL('**/app/**');
    });

    test('an address that has an account here, and that the service has not verified, opens nothing and links nothing', async () => {
      provider.person = { ...ANNE, sub: 'personne-2', email: AUTHOR.email, email_verified: false };
      const page = await leave(stage());
      await page
        .getByRole('alert')
        .getByText(/Un compte existe déjà avec cette adresse/)
        .waitFor();
      await page.getByLabel('Adresse e-mail').fill(AUTHOR.email);
      await page.getByLabel('Mot de passe', { exact: true }).fill(AUTHOR.password);
      await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
      await page.waitForURL('**/app/**');
      assert.deepEqual((await call(page, 'GET', at(stage(), '/api/users/me/identities'))).items, []);
    });

    test('an address that both sides have verified leads to its account, and its owner is told by letter', async () => {
      provider.person = { ...ANNE, sub: 'personne-3', email: AUTHOR.email };
      const page = await leave(stage());
      await page.waitForURL('**/app/**');
      await stage().letter(AUTHOR.email, /autre service/);
    });

    test('the field of a password hides it until asked, takes what is pasted, and says what it is to a manager of passwords', async () => {
      const page = await stage().open();
      await page.goto('/login');
      const [address, password] = [page.getByLabel('Adresse e-mail'), page.getByLabel('Mot de passe', { exact: true })];
      await address.fill('une phrase secrète');
      await address.press('Control+a');
      await address.press('Control+c');
      await password.press('Control+v');
      assert.equal(await password.inputValue(), 'une phrase secrète');
      const attributes = async () => [await password.getAttribute('type'), await password.getAttribute('autocomplete')];
      assert.deepEqual(await attributes(), ['password', 'current-password']);
      await page.getByRole('button', { name: 'Afficher le mot de passe' }).click();
      assert.deepEqual(await attributes(), ['text', 'current-password']);
    });

    test('every page of whoever is signed in has the way out', async () => {
      const page = await stage().open();
      await enter(page, ADMIN);
      for (const path of [
        '/app/commandes',
        '/app/compte',
        '/app/compte/sessions',
        '/app/admin/utilisateurs',
        '/app/inconnu',
      ]) {
        await page.goto(path);
        await page.getByRole('button', { name: /^Menu de / }).click();
        await page.getByRole('menuitem', { name: 'Se déconnecter' }).waitFor();
      }
      await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
      await page.waitForURL('**/login**');
    });
  },
  { databases: ['sqlite'], settings: { OIDC_PROVIDERS } },
);

/** Goes to the door, and from there to the other service. */
async function leave(stage: Stage): Promise<Page> {
  const page = await stage.open();
  await page.goto(at(stage, '/login'));
  await page.getByRole('button', { name: 'Continuer avec L’Atelier' }).click();
  return page;
}

/** The address to come back to has the name of the host. */
function at({ origin }: Stage, path: string): string {
  return origin.replace('127.0.0.1', 'localhost') + path;
}
