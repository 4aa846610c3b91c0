import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { docxWith, templateAt } from '#modules/files/hostile-files.fixture.ts';
import { pdf } from './documents.ts';
import { ADMIN, AUTHOR, call, confirmAddress, employ, enter, register } from './people.ts';
import { eachStage } from './stage.ts';

const NEWCOMER = { prenom: 'Jeanne', nom: 'Delmas', email: 'jeanne@example.com', password: 'le chat dort au soleil' };
const CORRECTOR = { prenom: 'Claire', nom: 'Petit', email: 'claire@example.com', password: 'virgule et point final' };
const SECOND = { prenom: 'Paul', nom: 'Roche', email: 'paul@example.com', password: 'deux points ouvrez' };
const MB = 1_000_000;

/** What Staka refuses, and how it says so. */
eachStage(
  (stage) => {
    let visitor: Page;
    let author: Page;
    let corrector: Page;
    let admin: Page;
    let second: Page;
    let link: string;
    let commande: string;

    before(async () => {
      [visitor, author, admin] = [await stage().open(), await stage().open(), await stage().open()];
      await Promise.all([enter(author, AUTHOR), enter(admin, ADMIN)]);
      corrector = await employ(stage(), admin, CORRECTOR, 'CORRECTOR');
      second = await employ(stage(), admin, SECOND, 'ADMIN');
      commande = await openCommande(author, 'Le Goût du sel');
    });

    test('a wrong password and an unknown address get the same sentence, and the focus stays', async () => {
      const said: (string | null)[] = [];
      for (const email of [AUTHOR.email, 'nobody@example.com']) {
        await tryToSignIn(visitor, { email, password: 'not the one' });
        said.push(await visitor.getByRole('alert').filter({ hasText: /./ }).first().textContent());
        await isFocused(visitor.getByLabel('Mot de passe', { exact: true }));
      }
      assert.deepEqual(said, Array(2).fill('L’adresse e-mail ou le mot de passe n’est pas le bon.'));
    });

    test('a password that is too short is said beside its field, which takes the focus', async () => {
      await visitor.goto('/register');
      await visitor.getByLabel('Prénom').fill('Jeanne');
      await visitor.getByLabel('Nom', { exact: true }).fill('Delmas');
      await visitor.getByLabel('Adresse e-mail').fill(NEWCOMER.email);
      const password = visitor.getByLabel('Mot de passe', { exact: true });
      await password.fill('court');
      await visitor.getByRole('button', { name: 'Créer mon compte' }).click();
      await isFocused(password);
      assert.match(await describedBy(password), /Ajoutez encore 3 caractères/);
    });

    test('nobody comes in before the address is confirmed', async () => {
      await register(visitor, NEWCOMER);
      await tryToSignIn(visitor, NEWCOMER);
      await alert(visitor, 'Confirmez d’abord votre adresse e-mail');
    });

    test('a link serves once', async () => {
      link = await stage().linkInLetter(NEWCOMER.email, /Confirmez/);
      await confirmAddress(visitor, link);
      const later = await stage().open();
      await later.goto(link);
      await later.getByRole('heading', { name: 'Ce lien ne peut plus servir' }).waitFor();
    });

    test('registering an address that is known shows the same page, and sends another letter', async () => {
      await register(await stage().open(), { ...NEWCOMER, prenom: 'Quelqu’un' });
      await stage().letter(NEWCOMER.email, /Vous avez déjà un compte/);
    });

    test('a commande without a title, or for yesterday, is said beside the field', async () => {
      await author.goto('/app/commandes/nouvelle');
      await author.getByRole('button', { name: 'Continuer sans fichier' }).click();
      await author.getByLabel('Date souhaitée').fill('2020-01-31');
      await author.getByRole('button', { name: 'Enregistrer la commande' }).click();
      await isFocused(author.getByLabel('Titre'));
      assert.match(await describedBy(author.getByLabel('Titre')), /Donnez un titre à votre texte/);
      assert.match(await describedBy(author.getByLabel('Date souhaitée')), /Choisissez une date à venir/);
    });

    test('a program is refused, whatever it is called', async () => {
      const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4096, 0x90)]);
      await deposit(author, commande, 'roman.docx', program);
      await alert(author, 'Les programmes et les scripts ne sont pas acceptés');
      await author.getByRole('button', { name: 'Retirer « roman.docx » de la liste' }).click();
    });

    test('a document that fetches a template from elsewhere is refused, and says what to do', async () => {
      const fetching = docxWith([templateAt('https://example.com/modele.dotm')]);
      await deposit(author, commande, 'roman.docx', fetching);
      await alert(author, 'un modèle ou un objet distant, qui agirait à l’ouverture\u202F: enregistrez-en une copie');
      await author.getByRole('button', { name: 'Retirer « roman.docx » de la liste' }).click();
    });

    test('a file that is too large is refused with the limit, before it is sent', async () => {
      await deposit(author, commande, 'immense.pdf', pdf(6 * MB));
      await alert(author, /trop volumineux \([\d,]+\sMo\)\s: la limite est de [\d,]+\sMo/);
    });

    test('what goes over the quota is refused with what is left', async () => {
      await deposit(author, commande, 'annexe-1.pdf', pdf(4 * MB));
      await author.getByText('Version 1', { exact: true }).first().waitFor();
      await deposit(author, commande, 'annexe-2.pdf', pdf(4 * MB));
      await alert(author, /ce fichier fait [\d,]+\sMo, et il vous reste [\d,]+\sMo sur [\d,]+\sMo/);
    });

    test('a commande of others does not exist, and neither do the pages of administrators', async () => {
      for (const [page, path] of [
        [corrector, commande],
        [author, '/app/admin/utilisateurs'],
        [author, '/app/admin/commandes'],
        [author, '/app/file'],
        [author, '/app/anything'],
      ] as const) {
        await page.goto(path);
        await page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor({ timeout: 5_000 });
        await page.getByRole('link', { name: 'Revenir à l’accueil' }).waitFor();
      }
      const answer = await author.request.get('/api/admin/users');
      assert.equal(answer.status(), 403);
    });

    test('a delivery without a file says what is missing', async () => {
      await entrust(admin, corrector, commande);
      await corrector.goto(commande);
      await corrector.getByRole('button', { name: 'Livrer' }).first().click();
      await corrector.getByRole('dialog').getByRole('button', { name: 'Livrer et terminer' }).click();
      await corrector.getByText('Choisissez ou déposez au moins un fichier corrigé.').waitFor();
      await corrector.keyboard.press('Escape');
    });

    test('a suspended commande keeps its time: the deadline moves by as long as it rested', async () => {
      const before = await read(author, commande);
      await act(admin, commande, 'Suspendre…', { reason: 'L’auteur voyage.' });
      await author.goto(commande);
      await author
        .getByText(/^En pause, il restera/)
        .first()
        .waitFor();
      const paused = await read(author, commande);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      assert.equal((await read(author, commande)).deadline.remainingSeconds, paused.deadline.remainingSeconds);
      await act(admin, commande, 'Reprendre…', { reason: 'L’auteur est rentré.' });
      const moved = Date.parse((await read(author, commande)).deadline.at) - Date.parse(before.deadline.at);
      assert.ok(moved >= 1_500 && moved < 30_000, `the deadline moved by ${moved} ms`);
    });

    test('of two administrators who change the same thing, the second is told', async () => {
      await openAct(second, commande, 'Suspendre…');
      const dialog = second.getByRole('dialog');
      await dialog.getByLabel('Pourquoi ?').fill('Une question de droits.');
      await act(admin, commande, 'Annuler la commande…', { reason: 'L’auteur renonce.', typed: 'Le Goût du sel' });
      await dialog.getByRole('button', { name: 'Suspendre' }).click();
      await alert(second, /Une commande «.annulée.» ne peut pas devenir «.suspendue.»/);
      assert.equal(await dialog.getByLabel('Pourquoi ?').inputValue(), 'Une question de droits.');
    });

    test('a cancelled commande says who, and why, to its author', async () => {
      await author.goto(commande);
      await author.getByText('Sophie Lambert a annulé la commande').waitFor();
      await author.getByText('L’auteur renonce.').first().waitFor();
      await author.getByText('Cette commande est annulée.').first().waitFor();
    });

    test('production has no letters to read', async () => {
      await stage().cut();
      await stage().start({ NODE_ENV: 'production', PUBLIC_URL: stage().origin });
      const stranger = await stage().open();
      await stranger.goto('/app/dev/mail');
      await stranger.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor({ timeout: 5_000 });
      assert.equal((await stranger.request.get('/api/dev/mails')).status(), 404);
    });
  },
  {
    databases: ['sqlite'],
    settings: { UPLOAD_MAX_BYTES: String(5 * MB), STORAGE_QUOTA_BYTES: String(6 * MB) },
  },
);

