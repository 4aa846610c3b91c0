import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';

export interface Person {
  readonly prenom: string;
  readonly nom: string;
  readonly email: string;
  readonly password: string;
}

/** The people of the sample data. */
export const ADMIN = { email: 'admin@staka-editions.com', password: 'admin123' };
export const AUTHOR = { email: 'user@example.com', password: 'user123' };

export async function register(page: Page, person: Person): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Prénom').fill(person.prenom);
  await page.getByLabel('Nom', { exact: true }).fill(person.nom);
  await page.getByLabel('Adresse e-mail').fill(person.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.getByRole('heading', { name: 'Regardez votre courrier' }).waitFor();
}

/** Follows the link of the letter into the application, past the questions of the first sign-in. */
export async function confirmAddress(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForURL('**/onboarding**');
  await page.getByRole('button', { name: /^(Plus tard|Later)$/ }).click();
  await page.waitForURL('**/app/**');
}

export async function signIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await page.waitForURL('**/app/**');
}

/** Speaks to the API as the pages do, with the session of this one. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is what its contract says, and the tests of the API prove it
export async function call(page: Page, method: string, path: string, data?: object): Promise<any> {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await page.request.fetch(path, { method, headers, ...(data ? { data } : {}) });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** Comes in without the door, where the journey is not about it. */
export async function enter(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await call(page, 'POST', '/api/auth/login', { email, password });
}

/** Somebody whom an administrator invited and who has come in, without a screen. */
export async function employ(stage: Stage, admin: Page, person: Person, role: 'CORRECTOR' | 'ADMIN'): Promise<Page> {
  const { password, ...identity } = person;
  await call(admin, 'POST', '/api/admin/users', { ...identity, role });
  const link = new URL(await stage.linkInLetter(person.email, /invit/), stage.origin);
  const page = await stage.open();
  const { prenom, nom } = person;
  await call(page, 'POST', '/api/auth/accept-invitation', {
    token: link.searchParams.get('token'),
    prenom,
    nom,
    password,
  });
  return page;
}

/** An administrator invites somebody; the letter is on its way when this returns. */
export async function invite(page: Page, email: string, role: string): Promise<void> {
  await page.goto('/app/admin/utilisateurs');
  await page.getByRole('button', { name: 'Ajouter une personne' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Adresse e-mail').fill(email);
  await dialog.getByLabel('Prénom').fill('Claire');
  await dialog.getByLabel('Nom', { exact: true }).fill('Petit');
  await dialog.getByLabel('Rôle').selectOption({ label: role });
  await dialog.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await page.getByText(`L’invitation est partie vers ${email}`).first().waitFor();
}
