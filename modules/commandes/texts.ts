import type { CommandeRow } from '#platform/db/database.gen.ts';
import { commandeErrors } from './errors.ts';
import { TEXT_MAX_BYTES } from './schema.ts';

/** @throws COMMANDE_TITRE_REQUIRED when only blanks are left of it */
export function cleanTitre(titre: string): string {
  const trimmed = titre.trim();
  if (trimmed === '') throw commandeErrors.COMMANDE_TITRE_REQUIRED();
  return trimmed;
}

/**
 * Trimmed, and null when nothing is left.
 * @throws COMMANDE_TEXT_TOO_LONG when the column of MySQL could not hold it
 */
export function cleanText(
  field: keyof Pick<CommandeRow, 'description' | 'noteClient' | 'noteCorrecteur'>,
  text: string | null,
): string | null {
  const trimmed = text?.trim() ?? '';
  if (Buffer.byteLength(trimmed) > TEXT_MAX_BYTES)
    throw commandeErrors.COMMANDE_TEXT_TOO_LONG({ bytes: TEXT_MAX_BYTES, field });
  return trimmed === '' ? null : trimmed;
}
