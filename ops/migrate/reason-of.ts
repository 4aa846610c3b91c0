import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';

/** Why something failed, for the sentence of another failure. */
export function reasonOf(error: unknown): string | Bilingual {
  return error instanceof CodedError ? { fr: error.detail('fr'), en: error.detail('en') } : String(error);
}
