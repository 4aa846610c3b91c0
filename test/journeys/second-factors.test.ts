import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { codeOf } from '#modules/second-factors/factory.ts';
import { createInspector, LOOKS } from './inspection.ts';
import { ADMIN, AUTHOR } from './people.ts';
import { eachStage, type Stage } from './stage.ts';

/** A browser that has no passkeys in its fields, unless it is told otherwise: see `offerInFields`. */
const OFFERS_NOTHING = `if (sessionStorage.getItem('offers') !== 'yes')
  PublicKeyCredential.isConditionalMediationAvailable = async () => false;`;
const SECURITY = '/app/compte?onglet=securite';

eachStage(
  (stage) => {
    let author: Page;
    let secret: string;
    let codes: string[];

    before(async () => {
      author = await stage().open();
      await visit(stage(), author, '/login');
    });

    test('an app is set up by its first right code, and recovery codes come with it', async () => {
      await typePassword(author, AUTHOR);
      await author.waitForURL('**/app/**');
      await visit(stage(), author, SECURITY);
      await author.getByRole('button', { name: 'Activer une application' }).click();
      const dialog = author.getByRole('dialog');
      await dialog.getByRole('img', { name: /Code QR/ }).waitFor();
      secret = ((await dialog.locator('.select-all').textContent()) ?? '').replace(/\s/g, '');
      await give(dialog, '000 000', 'Activer');
      await dialog
        .getByRole('alert')
        .getByText(/Ce code n’est pas le bon/)
        .waitFor();
      await give(dialog, codeOf(secret), 'Activer');
      await author.getByRole('heading', { name: 'Vos codes de secours' }).waitFor();
      codes = await author.getByRole('dialog').getByRole('listitem').allInnerTexts();
      assert.equal(codes.length, 10);
      await author.keyboard.press('Escape');
      await author.mouse.click(5, 5);
      await author.getByRole('button', { name: 'J’ai noté mes codes' }).click();
      await author.getByText('10 codes restent.').waitFor();
      await dialogsClosed(author);
    });

    test('signing in asks for its code, pasted with a space as well', async () => {
      await signOut(author);
      await typePassword(author, AUTHOR);
      await author.getByRole('heading', { name: 'Encore une étape' }).waitFor();
      const field = author.getByLabel('Code à six chiffres');
      assert.equal(await field.getAttribute('autocomplete'), 'one-time-code');
      assert.equal(await field.getAttribute('inputmode'), 'numeric');
      assert.ok(await field.evaluate((input) => input.matches(':focus')));
      await give(author, '12 34', 'Continuer');
      await author.getByText('Saisissez les six chiffres que l’application affiche.').waitFor();
      await give(author, codeOf(secret, 1).replace(/^.../, '$& '), 'Continuer');
      await author.waitForURL('**/app/**');
    });

    test('a recovery code signs in once, and not twice', async () => {
      const [code = ''] = codes;
      for (const isFirst of [true, false]) {
        await signOut(author);
        await typePassword(author, AUTHOR);
        await author.getByRole('button', { name: 'Utiliser un code de secours' }).click();
        await author.getByLabel('Code de secours', { exact: true }).fill(code.toLowerCase());
        await author.getByRole('button', { name: 'Continuer' }).click();
        if (isFirst) await author.waitForURL('**/app/**');
        else
          await author
            .getByRole('alert')
            .getByText(/a déjà servi/)
            .waitFor();
      }
      await author.getByLabel('Code de secours', { exact: true }).fill(codes[1] ?? '');
      await author.keyboard.press('Enter');
      await author.waitForURL('**/app/**');
      await visit(stage(), author, SECURITY);
      await author.getByText('8 codes restent.').waitFor();
    });

    test('a passkey is made, named, and signs in by itself, without a password', async () => {
      const admin = await stage().open();
      await plugIn(admin);
      await admin.addInitScript({ content: OFFERS_NOTHING });
      await visit(stage(), admin, '/login');
      await typePassword(admin, ADMIN);
      await admin.waitForURL('**/app/**');
      await visit(stage(), admin, SECURITY);
      await admin.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
      await admin.getByLabel('Nom de la clé').fill('Téléphone');
      await admin.keyboard.press('Enter');
      await admin.getByRole('button', { name: 'J’ai noté mes codes' }).click();
      await admin.getByText('Pas encore utilisée').waitFor();
      await dialogsClosed(admin);

      await offerInFields(admin, false);
      await signOut(admin);
      await admin.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click();
      await admin.waitForURL('**/app/**');
      await visit(stage(), admin, SECURITY);
      await admin.getByText('Dernière utilisation').waitFor();

      await signOut(admin);
      await typePassword(admin, ADMIN);
      await admin.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
      await admin.waitForURL('**/app/**');

      await offerInFields(admin, true);
      const offered = admin.waitForResponse(
        (response) => response.url().endsWith('/api/auth/passkey') && response.ok(),
      );
      await signOut(admin);
      await offered;
      await admin.waitForURL('**/app/**');
    });

    test('the app is removed only after a question, and the password alone signs in again', async () => {
      await visit(stage(), author, SECURITY);
      await author.getByRole('button', { name: 'Retirer l’application' }).click();
      const dialog = author.getByRole('dialog');
      await dialog.getByText(/dernier second facteur/).waitFor();
      await dialog.getByRole('button', { name: 'Retirer' }).click();
      await author.getByRole('button', { name: 'Activer une application' }).waitFor();
      await dialogsClosed(author);
      const title = author.getByRole('heading', { name: 'Double vérification' });
      assert.ok(await title.evaluate((heading) => heading.matches(':focus')), 'the focus is where the list begins');
      await signOut(author);
      await typePassword(author, AUTHOR);
      await author.waitForURL('**/app/**');
    });
  },
  { databases: ['sqlite'] },
);

