import { inspect } from 'node:util';

const MASK = '[secret]';

/** A storage compatible with S3, and the key to it. */
export interface S3Secrets {
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface SecretValues {
  readonly databaseUrl: string;
  /** For migrations, where `databaseUrl` goes through a pooler. */
  readonly directUrl: string | null;
  readonly smtpUrl: string | null;
  readonly redisUrl: string | null;
  readonly metricsToken: string | null;
  /** The first encrypts, all of them decrypt; empty where the key is in the data folder (`installationKeys`). */
  readonly installationKeys: readonly string[];
  /** Any of them may have signed a webhook. */
  readonly clerkWebhookSecrets: readonly string[];
  readonly clerkSecretKey: string | null;
  /** Of the age format, secret or public; empty where backups are not encrypted. */
  readonly backupKeys: readonly string[];
  /** Null where there is no key for one. */
  readonly s3: S3Secrets | null;
  /** By the name of the provider. */
  readonly oidcClientSecrets: ReadonlyMap<string, string>;
}

/** What must never be printed: each value is read by its name, and the object as a whole only ever shows a mask. */
export class Secrets implements SecretValues {
  readonly #values: SecretValues;

  constructor(values: SecretValues) {
    this.#values = values;
  }

  get databaseUrl(): string {
    return this.#values.databaseUrl;
  }

  get directUrl(): string | null {
    return this.#values.directUrl;
  }

  get smtpUrl(): string | null {
    return this.#values.smtpUrl;
  }

  get redisUrl(): string | null {
    return this.#values.redisUrl;
  }

  get metricsToken(): string | null {
    return this.#values.metricsToken;
  }

  get installationKeys(): readonly string[] {
    return this.#values.installationKeys;
  }

  get clerkWebhookSecrets(): readonly string[] {
    return this.#values.clerkWebhookSecrets;
  }

  get clerkSecretKey(): string | null {
    return this.#values.clerkSecretKey;
  }

  get backupKeys(): readonly string[] {
    return this.#values.backupKeys;
  }

  get s3(): S3Secrets | null {
    return this.#values.s3;
  }

  get oidcClientSecrets(): ReadonlyMap<string, string> {
    return this.#values.oidcClientSecrets;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
