import { isAbsolute, join } from 'node:path';
import type { Bilingual } from '#platform/terminal.ts';
import type { BackupRetention } from './backup-variables.ts';
import { type Environment, readEnvironment } from './env.ts';
import { type S3Secrets, Secrets } from './secrets.ts';
import type { OidcProvider } from './sign-in-variables.ts';
import type { Variable } from './variable.ts';
import { PROJECT_ROOT, RESERVED_VARIABLES, VARIABLES } from './variables.ts';

const LEAST_ROUNDS = 12;

export type DatabaseProvider = 'sqlite' | 'postgresql' | 'mysql';

export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  readonly port: number;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly trustProxy: false | number | string[];
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseProvider: DatabaseProvider;
  readonly mailFrom: string;
  /** 2ⁿ rounds of bcrypt. */
  readonly passwordRounds: number;
  readonly sessionDays: number;
  readonly sessionMaxDays: number;
  readonly sessionKeptDays: number;
  readonly requireSecondFactor: 'nobody' | 'admins' | 'everyone';
  readonly oidcProviders: readonly OidcProvider[];
  /** Without a slash at its end; null where Clerk's tokens are not accepted. */
  readonly clerkIssuer: string | null;
  /** Empty where every party of the Clerk instance is accepted. */
  readonly clerkAuthorizedParties: readonly string[];
  /** Without a slash at its end. */
  readonly clerkApiBase: string;
  readonly mentorApproval: 'required' | 'none';
  /** Where the texts are that people agree to; null where nothing is asked. */
  readonly termsUrl: string | null;
  readonly termsVersion: string;
  readonly privacyVersion: string;
  readonly privacyUrl: string | null;
  /** Between asking for it and being erased. */
  readonly erasureDelayDays: number;
  readonly uploadMaxBytes: number;
  readonly storageQuotaBytes: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly logMaxBytes: number;
  readonly logKeepFiles: number;
  /** Null where the server makes none by itself. */
  readonly backupSchedule: 'hourly' | 'daily' | 'weekly' | null;
  /** Null where every backup is kept. */
  readonly backupKeep: BackupRetention | null;
  /** A folder or `s3://bucket/prefix`; null for `DATA_DIR/backups`. */
  readonly backupTarget: string | null;
  readonly backupRehearsal: 'daily' | 'weekly' | 'monthly' | 'never';
  /** A systemd unit or a command; null where nobody said. */
  readonly deployRestart: string | null;
  readonly deployStop: string | null;
  readonly deployWaitSeconds: number;
}

export interface Loaded {
  readonly config: Config;
  readonly secrets: Secrets;
  /** What is odd without being wrong. */
  readonly warnings: readonly Bilingual[];
}

/** Thrown once, with every variable that is not what it should be. */
export class ConfigError extends Error {
  readonly problems: readonly Bilingual[];

