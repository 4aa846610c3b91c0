import { findArchive } from '#ops/backup/backup-stores.ts';
import { migrationErrors } from '#ops/migrate/errors.ts';
import { type RestoredTable, restoringFrom } from '#ops/migrate/restore-lost.ts';
import { planRollback, type RollbackPlan } from '#ops/migrate/rollback-plan.ts';
import { rollBackSafely } from '#ops/migrate/safely.ts';
import { migrationStatus } from '#ops/migrate/status.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { acceptLosses, askToGoOn, LOSS_OPTIONS, sayBackup } from './accept-losses.ts';
import { backupPlaces } from './backup.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { cliErrors } from './errors.ts';
import { showPlan } from './show-plan.ts';

export const migrateRollbackCommand: Command = {
  name: 'migrate:rollback',
  summary: {
    fr: 'Défait les dernières migrations, la plus récente d’abord, après une sauvegarde ; ce qu’elles avaient ajouté est perdu.',
    en: 'Undoes the last migrations, newest first, after a backup; what they had added is lost.',
  },
  options: {
    step: {
      type: 'string',
      placeholder: 'N',
      summary: {
        fr: 'Combien de migrations défaire (1 par défaut).',
        en: 'How many migrations to undo (1 by default).',
      },
    },
    plan: {
      type: 'boolean',
      summary: {
        fr: 'Montre seulement ce qui serait fait, et ce qui serait perdu.',
        en: 'Only shows what would be done, and what would be lost.',
      },
    },
    restore: {
      type: 'string',
      placeholder: 'FICHIER',
      summary: {
        fr: 'Remplit les tables et les colonnes que le retour refait, depuis cette sauvegarde ; « latest » prend celles que l’historique nomme.',
        en: 'Fills the tables and columns that are made again from this backup; “latest” takes those that the history names.',
      },
    },
    ...LOSS_OPTIONS,
    force: {
      type: 'boolean',
      summary: {
        fr: 'Ne demande pas s’il faut continuer, et accepte de vider une base de production en défaisant la première migration.',
        en: 'Does not ask whether to go on, and accepts to empty a production database by undoing the first migration.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'Défait, ou rien à défaire.', en: 'Undone, or nothing to undo.' },
    1: { fr: 'Refusé ou échoué : la base est comme avant.', en: 'Refused or failed: the database is as it was.' },
  },
  examples: [
    'migrate:rollback --plan',
    'migrate:rollback --step=2 --accept-data-loss --confirm=staka.db',
    'migrate:rollback --restore=latest --accept-data-loss --confirm=staka.db',
  ],
  run: async (call) => {
    const step = readStep(call.values.step);
    const plan = await planRollback({ ...addressOf(call), step });
    if (call.values.plan) {
      if (call.values.json) call.print(JSON.stringify(plan));
      else if (plan.migrations.length === 0) call.say(NOTHING);
      else showPlan(call, plan.migrations);
      return undefined;
    }
    if (call.config.environment === 'production' && !call.values.force) await refuseToEmpty(call, step);
    await acceptLosses(call, plan.losses);
    if (plan.migrations.length > 0) await askToGoOn(call, question(plan.migrations.length));
    await undo(call, plan, step);
    return undefined;
  },
};

const NOTHING = { fr: 'Rien à défaire.', en: 'Nothing to undo.' };

const question = (count: number): Bilingual => ({
  fr: `Défaire ${count} migration${count > 1 ? 's' : ''} ? (oui/non) `,
  en: `Undo ${count} migration${count === 1 ? '' : 's'}? (yes/no) `,
});

function addressOf({ secrets }: CommandCall) {
  return { url: secrets.databaseUrl, directUrl: secrets.directUrl };
}

function readStep(value: string | boolean | undefined): number {
  if (value === undefined) return 1;
  if (!/^[1-9]\d{0,3}$/.test(String(value)))
    throw cliErrors.CLI_NUMBER_EXPECTED({ option: 'step', value: String(value) });
  return Number(value);
}

async function refuseToEmpty(call: CommandCall, step: number): Promise<void> {
  const migrations = await migrationStatus(addressOf(call));
  const ran = migrations.filter(({ state }) => state !== 'pending');
  const [first] = ran;
  if (first && step >= ran.length) throw cliErrors.CLI_ROLLBACK_EMPTIES({ name: first.name });
}

async function undo(call: CommandCall, plan: RollbackPlan, step: number): Promise<void> {
  const { values, print, say } = call;
  const { url: _address, ...backup } = backupPlaces(call);
  const restoring = await restoringOf(call, plan);
  const { steps, backup: path } = await rollBackSafely({
    ...addressOf(call),
    ...{ backup, origin: 'cli', backedUp: sayBackup(call), log: values.json ? () => {} : print },
    ...{ step, ...(restoring && { finish: restoring.finish }) },
  });
  const restored = restoring?.restored ?? [];
  if (values.json) print(JSON.stringify({ undone: steps, backup: path, restored }));
  else if (steps.length === 0) say(NOTHING);
  else for (const table of restored) say(sayRestored(table));
}

/** @throws ROLLBACK_WITHOUT_BACKUP, and whatever reading a backup throws, before anything is changed */
async function restoringOf(call: CommandCall, { backups }: RollbackPlan) {
  const { restore } = call.values;
  if (typeof restore !== 'string') return undefined;
  const files = restore === 'latest' ? backups : [restore];
  if (files.length === 0) throw migrationErrors.ROLLBACK_WITHOUT_BACKUP();
  return restoringFrom(await Promise.all(files.map((file) => findArchive(call, file))));
}

function sayRestored({ table, columns, rows }: RestoredTable): Bilingual {
  const what = columns === null ? table : columns.map((column) => `${table}.${column}`).join(', ');
  return { fr: `${what} : ${rows} lignes de la sauvegarde.`, en: `${what}: ${rows} rows of the backup.` };
}
