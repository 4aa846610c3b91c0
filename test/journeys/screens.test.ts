import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createInspector, type Inspector, LOOKS, type Look } from './inspection.ts';
import { ADMIN, AUTHOR, call, employ, enter, type Person } from './people.ts';
import { eachStage, type Stage } from './stage.ts';

const PICTURES = process.env.STAKA_SCREENSHOTS;
const CORRECTOR: Person = {
  prenom: 'Claire',
  nom: 'Petit',
  email: 'claire.petit@example.com',
  password: 'virgule et point final',
};
/** Longer than any phone is wide, and nowhere to break it. */
const LONG_WORD = 'Anticonstitutionnellement'.repeat(6);
const ON_PHONE = LOOKS.filter(({ name }) => name.startsWith('390'));
const BRIEFLY = LOOKS.filter(({ name }) => name === '1440-light' || name === '390-dark');

type Screen = {
  name: string;
  path: string | (() => string);
  refused?: readonly string[];
  /** Less than everything, where it is a page that is looked at already. */
  looks?: readonly Look[];
};

eachStage(
  (stage) => {
    let author: Page;
    let corrector: Page;
    let admin: Page;
    let commandes: Record<string, string>;

    before(async () => {
      [author, admin] = [await stage().open(), await stage().open()];
      await Promise.all([enter(author, AUTHOR), enter(admin, ADMIN)]);
      corrector = await employ(stage(), admin, CORRECTOR, 'CORRECTOR');
      commandes = await fill({ author, corrector, admin });
    });

    const commande = (titre: string) => () => `/app/commandes/${commandes[titre]}`;
    const account: Screen[] = [
      { name: 'notifications', path: '/app/notifications' },
      { name: 'profile', path: '/app/compte' },
      { name: 'security', path: '/app/compte?onglet=securite' },
      { name: 'sessions', path: '/app/compte/sessions' },
      { name: 'API tokens', path: '/app/compte/jetons' },
      { name: 'preferences', path: '/app/compte?onglet=preferences' },
    ];

    look('a visitor', stage, () => stage().open(), [
      { name: 'login', path: '/login' },
      { name: 'register', path: '/register' },
      { name: 'forgotten password', path: '/forgot-password' },
      { name: 'new password', path: '/reset-password?token=unknown' },
      { name: 'used link', path: '/confirm-email?token=unknown', refused: ['/api/auth/confirm-email'] },
      { name: 'invitation', path: '/invitation?token=unknown' },
      { name: 'change of address', path: '/confirm-email-change?token=unknown' },
      { name: 'half a link', path: '/confirm-email-change' },
      { name: 'it was not me', path: '/securite/annuler?token=unknown' },
      { name: 'unknown address', path: '/nowhere', refused: ['/nowhere'] },
      { name: 'letters', path: '/app/dev/mail' },
    ]);
    look('an author', stage, async () => author, [
      { name: 'first questions', path: '/onboarding' },
      { name: 'commandes', path: '/app/commandes' },
      { name: 'new commande', path: '/app/commandes/nouvelle' },
      { name: 'commande', path: commande('Les Saisons du canal') },
      { name: 'commande with long words', path: commande(LONG_WORD) },
      { name: 'versions', path: () => `${commande('Les Saisons du canal')()}?partie=versions`, looks: ON_PHONE },
      { name: 'details', path: () => `${commande('Les Saisons du canal')()}?partie=details`, looks: ON_PHONE },
      { name: 'unknown address', path: '/app/nowhere' },
      ...account,
    ]);
    look('a corrector', stage, async () => corrector, [
      { name: 'queue', path: '/app/file' },
      { name: 'commande', path: commande(LONG_WORD) },
      { name: 'versions', path: () => `${commande(LONG_WORD)()}?partie=versions`, looks: ON_PHONE },
      { name: 'details', path: () => `${commande(LONG_WORD)()}?partie=details`, looks: ON_PHONE },
      ...account.map((screen) => ({ ...screen, looks: BRIEFLY })),
    ]);
    look('an administrator', stage, async () => admin, [
      { name: 'commandes', path: '/app/admin/commandes' },
      { name: 'no such commande', path: '/app/admin/commandes?q=introuvable' },
      { name: 'people', path: '/app/admin/utilisateurs' },
      { name: 'a person', path: '/app/admin/utilisateurs/019aa4b2-d000-7000-8000-000000000002' },
      { name: 'requests of mentors', path: '/app/admin/mentors' },
      { name: 'arrivals from Clerk', path: '/app/admin/clerk' },
      { name: 'audit log', path: '/app/admin/journal' },
      { name: 'operations', path: '/app/admin/exploitation' },
      { name: 'backups', path: '/app/admin/exploitation?onglet=sauvegardes' },
      { name: 'doctor', path: '/app/admin/exploitation?onglet=diagnostic' },
      { name: 'database', path: '/app/admin/exploitation?onglet=base' },
      { name: 'maintenance', path: '/app/admin/exploitation?onglet=maintenance', looks: BRIEFLY },
      { name: 'erasures', path: '/app/admin/effacements', looks: BRIEFLY },
      { name: 'nothing in the audit log', path: '/app/admin/journal?q=introuvable', looks: BRIEFLY },
      { name: 'queue', path: '/app/file' },
      { name: 'commande', path: commande('Les Saisons du canal') },
      ...account.map((screen) => ({ ...screen, looks: BRIEFLY })),
    ]);
  },
  { databases: ['sqlite'], together: 4 },
);