  constructor(problems: readonly Bilingual[]) {
    super(problems.map(({ en }) => en).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** @throws ConfigError */
export function loadConfig(environment: Environment = readEnvironment()): Loaded {
  const { values, problems } = readVariables(environment);
  problems.push(...contradictions(values, environment));
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...settle(values), warnings: warningsAbout(values, environment) };
}

type ValueOf<Entry> = Entry extends Variable<infer Value> ? Value : never;
type Values = { [Name in keyof typeof VARIABLES]?: ValueOf<(typeof VARIABLES)[Name]> };

function readVariables(environment: Environment): { values: Values; problems: Bilingual[] } {
  const values: Record<string, unknown> = {};
  const problems: Bilingual[] = [];
  for (const [name, variable] of Object.entries<Variable<unknown>>(VARIABLES)) {
    const text = environment[name] ?? variable.fallback;
    if (text === undefined) continue;
    values[name] = variable.parse(text);
    if (values[name] === undefined) problems.push(misread(name, variable, text));
  }
  // Each value was made by the variable of that name.
  return { values: values as Values, problems };
}

function misread(name: string, variable: Variable<unknown>, text: string): Bilingual {
  const { expected } = variable;
  const shown = variable.secret ? { fr: '', en: '' } : { fr: `, et non « ${text} »`, en: `, not “${text}”` };
  return {
    fr: `${name} doit être ${expected.fr}${shown.fr}.`,
    en: `${name} must be ${expected.en}${shown.en}.`,
  };
}

function contradictions(values: Values, environment: Environment): Bilingual[] {
  const problems: Bilingual[] = [];
  const { HOST: host, DATABASE_URL: url = 'file:' } = values;
  if (environment.NODE_ENV === undefined && host !== undefined && !isLoopback(host))
    problems.push({
      fr: `NODE_ENV doit être écrit (\`production\`, en général) quand HOST (« ${host} ») n’est pas une adresse locale.`,
      en: `NODE_ENV must be written (usually \`production\`) when HOST (“${host}”) is not a local address.`,
    });
  if (environment.NODE_ENV !== 'test' && values.PASSWORD_ROUNDS !== undefined && values.PASSWORD_ROUNDS < LEAST_ROUNDS)
    problems.push({
      fr: `PASSWORD_ROUNDS doit être au moins ${LEAST_ROUNDS}, et non ${values.PASSWORD_ROUNDS} : les mots de passe se devineraient trop vite.`,
      en: `PASSWORD_ROUNDS must be at least ${LEAST_ROUNDS}, not ${values.PASSWORD_ROUNDS}: passwords would be guessed too quickly.`,
    });
  const direct = values.DIRECT_URL;
  if (direct !== undefined && providerOf(direct) !== providerOf(url))
    problems.push({
      fr: `DIRECT_URL doit désigner une base du même genre que DATABASE_URL (${providerOf(url)}).`,
      en: `DIRECT_URL must be a database of the same kind as DATABASE_URL (${providerOf(url)}).`,
    });
  const isAway = values.BACKUP_TARGET?.startsWith('s3:') ?? false;
  if (isAway && (values.S3_ACCESS_KEY_ID === undefined || values.S3_SECRET_ACCESS_KEY === undefined))
    problems.push({
      fr: `BACKUP_TARGET (« ${values.BACKUP_TARGET} ») demande S3_ACCESS_KEY_ID et S3_SECRET_ACCESS_KEY.`,
      en: `BACKUP_TARGET (“${values.BACKUP_TARGET}”) takes S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`,
    });
  return problems;
}

function settle(values: Values): Pick<Loaded, 'config' | 'secrets'> {
  // Those with a fallback are there: a missing one would have been a problem.
  const read = values as Required<Values>;
  const databaseUrl = absoluteFile(values.DATABASE_URL ?? `file:${join(read.DATA_DIR, 'staka.db')}`);
  const config: Config = {
    environment: read.NODE_ENV,
    host: read.HOST.replace(/^\[|\]$/g, ''),
    port: read.PORT,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${read.PORT}`).replace(/\/+$/, ''),
    trustProxy: typeof read.TRUST_PROXY === 'object' ? [...read.TRUST_PROXY] : read.TRUST_PROXY,
    dataDir: read.DATA_DIR,
    databaseProvider: providerOf(databaseUrl),
    mailFrom: read.MAIL_FROM,
    passwordRounds: read.PASSWORD_ROUNDS,
    sessionDays: read.SESSION_DAYS,
    sessionMaxDays: values.SESSION_MAX_DAYS ?? Math.max(180, read.SESSION_DAYS),
    sessionKeptDays: read.SESSION_KEPT_DAYS,
    requireSecondFactor: read.REQUIRE_SECOND_FACTOR,
    oidcProviders: (values.OIDC_PROVIDERS ?? []).map(({ name, label, issuer, clientId }) => ({
      name,
      label,
      issuer,
      clientId,
    })),
    clerkIssuer: values.CLERK_ISSUER?.replace(/\/+$/, '') ?? null,
    clerkAuthorizedParties: values.CLERK_AUTHORIZED_PARTIES ?? [],
    clerkApiBase: read.CLERK_API_BASE.replace(/\/+$/, ''),
    mentorApproval: read.MENTOR_APPROVAL,
    termsVersion: read.TERMS_VERSION,
    privacyVersion: read.PRIVACY_VERSION,
    termsUrl: values.TERMS_URL ?? null,
    privacyUrl: values.PRIVACY_URL ?? null,
    erasureDelayDays: read.ERASURE_DELAY_DAYS,
    uploadMaxBytes: read.UPLOAD_MAX_BYTES,
    storageQuotaBytes: read.STORAGE_QUOTA_BYTES,
    logLevel: read.LOG_LEVEL,
    logMaxBytes: read.LOG_MAX_BYTES,
    logKeepFiles: read.LOG_KEEP_FILES,
    ...backupsOf(values, read.BACKUP_REHEARSAL),
    deployRestart: values.DEPLOY_RESTART ?? null,
    deployStop: values.DEPLOY_STOP ?? null,
    deployWaitSeconds: read.DEPLOY_WAIT_SECONDS,
  };
  const secrets = new Secrets({
    databaseUrl,
    directUrl: values.DIRECT_URL === undefined ? null : absoluteFile(values.DIRECT_URL),
    smtpUrl: values.SMTP_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    installationKeys: values.SECRET_KEY ?? [],
    clerkWebhookSecrets: values.CLERK_WEBHOOK_SECRET ?? [],
    backupKeys: values.BACKUP_KEY ?? [],
    s3: s3Of(values, read.S3_REGION),
    clerkSecretKey: values.CLERK_SECRET_KEY ?? null,
    oidcClientSecrets: new Map(values.OIDC_PROVIDERS?.map(({ name, clientSecret }) => [name, clientSecret])),
  });
  return { config, secrets };
}

function warningsAbout(values: Values, environment: Environment): Bilingual[] {
  const warnings: Bilingual[] = RESERVED_VARIABLES.filter((name) => environment[name] !== undefined).map((name) => ({
    fr: `${name} est renseigné, mais cette version ne s’en sert pas encore.`,
    en: `${name} is set, but this version does not use it yet.`,
  }));
  if (values.NODE_ENV !== 'production') return warnings;
  if (values.PUBLIC_URL === undefined)
    warnings.push({
      fr: `PUBLIC_URL n’est pas renseigné : les liens des lettres mèneront à http://localhost:${values.PORT}.`,
      en: `PUBLIC_URL is not set: the links of letters will lead to http://localhost:${values.PORT}.`,
    });
  if (values.SMTP_URL === undefined)
    warnings.push({
      fr: 'SMTP_URL n’est pas renseigné : aucune lettre ne peut partir.',
      en: 'SMTP_URL is not set: no letter can be sent.',
    });
  return warnings;
}

function providerOf(url: string): DatabaseProvider {
  if (url.startsWith('file:')) return 'sqlite';
  return url.startsWith('mysql:') ? 'mysql' : 'postgresql';
}

type Backups = Pick<Config, 'backupSchedule' | 'backupKeep' | 'backupTarget' | 'backupRehearsal'>;

function backupsOf(values: Values, backupRehearsal: Config['backupRehearsal']): Backups {
  return {
    backupSchedule: values.BACKUP_SCHEDULE ?? null,
    backupKeep: values.BACKUP_KEEP ?? null,
    backupTarget: values.BACKUP_TARGET ?? null,
    backupRehearsal,
  };
}

/** Null where there is no key for one. */
function s3Of(values: Values, region: string): S3Secrets | null {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (accessKeyId === undefined || secretAccessKey === undefined) return null;
  return { endpoint: values.S3_ENDPOINT ?? null, region, accessKeyId, secretAccessKey };
}

/** `file:./x.db` is relative to the root of the project, from whatever folder Staka is started. */
function absoluteFile(url: string): string {
  if (!url.startsWith('file:')) return url;
  const path = url.slice('file:'.length).replace(/^\/\/(?=\/)/, '');
  return `file:${isAbsolute(path) ? path : join(PROJECT_ROOT, path)}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || /^\[?::1\]?$/.test(host) || /^127(\.\d{1,3}){3}$/.test(host);
}
