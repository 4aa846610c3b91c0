import { ConfigError } from '#platform/config/config.ts';
import { DatabaseUnreachableError } from '#platform/db/db.ts';
import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';

/** Why Staka does not start, in a sentence that says what to do. */
export class BootFailure extends Error {
  readonly sentence: Bilingual;

  constructor(sentence: Bilingual, cause?: unknown) {
    super(sentence.en, { cause });
    this.name = 'BootFailure';
    this.sentence = sentence;
  }
}

/** The sentence for whoever started Staka; null when the failure is not one that was foreseen. */
export function sentenceOf(error: unknown): Bilingual | null {
  if (error instanceof BootFailure) return error.sentence;
  if (error instanceof ConfigError) return linesOf(error.problems);
  if (isDiskFull(error)) return DISK_FULL;
  if (error instanceof CodedError) return { fr: error.detail('fr'), en: error.detail('en') };
  if (error instanceof DatabaseUnreachableError)
    return {
      fr: `La base de données ${error.address} est injoignable : ${error.reason}. Vérifiez DATABASE_URL, et que la base est démarrée.`,
      en: `The database ${error.address} cannot be reached: ${error.reason}. Check DATABASE_URL, and that the database is running.`,
    };
  return null;
}

/** What is said of any other failure; the log has the rest. */
export function unforeseen(error: unknown): Bilingual {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { fr: `Staka s’est arrêté : ${reason}`, en: `Staka stopped: ${reason}` };
}

export const DISK_FULL: Bilingual = {
  fr: 'Le disque est plein : libérez de la place, puis recommencez.',
  en: 'The disk is full: make room, then try again.',
};

const SQLITE_FULL = 13;

/** Whether the system, or SQLite, says there is no room, here or in what caused this. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  const sqlite = 'errcode' in error ? error.errcode : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || sqlite === SQLITE_FULL || isDiskFull(error.cause);
}

function linesOf(problems: readonly Bilingual[]): Bilingual {
  return { fr: problems.map(({ fr }) => fr).join('\n'), en: problems.map(({ en }) => en).join('\n') };
}
