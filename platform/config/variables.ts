import { join } from 'node:path';
import { ageKeys, retention } from './backup-variables.ts';
import { DEPLOY_VARIABLES } from './deploy-variables.ts';
import { S3_VARIABLES } from './s3-variables.ts';
import { SIGN_IN_VARIABLES } from './sign-in-variables.ts';
import { address, choice, folder, integer, proxies, text, type Variable } from './variable.ts';

export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

const MIB = 1024 * 1024;
const DATABASES = ['file', 'postgresql', 'postgres', 'mysql'] as const;

/** Every variable Staka reads, in the order the documentation lists them. */
export const VARIABLES = {
  NODE_ENV: choice(['development', 'production', 'test'], {
    fallback: 'development',
    description: {
      fr: 'En développement, la base est migrée et remplie au démarrage, et les lettres se lisent sur `/app/dev/mail`. En production, Staka refuse de démarrer tant qu’une migration est en attente. Doit être écrit dès que `HOST` n’est pas local.',
      en: 'In development the database is migrated and seeded at start, and letters are read at `/app/dev/mail`. In production Staka refuses to start while a migration is pending. Must be written as soon as `HOST` is not local.',
    },
  }),
  HOST: text(
    /^[a-z0-9.:[\]-]+$/i,
    { fr: 'un nom de machine ou une adresse IP', en: 'a host name or an IP address' },
    {
      fallback: '127.0.0.1',
      description: {
        fr: 'L’adresse sur laquelle Staka écoute. `0.0.0.0` ouvre à toutes les machines.',
        en: 'The address Staka listens on. `0.0.0.0` opens it to every machine.',
      },
    },
  ),
  PORT: integer(
    { min: 0, max: 65_535 },
    {
      fallback: '3001',
      description: {
        fr: 'Le port. Avec `0`, un port libre est choisi et figure dans la ligne qui annonce le démarrage.',
        en: 'The port. With `0` a free one is chosen, and is in the line that says Staka is ready.',
      },
    },
  ),
  PUBLIC_URL: address(['http', 'https'], {
    computed: { fr: '`http://localhost:PORT`', en: '`http://localhost:PORT`' },
    description: {
      fr: 'L’adresse à laquelle les lecteurs trouvent Staka : elle figure dans les liens des lettres, et le cookie de session n’est envoyé qu’en HTTPS quand elle commence par `https`.',
      en: 'Where people find Staka: it is in the links of letters, and the session cookie travels over HTTPS alone when it starts with `https`.',
    },
  }),
  TRUST_PROXY: proxies({
    fallback: 'false',
    description: {
      fr: 'Les proxys dont Staka croit l’en-tête `X-Forwarded-For`. À renseigner derrière nginx ou Caddy, sans quoi toutes les visites semblent venir de la même adresse.',
      en: 'The proxies whose `X-Forwarded-For` header Staka believes. To be set behind nginx or Caddy, or every visit seems to come from one address.',
    },
  }),
  DATA_DIR: folder(PROJECT_ROOT, {
    fallback: 'data',
    description: {
      fr: 'Le dossier de tout ce que Staka garde : base embarquée, fichiers, journaux, lettres du développement. Un chemin relatif part de la racine du projet.',
      en: 'The folder of all that Staka keeps: embedded database, files, logs, letters of development. A relative path starts at the root of the project.',
    },
  }),
  DATABASE_URL: address(DATABASES, {
    secret: true,
    computed: { fr: '`file:DATA_DIR/staka.db`', en: '`file:DATA_DIR/staka.db`' },
    description: {
      fr: 'La base : `file:` pour SQLite, `postgresql://` pour PostgreSQL, `mysql://` pour MySQL ou MariaDB. Dans une adresse PostgreSQL, `?schema=` désigne le schéma.',
      en: 'The database: `file:` for SQLite, `postgresql://` for PostgreSQL, `mysql://` for MySQL or MariaDB. In a PostgreSQL address, `?schema=` names the schema.',
    },
  }),
  DIRECT_URL: address(DATABASES, {
    secret: true,
    description: {
      fr: 'L’adresse directe de la même base pour les migrations, quand `DATABASE_URL` passe par un répartiteur de connexions (PgBouncer).',
      en: 'The direct address of the same database for migrations, when `DATABASE_URL` goes through a connection pooler (PgBouncer).',
    },
  }),
  SMTP_URL: address(['smtp', 'smtps'], {
    secret: true,
    description: {
      fr: 'Le serveur qui envoie les lettres, par exemple `smtp://nom:motdepasse@mail.example.com:587`. Sans lui, rien n’est envoyé : en développement les lettres sont écrites dans `DATA_DIR/mail`.',
      en: 'The server that sends letters, such as `smtp://name:password@mail.example.com:587`. Without it nothing is sent: in development letters are written to `DATA_DIR/mail`.',
    },
  }),
  REDIS_URL: address(['redis', 'rediss'], {
    secret: true,
    description: {
      fr: 'Le Redis (7 ou plus récent) par lequel plusieurs processus de Staka, sur une même base PostgreSQL ou MySQL, servent les mêmes conversations : ce qui arrive dans l’un est dit aux lecteurs de tous. Inutile pour un seul processus. Deux installations qui partagent un Redis s’y donnent des bases différentes (`redis://hote:6379/1`). Quand il est absent, Staka continue, et les écrans se remettent à jour à son retour.',
      en: 'The Redis (7 or later) by which several processes of Staka, on one PostgreSQL or MySQL database, serve the same conversations: what happens in one is told to the readers of all. Not needed for a single process. Two installations that share a Redis take different databases of it (`redis://host:6379/1`). While it is away Staka goes on, and screens catch up when it is back.',
    },
  }),
  METRICS_TOKEN: text(
    /^[\x21-\x7e]{16,200}$/,
    { fr: 'de 16 à 200 caractères sans espace', en: '16 to 200 characters without a space' },
    {
      secret: true,
      description: {
        fr: 'Le jeton (`Authorization: Bearer …`) qui ouvre `/metrics` à Prometheus depuis une autre machine. Sans lui, seule cette machine l’atteint, et jamais à travers un proxy. Voir [Surveiller](monitoring.fr.md).',
        en: 'The token (`Authorization: Bearer …`) that opens `/metrics` to Prometheus from another machine. Without it only this machine reaches it, and never through a proxy. See [Monitoring](monitoring.md).',
      },
    },
  ),
  MAIL_FROM: text(
    /^([^<>\r\n"]* )?<?[^@\s<>]+@[^@\s<>]+>?$/,
    { fr: 'une adresse, seule ou comme `Nom <adresse>`', en: 'an address, alone or as `Name <address>`' },
    {
      fallback: 'Staka <noreply@localhost>',
      description: { fr: 'L’expéditeur des lettres.', en: 'Who letters come from.' },
    },
  ),
  SESSION_DAYS: integer(
    { min: 1, max: 365 },
    {
      fallback: '30',
      description: {
        fr: 'Combien de jours une session reste ouverte sans qu’on s’en serve.',
        en: 'How many days a session stays open without being used.',
      },
    },
  ),
  SESSION_MAX_DAYS: integer(
    { min: 1, max: 3650 },
    {
      computed: { fr: '`180`, ou `SESSION_DAYS` si c’est davantage', en: '`180`, or `SESSION_DAYS` if that is more' },
      description: {
        fr: 'Au bout de combien de jours une session se ferme, même si l’on s’en sert tous les jours.',
        en: 'After how many days a session ends, even when it is used every day.',
      },
    },
  ),
  SESSION_KEPT_DAYS: integer(
    { min: 1, max: 3650 },
    {
      fallback: '30',
      description: {
        fr: 'Combien de jours une session fermée ou expirée reste dans la base, et dans la liste de son propriétaire.',
        en: 'How many days a session that was closed or has expired stays in the database, and in the list of its owner.',
      },
    },
  ),
  ...SIGN_IN_VARIABLES,
  ERASURE_DELAY_DAYS: integer(
    { min: 0, max: 30 },
    {
      fallback: '14',
      description: {
        fr: 'Combien de jours une personne qui demande l’effacement de son compte peut changer d’avis. Le compte est fermé dès la demande. Le règlement européen veut une réponse dans le mois.',
        en: 'For how many days somebody who asks for their account to be erased may change their mind. It is closed from the request on. European law wants an answer within a month.',
      },
    },
  ),
  UPLOAD_MAX_BYTES: integer(
    { min: 1, max: 1024 * 1024 * MIB },
    {
      fallback: '200000000',
      description: {
        fr: 'La taille du plus grand fichier accepté, en octets (200 Mo).',
        en: 'The size of the largest file accepted, in bytes (200 MB).',
      },
    },
  ),
  STORAGE_QUOTA_BYTES: integer(
    { min: 1, max: 1024 * 1024 * 64 * MIB },
    {
      fallback: '5000000000',
      description: {
        fr: 'Ce que les fichiers d’une personne peuvent occuper en tout, en octets (5 Go).',
        en: 'What the files of one person may take in all, in bytes (5 GB).',
      },
    },
  ),
  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    fallback: 'info',
    description: {
      fr: 'Ce qui est écrit au journal, sur la sortie standard et dans `DATA_DIR/logs/staka.log`.',
      en: 'What is logged, to standard output and to `DATA_DIR/logs/staka.log`.',
    },
  }),
  LOG_MAX_BYTES: integer(
    { min: 65_536, max: 1024 * MIB },
    {
      fallback: String(20 * MIB),
      description: {
        fr: 'La taille, en octets, à partir de laquelle `staka.log` est mis de côté et recommencé (20 Mio) ; il l’est aussi chaque jour.',
        en: 'The size in bytes at which `staka.log` is set aside and begun anew (20 MiB); it also is every day.',
      },
    },
  ),
  LOG_KEEP_FILES: integer(
    { min: 1, max: 1000 },
    {
      fallback: '14',
      description: {
        fr: 'Combien de journaux mis de côté sont gardés.',
        en: 'How many of the logs set aside are kept.',
      },
    },
  ),
  BACKUP_KEY: ageKeys({
    secret: true,
    description: {
      fr: 'La clé qui chiffre les sauvegardes (`bin/staka backup:key` en tire une). Avec la clé secrète, cette machine peut aussi les relire ; avec la clé publique, elle ne peut que les écrire. Plusieurs clés : chacune ouvre les sauvegardes. Sans clé, elles ne sont pas chiffrées.',
      en: 'The key that encrypts backups (`bin/staka backup:key` draws one). With the secret key this machine can read them as well; with the public key it can only write them. Several keys: each opens the backups. Without one they are not encrypted.',
    },
  }),
  ...S3_VARIABLES,
  BACKUP_SCHEDULE: choice(['hourly', 'daily', 'weekly'], {
    description: {
      fr: 'Le serveur fait lui-même une sauvegarde dès que la plus récente date de plus d’une heure, d’un jour ou d’une semaine, et garde celles que dit `BACKUP_KEEP`. Sans cette variable, c’est à vous de lancer `bin/staka backup`.',
      en: 'The server makes a backup by itself once the newest is older than an hour, a day or a week, and keeps those that `BACKUP_KEEP` says. Without it, running `bin/staka backup` is up to you.',
    },
  }),
  BACKUP_REHEARSAL: choice(['daily', 'weekly', 'monthly', 'never'], {
    fallback: 'weekly',
    description: {
      fr: 'À quelle fréquence le serveur restaure de lui-même la sauvegarde la plus récente dans une base temporaire, pour savoir qu’elle se restaure ; un échec est notifié aux administrateurs. Il faut que cette machine puisse la lire (`BACKUP_KEY`).',
      en: 'How often the server by itself restores the newest backup into a temporary database, to know that it can be restored; administrators are notified of a failure. This machine must be able to read it (`BACKUP_KEY`).',
    },
  }),
  BACKUP_KEEP: retention({
    description: {
      fr: 'Les sauvegardes que `bin/staka backup` garde : la dernière de chacune des N dernières heures, journées et semaines, par exemple `hourly=24,daily=7,weekly=8`. Sans cette variable, rien n’est supprimé.',
      en: 'The backups that `bin/staka backup` keeps: the last of each of the last N hours, days and weeks, such as `hourly=24,daily=7,weekly=8`. Without it nothing is removed.',
    },
  }),
  ...DEPLOY_VARIABLES,
} satisfies Record<string, Variable<unknown>>;

/** Names kept for what is coming; setting one changes nothing yet, and Staka says so when it starts. */
export const RESERVED_VARIABLES = [
  'DATABASE_REPLICA_URLS',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_BASE',
  'S3_BUCKET',
  'WEB_CONCURRENCY',
] as const;
