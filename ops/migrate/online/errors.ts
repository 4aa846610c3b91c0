import { defineErrors } from '#platform/http/errors.ts';

/** Why a migration does not run while people work. */
export const onlineErrors = defineErrors({
  MIGRATION_NEEDS_MAINTENANCE: {
    status: 409,
    fr: 'Cette migration ferait attendre ceux qui travaillent : {steps}. Mettez Staka en maintenance (« staka maintenance on »), relancez « staka migrate », puis « staka maintenance off » ; ou, si cette attente vous convient, ajoutez --accept-waiting.',
    en: 'This migration would make those who work wait: {steps}. Put Staka into maintenance (“staka maintenance on”), run “staka migrate” again, then “staka maintenance off”; or, where that wait is all right, add --accept-waiting.',
  },
  MIGRATION_TABLE_BUSY: {
    status: 503,
    fr: 'une table est restée tenue par d’autres pendant plus de {seconds} s. « staka db:processes » montre qui ; relancez la commande quand ils ont fini.',
    en: 'a table was held by others for more than {seconds} s. “staka db:processes” shows by whom; run the command again when they are done.',
  },
  MIGRATION_NOT_ONLINE: {
    status: 409,
    fr: 'le serveur ne sait pas le faire sans arrêter ceux qui écrivent ({reason}). Mettez Staka en maintenance (« staka maintenance on ») et relancez la commande.',
    en: 'the server cannot do it without stopping those who write ({reason}). Put Staka into maintenance (“staka maintenance on”) and run the command again.',
  },
});
