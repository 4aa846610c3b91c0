import { defineErrors } from '#platform/http/errors.ts';

/** Why the database's own program makes no dump. Nothing is kept of one that fails. */
export const nativeErrors = defineErrors({
  NATIVE_CLIENT_MISSING: {
    status: 409,
    fr: 'Le programme {program} n’est pas installé, ou n’est pas dans PATH. Installez le client de la base, ou sauvegardez sans --native : bin/staka backup n’en a pas besoin.',
    en: 'The program {program} is not installed, or not on PATH. Install the client of the database, or back up without --native: bin/staka backup needs none.',
  },
  NATIVE_CLIENT_OLD: {
    status: 409,
    fr: '{program} {client} ne sait pas sauvegarder un serveur {server}. Installez un client de la même version ou plus récent, ou sauvegardez sans --native.',
    en: '{program} {client} cannot dump a server {server}. Install a client of the same version or a newer one, or back up without --native.',
  },
  NATIVE_FAILED: {
    status: 500,
    fr: '{program} a échoué, et rien n’a été gardé : {reason}',
    en: '{program} failed, and nothing was kept: {reason}',
  },
});
