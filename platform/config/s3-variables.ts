import { isAbsolute } from 'node:path';
import { address, text, type Variable } from './variable.ts';

const S3_ADDRESS = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w.!*'()/-]*)?$/;

/** Where backups go, and the storage they may go to. */
export const S3_VARIABLES = {
  BACKUP_TARGET: {
    fallback: undefined,
    computed: { fr: '`DATA_DIR/backups`', en: '`DATA_DIR/backups`' },
    parse: (given: string) => (isAbsolute(given) || S3_ADDRESS.test(given) ? given : undefined),
    expected: {
      fr: 'un dossier (chemin absolu) ou `s3://compartiment/préfixe`',
      en: 'a folder (an absolute path) or `s3://bucket/prefix`',
    },
    description: {
      fr: 'Où vont les sauvegardes : un dossier, ou un stockage compatible avec S3 (`s3://compartiment/préfixe`). Celles qui précèdent une restauration ou une migration restent dans `DATA_DIR/backups`.',
      en: 'Where backups go: a folder, or a storage compatible with S3 (`s3://bucket/prefix`). Those made before a restore or a migration stay in `DATA_DIR/backups`.',
    },
  } satisfies Variable<string>,
  S3_ENDPOINT: address(['http', 'https'], {
    computed: { fr: 'celle d’Amazon pour `S3_REGION`', en: 'Amazon’s own for `S3_REGION`' },
    description: {
      fr: 'L’adresse du stockage compatible avec S3, par exemple `https://s3.fr-par.scw.cloud`.',
      en: 'The address of the storage compatible with S3, such as `https://s3.fr-par.scw.cloud`.',
    },
  }),
  S3_REGION: text(
    /^[a-z0-9-]{2,40}$/,
    { fr: 'le nom d’une région', en: 'the name of a region' },
    {
      fallback: 'us-east-1',
      description: {
        fr: 'La région du stockage, telle qu’il la nomme.',
        en: 'The region of the storage, as it calls it.',
      },
    },
  ),
  S3_ACCESS_KEY_ID: text(
    /^[\x21-\x7e]{3,200}$/,
    { fr: 'l’identifiant d’une clé', en: 'the identifier of a key' },
    {
      secret: true,
      description: {
        fr: 'La clé du stockage : elle doit pouvoir lire, écrire, lister et supprimer.',
        en: 'The key of the storage: it must be allowed to read, write, list and delete.',
      },
    },
  ),
  S3_SECRET_ACCESS_KEY: text(
    /^[\x21-\x7e]{3,500}$/,
    { fr: 'le secret d’une clé', en: 'the secret of a key' },
    { secret: true, description: { fr: 'Le secret de cette clé.', en: 'The secret of that key.' } },
  ),
};
