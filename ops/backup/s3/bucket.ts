import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import type { CodedError } from '#platform/http/errors.ts';
import { s3Errors } from './errors.ts';
import { textOf } from './xml.ts';

/** Where an S3-compatible storage is, and who asks. */
export interface S3Access {
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Location {
  readonly bucket: string;
  /** Without a slash at its beginning or its end; may be empty. */
  readonly prefix: string;
}

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Of the object; none asks the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Statuses that are no failure, besides 2xx. */
  readonly allowed?: readonly number[];
}

const WAITS_MS = [300, 1_500, 5_000, 15_000];
/** An answer that does not begin within this time is given up, in milliseconds. */
const PATIENCE_MS = 120_000;

/** One bucket of a storage: signs what is asked (AWS Signature 4), repeats what may be repeated, and names what fails. */
export class S3Bucket {
  readonly location: S3Location;
  readonly #base: string;
  readonly #client: AwsClient;
  readonly #waits: readonly number[];

  /** @param waits milliseconds before each further attempt, where another one may help */
  constructor(access: S3Access, location: S3Location, waits: readonly number[] = WAITS_MS) {
    this.#waits = waits;
    const { endpoint, region, accessKeyId, secretAccessKey } = access;
    this.location = location;
    // By path, which every compatible storage understands; Amazon's own by name, as it asks for.
    this.#base = endpoint
      ? `${endpoint.replace(/\/+$/, '')}/${location.bucket}`
      : `https://${location.bucket}.s3.${region}.amazonaws.com`;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  }

  /** `s3://bucket/prefix`, or the address of an object in it. */
  addressOf(key = this.location.prefix): string {
    return `s3://${this.location.bucket}${key === '' ? '' : `/${key}`}`;
  }

  keyOf(name: string): string {
    return this.location.prefix === '' ? name : `${this.location.prefix}/${name}`;
  }

  /**
   * @throws BACKUP_S3_UNREACHABLE, BACKUP_S3_REFUSED, BACKUP_S3_NO_BUCKET, BACKUP_S3_CLOCK, BACKUP_S3_REGION,
   * BACKUP_S3_FAILED
   */
  async ask(request: S3Request): Promise<Response> {
    // Somebody waits for a list; what is being sent or fetched is worth more patience.
    const waits = request.key === undefined ? this.#waits.slice(0, 2) : this.#waits;
    for (const pause of [...waits, null]) {
      const outcome = await this.#attempt(request);
      if (outcome instanceof Response) return outcome;
      if (pause === null || !isWorthAnother(outcome)) throw outcome;
      await wait(pause);
    }
    throw new Error('unreachable');
  }

  async #attempt({
    method,
    key,
    query = {},
    headers = {},
    body,
    allowed = [],
  }: S3Request): Promise<Response | CodedError> {
    const path = key === undefined ? '' : `/${key.split('/').map(encodeURIComponent).join('/')}`;
    const url = `${this.#base}${path}?${new URLSearchParams(query)}`.replace(/\?$/, '');
    const sha256 = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    try {
      const response = await this.#client.fetch(url, {
        method,
        // The storage compares it with what has arrived.
        headers: { ...headers, 'x-amz-content-sha256': sha256 },
        ...(body && { body }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return response.ok || allowed.includes(response.status) ? response : await this.failure(response);
    } catch (error) {
      return this.broken(error);
    }
  }

  /** What an answer that is none means. */
  async failure(response: Response): Promise<CodedError> {
    const xml = await response.text().catch(() => '');
    const { status } = response;
    const code = textOf(xml, 'Code') ?? String(status);
    const target = this.addressOf();
    if (code === 'RequestTimeTooSkewed') {
      const there = textOf(xml, 'ServerTime') ?? response.headers.get('date') ?? '?';
      return s3Errors.BACKUP_S3_CLOCK({ target, here: new Date().toISOString(), there });
    }
    if (code === 'NoSuchBucket') return s3Errors.BACKUP_S3_NO_BUCKET({ target });
    if (REGION.test(code) || status === 301) return s3Errors.BACKUP_S3_REGION({ target, code });
    if (status === 401 || status === 403) return s3Errors.BACKUP_S3_REFUSED({ target, code });
    return s3Errors.BACKUP_S3_FAILED({ target, status, code, reason: textOf(xml, 'Message') ?? response.statusText });
  }

  broken(error: unknown): CodedError {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    return s3Errors.BACKUP_S3_UNREACHABLE({ target: this.addressOf(), reason }, { cause: error });
  }
}

const REGION =
  /^(AuthorizationHeaderMalformed|PermanentRedirect|TemporaryRedirect|IllegalLocationConstraintException)$/;

function isWorthAnother({ code, params }: CodedError): boolean {
  return (
    code === 'BACKUP_S3_UNREACHABLE' ||
    (code === 'BACKUP_S3_FAILED' && (Number(params.status) >= 500 || params.status === 429))
  );
}

/** `s3://bucket/prefix`; null for what is no such address. */
export function readS3Address(address: string): S3Location | null {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address) ?? [];
  return bucket === undefined ? null : { bucket, prefix: prefix.replace(/^\/+|\/+$/g, '') };
}
