import { basename, resolve } from 'node:path';
import { findArchive } from '#ops/backup/backup-stores.ts';
import { databaseName } from '#ops/backup/database-name.ts';
import { backupErrors } from '#ops/backup/errors.ts';
import type { Manifest } from '#ops/backup/format.ts';
import type { ArchiveSource } from '#ops/backup/read-archive.ts';
import { type RestoreStep, replaceDatabase, restoreIntoEmpty } from '#ops/backup/restore.ts';
import { type Run, recordRun } from '#ops/runs/record-run.ts';
import { openDatabase } from '#platform/db/db.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { backupPlaces } from './backup.ts';
import type { Command, CommandCall } from './command.ts';
import { isNameTyped } from './confirm-name.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: {
    fr: 'Restaure une sauvegarde : dans une base vide avec --into, ou sinon à la place de la base de cette installation, qui est d’abord sauvegardée et remplacée d’un seul coup, ou pas du tout.',
    en: 'Restores a backup: into an empty database with --into, or else in place of the database of this installation, which is backed up first and replaced at once, or not at all.',
  },
  positionals: [{ fr: 'FICHIER', en: 'FILE' }],
  options: {
    into: {
      type: 'string',
      placeholder: 'URL',
      summary: {
        fr: 'Une base vide : file:…, postgresql://… ou mysql://…, quelle que soit celle de la sauvegarde.',
        en: 'An empty database: file:…, postgresql://… or mysql://…, whichever the backup is of.',
      },
    },
    'files-into': {
      type: 'string',
      placeholder: 'DOSSIER',
      summary: {
        fr: 'Où mettre les fichiers avec --into ; sans cette option, ils ne sont pas restaurés.',
        en: 'Where to put the files with --into; without it they are not restored.',
      },
    },
    confirm: {
      type: 'string',
      placeholder: 'NOM',
      summary: {
        fr: 'Le nom de la base à remplacer, au lieu de le taper.',
        en: 'The name of the database to replace, instead of typing it.',
      },
    },
    force: {
      type: 'boolean',
      summary: {
        fr: 'Remplace la base même si quelqu’un y est connecté ; la sauvegarde préalable est faite quand même.',
        en: 'Replaces the database even while somebody is connected; it is backed up first all the same.',
      },
    },
    json: {
      type: 'boolean',
      summary: {
        fr: 'Écrit un objet JSON : database, tables, rows, files, previous.',
        en: 'Writes one JSON object: database, tables, rows, files, previous.',
      },
    },
  },
  exitCodes: {
    0: { fr: 'Restauré, relu et comparé.', en: 'Restored, read back and compared.' },
    1: {
      fr: 'Rien n’a été restauré ; la phrase dit ce qui a été touché.',
      en: 'Nothing was restored; the sentence says what was touched.',
    },
  },
  examples: [
    'restore FILE --into=postgresql://staka@db/staka --files-into=/srv/staka/files',
    'restore FILE --confirm=staka.db',
  ],
  run: async (call) => {
    const source = await findArchive(call, call.positionals[0] ?? '');
    const { into } = call.values;
    if (typeof into === 'string') await intoEmpty(call, source, into);
    else await overLiving(call, source);
    return undefined;
  },
};

async function intoEmpty(call: CommandCall, source: ArchiveSource, url: string): Promise<void> {
  const { 'files-into': into } = call.values;
  const filesFolder = typeof into === 'string' ? resolve(into) : null;
  const manifest = await restoreIntoEmpty({ ...source, url, filesFolder, progress: progressOf(call) });
  report(call, manifest, { database: databaseName(url), previous: null });
  if (filesFolder === null && manifest.summary.files.length > 0 && !call.values.json)
    call.say({
      fr: 'Les fichiers n’ont pas été restaurés : --files-into dit où les mettre.',
      en: 'The files were not restored: --files-into says where to put them.',
    });
}

async function overLiving(call: CommandCall, source: ArchiveSource & { name: string }): Promise<void> {
  const places = backupPlaces(call);
  const database = databaseName(places.url);
  if (!(await isNameTyped(call, database, QUESTION(database)))) throw backupErrors.RESTORE_NOT_CONFIRMED({ database });
  const force = call.values.force === true;
  const start = performance.now();
  const replacing = replaceDatabase({ ...places, ...source, force, progress: progressOf(call) });
  const outcome = await replacing.then(
    ({ previous }) => ({ previous }),
    (error: unknown) => ({ error }),
  );
  await keep(call, { backup: source.name, milliseconds: Math.round(performance.now() - start) }, outcome);
  const { manifest, previous } = await replacing;
  report(call, manifest, { database, previous });
}

/** Afterwards: a connection that is open meanwhile would be somebody who uses the database. */
async function keep(
  { secrets }: CommandCall,
  details: Record<string, unknown>,
  outcome: { previous: string | null } | { error: unknown },
): Promise<void> {
  const db = await openDatabase({ url: secrets.databaseUrl });
  const work = async (run: Run) => {
    if ('error' in outcome) throw outcome.error;
    run.note({ previous: outcome.previous && basename(outcome.previous) });
  };
  await recordRun(db, { kind: 'RESTORE', origin: 'cli', details }, work)
    .catch(() => {})
    .finally(() => db.destroy());
}

const QUESTION = (database: string): Bilingual => ({
  fr: `Toutes les données de « ${database} » vont être remplacées. Tapez son nom pour continuer : `,
  en: `All the data of “${database}” will be replaced. Type its name to go on: `,
});

const STEPS: Partial<Record<RestoreStep, Bilingual>> = {
  verified: { fr: 'La sauvegarde est intacte.', en: 'The backup is intact.' },
  'backed-up': { fr: 'L’état actuel est sauvegardé.', en: 'What is there now is backed up.' },
  'in-place': {
    fr: 'Cette base ne permet pas d’en préparer une autre à côté : elle est remplacée sur place.',
    en: 'This database does not allow another to be prepared beside it: it is replaced in place.',
  },
  migrated: { fr: 'Les tables sont faites.', en: 'The tables are made.' },
  loaded: { fr: 'Les lignes sont chargées et relues.', en: 'The rows are loaded, and read back.' },
  swapped: { fr: 'La base restaurée a pris sa place.', en: 'The restored database has taken its place.' },
};

function progressOf({ values, say }: CommandCall): ((step: RestoreStep) => void) | undefined {
  if (values.json) return undefined;
  return (step) => {
    const sentence = STEPS[step];
    if (sentence) say(sentence);
  };
}

function report(
  { values, print, say }: CommandCall,
  { summary }: Manifest,
  { database, previous }: { database: string; previous: string | null },
): void {
  const rows = summary.tables.reduce((sum, table) => sum + table.rows, 0);
  const [tables, files] = [summary.tables.length, summary.files.length];
  if (values.json) {
    print(JSON.stringify({ database, tables, rows, files, previous }));
    return;
  }
  if (previous !== null)
    say({ fr: `L’état d’avant est dans ${previous}`, en: `What was there before is in ${previous}` });
  say({
    fr: `${database} contient maintenant les ${rows} lignes des ${tables} tables de la sauvegarde (${files} fichiers).`,
    en: `${database} now holds the ${rows} rows of the ${tables} tables of the backup (${files} files).`,
  });
}
