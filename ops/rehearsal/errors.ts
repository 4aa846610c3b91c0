import { defineErrors } from '#platform/http/errors.ts';

/** Why a backup is not rehearsed, or does not stand it. None touches the database of the installation. */
export const rehearsalErrors = defineErrors({
  REHEARSAL_BUSY: {
    status: 409,
    fr: 'Une autre répétition est en cours sur cette base.',
    en: 'Another rehearsal is under way on this database.',
  },
  REHEARSAL_NO_BACKUP: {
    status: 404,
    fr: 'Il n’y a aucune sauvegarde entière dans {place} : faites-en une avec bin/staka backup.',
    en: 'There is no whole backup in {place}: make one with bin/staka backup.',
  },
  REHEARSAL_FILES: {
    status: 409,
    fr: 'La sauvegarde ne contient pas les octets de {count} fichiers que ses lignes désignent ({sha256}…).',
    en: 'The backup does not hold the bytes of {count} files that its rows name ({sha256}…).',
  },
});
