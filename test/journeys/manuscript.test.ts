import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { docx, pdf, sha256 } from './documents.ts';
import { ADMIN, confirmAddress, invite, register, signIn } from './people.ts';
import { eachStage } from './stage.ts';

const PHONE = { width: 390, height: 844 };
const AUTHOR = {
  prenom: 'Jeanne',
  nom: 'Delmas',
  email: 'jeanne.delmas@example.com',
  password: 'le chat dort au soleil',
};
const CORRECTOR = {
  prenom: 'Claire',
  nom: 'Petit',
  email: 'claire.petit@example.com',
  password: 'virgule et point final',
};

eachStage((stage) => {
  let author: Page;
  let corrector: Page;
  let admin: Page;
  let commande: string;
  let manuscript: Buffer;
  let corrected: Buffer;
  const annex = pdf(40 * 1024 * 1024);

  test('an author opens an account by the link in a letter', async () => {
    author = await stage().open(PHONE);
    await register(author, AUTHOR);
    await confirmAddress(author, await stage().linkInLetter(AUTHOR.email, /Confirmez/));
    await author.getByRole('heading', { name: 'Mes commandes' }).waitFor();
  });

  test('she drops a .docx and the commande opens by itself, with its title', async () => {
    manuscript = await docx('Le Goût du sel', ['Elle descendit au port avant le jour.', 'Le vent, déjà, forçait.']);
    await author.goto('/app/commandes/nouvelle');
    await author
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'Le Goût du sel.docx', mimeType: 'application/octet-stream', buffer: manuscript });
    await author.getByLabel('De quoi s’agit-il ?').fill('Roman, 84 000 mots.');
    await author.getByRole('button', { name: 'Enregistrer la commande' }).click();
    await author.getByRole('heading', { name: 'Le Goût du sel', exact: true }).waitFor();
    commande = new URL(author.url()).pathname;
    assert.match(commande, /^\/app\/commandes\/[0-9a-f-]{36}$/);
  });

  test('she joins a PDF of 40 MB to a message, and both arrive', async () => {
    await author.getByRole('button', { name: 'Joindre des fichiers' }).waitFor();
    const [chooser] = await Promise.all([
      author.waitForEvent('filechooser'),
      author.getByRole('button', { name: 'Joindre des fichiers' }).click(),
    ]);
    await chooser.setFiles({ name: 'annexes.pdf', mimeType: 'application/pdf', buffer: annex });
    await author.getByRole('textbox', { name: 'Votre message' }).fill('Bonjour, voici le manuscrit et ses annexes.');
    await author.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await author
      .getByRole('link', { name: /annexes\.pdf/ })
      .first()
      .waitFor({ timeout: 60_000 });
    await author.getByText('Bonjour, voici le manuscrit et ses annexes.').waitFor();
  });

  test('an administrator invites a corrector, who chooses a password', async () => {
    admin = await stage().open();
    await signIn(admin, ADMIN);
    await invite(admin, CORRECTOR.email, 'Correcteur');
    corrector = await stage().open();
    await corrector.goto(await stage().linkInLetter(CORRECTOR.email, /invit/));
    await corrector.getByLabel('Prénom').fill(CORRECTOR.prenom);
    await corrector.getByLabel('Nom', { exact: true }).fill(CORRECTOR.nom);
    await corrector.getByLabel('Mot de passe', { exact: true }).fill(CORRECTOR.password);
    await corrector.getByRole('button', { name: 'Entrer' }).click();
    await corrector.getByRole('heading', { name: 'File de travail' }).waitFor();
    await corrector.getByText('Rien à corriger pour l’instant').waitFor();
  });

  test('a commande that is not theirs answers like one that does not exist', async () => {
    await corrector.goto(commande);
    await corrector
      .getByText(/n’existe pas/)
      .first()
      .waitFor();
    const id = commande.split('/').at(-1);
    const answer = await corrector.request.get(`/api/commandes/${id}`);
    assert.deepEqual([answer.status(), (await answer.json()).code], [404, 'COMMANDE_NOT_FOUND']);
  });

  test('the administrator entrusts the commande to the corrector, who sees it come without reloading', async () => {
    await corrector.goto('/app/file');
    await admin.goto(commande);
    await admin.getByRole('button', { name: 'Choisir un correcteur' }).click();
    await admin.getByRole('dialog').getByText('Claire Petit').click();
    await confirmDialog(admin);
    await corrector.getByText('Le Goût du sel').first().waitFor({ timeout: 5_000 });
  });

  test('the corrector begins, and answers: the author reads it within a second', async () => {
    await corrector.goto(commande);
    await corrector.getByRole('button', { name: 'Commencer' }).first().click();
    await corrector.getByText('Vous avez commencé la correction').waitFor();
    await author.goto(commande);
    await author.getByText('Claire Petit a commencé la correction').waitFor();
    await corrector
      .getByRole('textbox', { name: 'Votre message' })
      .fill('Bonjour Jeanne, une question sur les dialogues : tirets ou guillemets ?');
    await corrector.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await said(author, 'une question sur les dialogues').waitFor({ timeout: 1_000 });
  });

  test('what the author has read is marked as read for the corrector', async () => {
    await corrector.getByText('Lu', { exact: true }).first().waitFor({ timeout: 5_000 });
  });

  test('what the power cut interrupts is there again: nothing acknowledged is lost', async () => {
    await stage().crash();
    await author.reload();
    await said(author, 'une question sur les dialogues').waitFor();
    await author
      .getByRole('link', { name: /annexes\.pdf/ })
      .first()
      .waitFor();
  });

  test('the corrector returns the corrected file and the commande is finished', async () => {
    corrected = await docx('Le Goût du sel', ['Elle descendit au port avant l’aube.', 'Le vent, déjà, forçait.']);
    await corrector.reload();
    await corrector.getByRole('button', { name: 'Livrer' }).first().click();
    const dialog = corrector.getByRole('dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'Le Goût du sel (corrigé).docx', mimeType: 'application/msword', buffer: corrected });
    await dialog.getByRole('checkbox', { name: /corrigé/ }).waitFor();
    await dialog.getByLabel('Un mot pour l’auteur').fill('Voici la correction. Bonne lecture !');
    await dialog.getByRole('button', { name: 'Livrer et terminer' }).click();
    await corrector.getByText('Vous avez livré la correction').waitFor({ timeout: 15_000 });
  });

  test('the author is told at once and downloads exactly what was sent', async () => {
    await author.getByText('Votre texte corrigé est prêt.').first().waitFor({ timeout: 5_000 });
    const download = await Promise.all([
      author.waitForEvent('download'),
      author.getByRole('link', { name: 'Le télécharger' }).click(),
    ]);
    assert.equal(download[0].suggestedFilename(), 'Le Goût du sel (corrigé).docx');
    assert.equal(sha256(await readFile(await download[0].path())), sha256(corrected));
  });

  test('every byte of the manuscript and of the 40 MB came through', async () => {
    const id = commande.split('/').at(-1);
    const { items } = await (await author.request.get(`/api/commandes/${id}/fichiers`)).json();
    const sent = new Map([
      ['Le Goût du sel.docx', manuscript],
      ['annexes.pdf', annex],
      ['Le Goût du sel (corrigé).docx', corrected],
    ]);
    assert.deepEqual(items.map(({ filename }: { filename: string }) => filename).sort(), [...sent.keys()].sort());
    for (const { filename, url } of items) {
      const bytes = await (await author.request.get(url)).body();
      assert.equal(sha256(bytes), sha256(sent.get(filename) ?? Buffer.alloc(0)), filename);
    }
  });

  test('each was told once of each fact, and both devices agree on what is unread', async () => {
    const notifications = await (await author.request.get('/api/notifications?limit=100')).json();
    const told = notifications.items.map(({ title }: { title: string }) => title);
    assert.equal(new Set(told).size, told.length, `told twice: ${told.join(' | ')}`);
    const second = await stage().open();
    await signIn(second, AUTHOR);
    const counts = await Promise.all(
      [author, second].map(async (page) => (await page.request.get('/api/notifications/compteurs')).json()),
    );
    assert.deepEqual(counts[0], counts[1]);
  });
});

/** What the conversation shows, not what is read out when it arrives. */
function said(page: Page, words: string): Locator {
  return page.getByRole('paragraph').filter({ hasText: words });
}

async function confirmDialog(page: Page): Promise<void> {
  const button = page.getByRole('dialog').getByRole('button', { name: /^Confier/ });
  if (await button.isVisible()) await button.click();
}
