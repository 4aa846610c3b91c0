import { defineErrors } from '#platform/http/errors.ts';

/** Why an S3-compatible storage does not take backups, or does not give them back. */
export const s3Errors = defineErrors({
  BACKUP_S3_UNREACHABLE: {
    status: 502,
    fr: 'Le stockage {target} est injoignable, ou la connexion s’est rompue ({reason}). Vérifiez S3_ENDPOINT et le réseau, puis recommencez.',
    en: 'The storage {target} cannot be reached, or the connection broke ({reason}). Check S3_ENDPOINT and the network, then try again.',
  },
  BACKUP_S3_REFUSED: {
    status: 403,
    fr: 'Le stockage {target} refuse ces clés ({code}) : vérifiez S3_ACCESS_KEY_ID et S3_SECRET_ACCESS_KEY, et que la clé peut lire, écrire, lister et supprimer dans ce compartiment.',
    en: 'The storage {target} refuses these keys ({code}): check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and that the key may read, write, list and delete in this bucket.',
  },
  BACKUP_S3_NO_BUCKET: {
    status: 404,
    fr: 'Le compartiment de {target} n’existe pas : créez-le, ou corrigez BACKUP_TARGET.',
    en: 'The bucket of {target} does not exist: create it, or correct BACKUP_TARGET.',
  },
  BACKUP_S3_CLOCK: {
    status: 403,
    fr: 'L’horloge de cette machine ({here}) et celle de {target} ({there}) diffèrent de plus d’un quart d’heure : remettez celle-ci à l’heure (timedatectl set-ntp true).',
    en: 'The clock of this machine ({here}) and that of {target} ({there}) differ by more than a quarter of an hour: set this one right (timedatectl set-ntp true).',
  },
  BACKUP_S3_REGION: {
    status: 409,
    fr: 'Le stockage {target} attend une autre région ({code}) : corrigez S3_REGION.',
    en: 'The storage {target} expects another region ({code}): correct S3_REGION.',
  },
  BACKUP_S3_FAILED: {
    status: 502,
    fr: 'Le stockage {target} répond {status} ({code}) : {reason}',
    en: 'The storage {target} answers {status} ({code}): {reason}',
  },
  BACKUP_S3_CHANGED: {
    status: 502,
    fr: 'Le stockage {target} tient {found} octets au lieu des {expected} envoyés : rien n’a été gardé.',
    en: 'The storage {target} holds {found} bytes instead of the {expected} that were sent: nothing was kept.',
  },
  BACKUP_S3_NOT_CONFIGURED: {
    status: 409,
    fr: 'Pour {target} il faut S3_ACCESS_KEY_ID et S3_SECRET_ACCESS_KEY.',
    en: '{target} takes S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.',
  },
});