/** One test a page, and one that goes wherever the pages lead. */
function look(who: string, stage: () => Stage, open: () => Promise<Page>, screens: readonly Screen[]): void {
  describe(who, { concurrency: 1 }, () => {
    let inspector: Inspector;
    const seen = new Set<string>();
    const links = new Set<string>();
    before(async () => {
      inspector = await createInspector(await open());
    });

    for (const { name, path, refused = [], looks = LOOKS } of screens)
      test(`${name}: nothing is wrong with the page, wide or narrow, light or dark`, async () => {
        const address = typeof path === 'string' ? path : path();
        const picture = PICTURES ? { folder: PICTURES, name: slug(`${who} ${name}`) } : undefined;
        const inspection = await inspector.inspect(address, {
          refused,
          looks,
          picture,
        });
        seen.add(address);
        for (const link of inspection.links) links.add(link);
        assert.deepEqual(inspection.findings, []);
      });

    test('every link leads somewhere', async () => {
      const page = await open();
      for (const link of [...links].filter((address) => !seen.has(address)))
        assert.deepEqual(await follow(link, inspector, page, stage().origin), [], link);
    });
  });
}

async function follow(link: string, inspector: Inspector, page: Page, origin: string): Promise<string[]> {
  if (!link.startsWith('/api/')) return inspector.follow(link, { refused: ['/api/auth/me', '/api/admin/studio'] });
  const answer = await page.request.head(origin + link);
  return answer.ok() ? [] : [`${answer.status()}`];
}

/** What the sample data lacks: a commande of the corrector, in whose words nothing can be broken. */
async function fill(people: { author: Page; corrector: Page; admin: Page }): Promise<Record<string, string>> {
  const { author, corrector, admin } = people;
  const { id } = await call(author, 'POST', '/api/commandes', {
    titre: LONG_WORD,
    description: LONG_WORD,
    noteClient: LONG_WORD,
  });
  const { user } = await call(corrector, 'GET', '/api/auth/me');
  await call(admin, 'PUT', `/api/commandes/${id}/assignation`, { correcteurId: user.id });
  await call(corrector, 'PUT', `/api/commandes/${id}/statut`, { statut: 'EN_COURS' });
  await call(corrector, 'POST', `/api/commandes/${id}/messages`, { content: `https://example.com/${LONG_WORD}` });
  await call(author, 'POST', `/api/commandes/${id}/messages`, { content: `Bonjour,\n\n${LONG_WORD}` });
  const { items } = await call(admin, 'GET', '/api/commandes');
  return Object.fromEntries(items.map((item: { titre: string; id: string }) => [item.titre, item.id]));
}

function slug(text: string): string {
  return text.replaceAll(/[^a-z0-9]+/gi, '-');
}
