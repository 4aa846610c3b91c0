import { CodedError, type Word } from '#platform/http/errors.ts';
import { backupErrors } from './errors.ts';

/** What may be wrong with a backup, for the end of its sentence. */
export const DAMAGE = {
  beginning: { fr: 'elle ne commence pas comme une sauvegarde', en: 'it does not begin like one' },
  tooShort: { fr: 'elle finit trop tôt', en: 'it ends too early' },
  afterEnd: { fr: 'quelque chose en suit la fin', en: 'something follows its end' },
  rows: { fr: 'ses lignes ne concordent pas', en: 'its rows do not agree' },
  files: { fr: 'ses fichiers ne concordent pas', en: 'its files do not agree' },
  sum: { fr: 'son SHA-256 ne concorde pas', en: 'its SHA-256 does not agree' },
} satisfies Record<string, Word>;

/** Thrown by who reads bytes and does not know which backup they are of. */
export class Damaged extends Error {
  readonly reason: Word;

  constructor(reason: Word) {
    super(reason.en);
    this.name = 'Damaged';
    this.reason = reason;
  }
}

/** BACKUP_DAMAGED for whatever failed while a backup was read: the fault is that of the file. */
export function damageOf(path: string, error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const reason =
    error instanceof Damaged ? error.reason : { fr: `illisible (${said})`, en: `not to be read (${said})` };
  return backupErrors.BACKUP_DAMAGED({ path, reason }, { cause: error });
}