eachStage(
  (stage) => {
    test('where a second factor is asked of administrators, the way leads to where it is set up', async () => {
      const admin = await stage().open();
      await visit(stage(), admin, '/login');
      await typePassword(admin, ADMIN);
      await admin.getByText('Cet espace demande un second facteur').waitFor();
      await visit(stage(), admin, '/app/admin/utilisateurs');
      await admin.waitForURL('**/app/compte?onglet=securite');
      await admin.getByRole('button', { name: 'Activer une application' }).click();
      const dialog = admin.getByRole('dialog');
      const secret = ((await dialog.locator('.select-all').textContent()) ?? '').replace(/\s/g, '');
      await give(dialog, codeOf(secret), 'Activer');
      await admin.getByRole('button', { name: 'J’ai noté mes codes' }).click();
      await visit(stage(), admin, '/app/admin/utilisateurs');
      await admin.getByRole('button', { name: 'Ajouter une personne' }).waitFor();
    });

    test('the login page that offers passkeys is in order, wide and narrow, light and dark', async () => {
      const page = await stage().open();
      const { findings } = await inspectLogin(stage(), page);
      assert.deepEqual(findings, []);
    });
  },
  { databases: ['sqlite'], settings: { REQUIRE_SECOND_FACTOR: 'admins' } },
);

/** The login page, as an auditor looks at it: it now offers passkeys as well. */
async function inspectLogin(stage: Stage, page: Page) {
  const inspector = await createInspector(page);
  return inspector.inspect(at(stage, '/login'), { looks: LOOKS });
}

/** Passkeys belong to a host that has a name. */
function at({ origin }: Stage, path: string): string {
  return origin.replace('127.0.0.1', 'localhost') + path;
}

async function visit(stage: Stage, page: Page, path: string): Promise<void> {
  await page.goto(at(stage, path));
}

async function typePassword(page: Page, { email, password }: typeof AUTHOR): Promise<void> {
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
}

async function give(where: Page | Locator, code: string, button: string): Promise<void> {
  await where.getByLabel('Code à six chiffres').fill(code);
  await where.getByRole('button', { name: button }).click();
}

/** A dialog that closes gives the focus back a moment later: a menu that a program opens before then closes with it. */
async function dialogsClosed(page: Page): Promise<void> {
  // Notices at the edge of the screen are dialogs as well, though not over the page.
  while ((await page.locator('[role=dialog]:not([aria-modal=false])').count()) > 0) await page.waitForTimeout(20);
  await page.waitForTimeout(300);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Menu de / }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
}

/** Whether the browser offers passkeys in the field of the address; the device that is played then takes the first. */
async function offerInFields(page: Page, offers: boolean): Promise<void> {
  await page.evaluate((value) => sessionStorage.setItem('offers', value), offers ? 'yes' : 'no');
}

/** A device that holds passkeys and answers at once, as Chromium plays it (WebAuthn, section 11). */
async function plugIn(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