async function tryToSignIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** Its address in the application. */
async function openCommande(page: Page, titre: string): Promise<string> {
  const { id } = await call(page, 'POST', '/api/commandes', { titre });
  return `/app/commandes/${id}`;
}

async function entrust(admin: Page, corrector: Page, commande: string): Promise<void> {
  const { user } = await call(corrector, 'GET', '/api/auth/me');
  await call(admin, 'PUT', `${apiOf(commande)}/assignation`, { correcteurId: user.id });
  await call(corrector, 'PUT', `${apiOf(commande)}/statut`, { statut: 'EN_COURS' });
}

async function read(page: Page, commande: string): Promise<{ deadline: { at: string; remainingSeconds: number } }> {
  return call(page, 'GET', apiOf(commande));
}

function apiOf(commande: string): string {
  return commande.replace('/app/', '/api/');
}

async function deposit(page: Page, commande: string, name: string, buffer: Buffer): Promise<void> {
  await page.goto(commande);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Déposer un manuscrit' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function openAct(page: Page, commande: string, name: string): Promise<void> {
  await page.goto(commande);
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('dialog').waitFor();
}

async function act(
  page: Page,
  commande: string,
  name: string,
  { reason, typed }: { reason: string; typed?: string },
): Promise<void> {
  await openAct(page, commande, name);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Pourquoi ?').fill(reason);
  if (typed) await dialog.getByLabel(/^Écrivez le titre pour confirmer/).fill(typed);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}

async function alert(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('alert').filter({ hasText: words }).first().waitFor({ timeout: 10_000 });
}

async function isFocused(element: Locator): Promise<void> {
  await element.and(element.page().locator(':focus')).waitFor({ timeout: 5_000 });
}

/** The sentences that screen readers say with the field: its hint, and what is wrong. */
async function describedBy(field: Locator): Promise<string> {
  const ids = (await field.getAttribute('aria-describedby')) ?? '';
  const sentences = ids.split(' ').map((id) => field.page().locator(`[id="${id}"]`).textContent());
  return (await Promise.all(sentences)).join(' ');
}
