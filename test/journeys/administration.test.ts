import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ADMIN, AUTHOR, call, employ, enter } from './people.ts';
import { eachStage } from './stage.ts';

const CORRECTOR = { prenom: 'Claire', nom: 'Petit', email: 'claire@example.com', password: 'virgule et point final' };

/** What an administrator does with people, what is recorded of it, and acting in somebody's name. */
eachStage(
  (stage) => {
    let admin: Page;
    let author: Page;
    let corrector: Page;

    before(async () => {
      [admin, author] = [await stage().open(), await stage().open({ width: 390, height: 844 })];
      await Promise.all([enter(admin, ADMIN), enter(author, AUTHOR)]);
      corrector = await employ(stage(), admin, CORRECTOR, 'CORRECTOR');
    });

    const openPerson = async (name: string) => {
      await admin.goto('/app/admin/utilisateurs');
      await admin.getByRole('link', { name }).click();
      await admin.getByRole('heading', { name, level: 1 }).waitFor();
    };
    const act = async (name: string, item: string) => {
      await admin.getByRole('button', { name: `Actions pour ${name}` }).click();
      await admin.getByRole('menuitem', { name: item }).click();
    };
    /** The log, once it says this of these: what is recorded follows the act. */
    const recorded = async (search: string, sentence: RegExp) => {
      const line = admin.getByRole('list', { name: 'Journal d’audit' }).getByText(sentence).first();
      for (let attempt = 0; ; attempt += 1) {
        await admin.goto(`/app/admin/journal?${search}`);
        await admin.getByRole('heading', { name: 'Journal d’audit' }).waitFor();
        const isThere = await line.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
        if (isThere) return;
        assert.ok(attempt < 5, `${sentence} is not in the log`);
      }
    };

    test('people are found by what they lack', async () => {
      await admin.goto('/app/admin/utilisateurs');
      await admin.getByRole('combobox', { name: 'État' }).selectOption('Sans second facteur');
      await admin.getByRole('link', { name: 'Claire Petit' }).waitFor();
      await admin.getByRole('combobox', { name: 'État' }).selectOption('Désactivés');
      await admin.getByText('Personne ne correspond').waitFor();
    });

    test('somebody is created without a letter, gets another address, and is invited later', async () => {
      await admin.goto('/app/admin/utilisateurs');
      await admin.getByRole('button', { name: 'Ajouter une personne' }).click();
      await admin.getByLabel('Prénom').fill('Zoé');
      await admin.getByLabel('Nom', { exact: true }).fill('Marchand');
      await admin.getByLabel('Adresse e-mail').fill('zoe@example.com');
      await admin.getByLabel('L’inviter tout de suite').uncheck();
      await admin.getByRole('button', { name: 'Créer sans inviter' }).click();
      await act('Zoé Marchand', 'Changer l’adresse e-mail');
      await admin.getByLabel('Nouvelle adresse').fill(AUTHOR.email);
      await admin.keyboard.press('Enter');
      await admin.getByRole('alert').getByText('Quelqu’un a déjà un compte').waitFor();
      await admin.getByLabel('Nouvelle adresse').fill('zoe.marchand@example.com');
      await admin.keyboard.press('Enter');
      await admin.getByText('Nouvelle adresse de Zoé Marchand').first().waitFor();
      await act('Zoé Marchand', 'Envoyer l’invitation');
      await stage().letter('zoe.marchand@example.com', /invite/);
    });

    test('somebody is deactivated with a reason, which their page shows, and reactivated', async () => {
      await openPerson('Claire Petit');
      await act('Claire Petit', 'Désactiver');
      await admin.getByLabel('Motif').fill('En congé jusqu’au printemps');
      await admin.getByRole('button', { name: 'Désactiver' }).click();
      await admin.getByText('En congé jusqu’au printemps').waitFor();
      assert.equal((await corrector.request.get('/api/auth/me')).status(), 401);
      await act('Claire Petit', 'Réactiver');
      await admin.getByText('En congé jusqu’au printemps').waitFor({ state: 'detached' });
      await recorded('action=user', /Sophie Lambert a désactivé le compte de Claire Petit/);
      await recorded('q=claire', /Sophie Lambert a réactivé le compte de Claire Petit/);
      assert.equal(await admin.getByText('En congé').count(), 0, 'the words of a reason are not in the log');
    });

    test('an administrator acts as an author, sees the banner everywhere, and comes back', async () => {
      await openPerson('Julien Moreau');
      await act('Julien Moreau', 'Agir en son nom');
      await admin.getByRole('button', { name: 'Commencer' }).click();
      await admin.getByText('Vous agissez au nom de Julien Moreau.').waitFor();
      assert.equal(await admin.getByRole('link', { name: 'Personnes' }).count(), 0);
      await call(admin, 'POST', '/api/commandes', { titre: 'Écrite à sa place' });
      await admin.goto('/app/compte');
      await admin.getByRole('button', { name: 'Terminer' }).click();
      await admin.getByRole('heading', { name: 'Julien Moreau', level: 1 }).waitFor();
      assert.equal(await admin.getByText('Vous agissez au nom').count(), 0);
      await recorded(
        'action=commande',
        /Sophie Lambert, au nom de Julien Moreau, a déposé la commande Écrite à sa place/,
      );
    });

    test('the author is told, and sees it among their devices', async () => {
      await author.goto('/app/notifications');
      await author.getByText('Un administrateur agit en votre nom').waitFor();
      await author.goto('/app/compte/sessions');
      await author.getByText('Administrateur', { exact: true }).waitFor();
    });

    test('what is shown is had as a file', async () => {
      await admin.goto('/app/admin/journal?action=impersonation');
      await admin.getByRole('button', { name: 'Exporter' }).click();
      const [file] = await Promise.all([
        admin.waitForEvent('download'),
        admin.getByRole('menuitem', { name: 'Tableur (CSV)' }).click(),
      ]);
      assert.equal(file.suggestedFilename(), 'audit.csv');
      await recorded('action=audit', /Sophie Lambert a exporté le journal d’audit/);
    });

    test('a search that finds nothing says how to go on', async () => {
      await admin.goto('/app/admin/journal?q=introuvable');
      await admin.getByText('Aucun acte ne correspond').waitFor();
      await admin.getByRole('button', { name: 'Retirer les filtres' }).click();
      await admin.getByRole('list', { name: 'Journal d’audit' }).waitFor();
    });
  },
  { databases: ['sqlite'] },
);
