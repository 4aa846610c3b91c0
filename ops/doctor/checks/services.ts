import { connect } from 'node:tls';
import { newestBackup } from '#ops/backup/backup-stores.ts';
import type { BackupFile } from '#ops/backup/list-backups.ts';
import { CodedError } from '#platform/http/errors.ts';
import { type Check, type Finding, green, type Patient, reasonOf, red, skipped } from '../check.ts';

const ANSWER_WITHIN_MS = 4_000;
const LEAST_CERTIFICATE_DAYS = 14;
const MOST_BACKUP_DAYS = 2;
const DAY_MS = 86_400_000;

export const SERVICE_CHECKS: readonly Check[] = [
  { name: 'mail', title: { fr: 'Courrier', en: 'Mail' }, examine: examineMail },
  { name: 'redis', title: { fr: 'Redis', en: 'Redis' }, examine: examineRedis },
  { name: 'certificate', title: { fr: 'Certificat', en: 'Certificate' }, examine: examineCertificate },
  { name: 'sign-in', title: { fr: 'Services de connexion', en: 'Sign-in services' }, examine: examineSignIn },
  { name: 'backup', title: { fr: 'Dernière sauvegarde', en: 'Last backup' }, examine: examineBackup },
];

const correct = (name: string) => ({
  fr: `Corrigez ${name} dans .env, ou démarrez ce service`,
  en: `Correct ${name} in .env, or start that service`,
});

async function examineMail({ secrets, config }: Patient): Promise<Finding> {
  if (secrets.smtpUrl === null) {
    if (config.environment === 'production')
      return red(
        { fr: 'SMTP_URL n’est pas renseigné : aucune lettre ne part', en: 'SMTP_URL is not set: no letter is sent' },
        correct('SMTP_URL'),
      );
    return skipped({ fr: 'les lettres sont écrites dans DATA_DIR/mail', en: 'letters are written to DATA_DIR/mail' });
  }
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: secrets.smtpUrl,
    connectionTimeout: ANSWER_WITHIN_MS,
    greetingTimeout: ANSWER_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
  });
  try {
    await transport.verify();
    return green({ fr: 'le serveur de courrier répond', en: 'the mail server answers' });
  } catch (error) {
    return red(reasonOf(error), correct('SMTP_URL'));
  } finally {
    transport.close();
  }
}

async function examineRedis({ secrets }: Patient): Promise<Finding> {
  if (secrets.redisUrl === null) return skipped({ fr: 'REDIS_URL n’est pas renseigné', en: 'REDIS_URL is not set' });
  const { Redis } = await import('ioredis');
  const redis = new Redis(secrets.redisUrl, {
    lazyConnect: true,
    connectTimeout: ANSWER_WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  const failures: unknown[] = [];
  redis.on('error', (error) => failures.push(error));
  try {
    await redis.connect();
    return green(await redis.ping());
  } catch (error) {
    return red(reasonOf(failures[0] ?? error), 'sudo systemctl start redis-server');
  } finally {
    redis.disconnect();
  }
}

async function examineCertificate({ config, now }: Patient): Promise<Finding> {
  const url = new URL(config.publicUrl);
  if (url.protocol !== 'https:') return skipped({ fr: 'PUBLIC_URL n’est pas en https', en: 'PUBLIC_URL is not https' });
  try {
    const { validTo, refusal } = await certificateOf(url);
    const days = Math.floor((validTo.getTime() - now().getTime()) / DAY_MS);
    const left = { fr: `encore ${days} jours`, en: `${days} days left` };
    if (days < LEAST_CERTIFICATE_DAYS) return red(left, 'sudo certbot renew');
    if (refusal) return red(refusal, `sudo certbot certonly -d ${url.hostname}`);
    return green(left);
  } catch (error) {
    return red(reasonOf(error), `openssl s_client -connect ${url.hostname}:${url.port || 443}`);
  }
}

function certificateOf(url: URL): Promise<{ validTo: Date; refusal: string | null }> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: url.hostname,
      port: Number(url.port || 443),
      servername: url.hostname,
      rejectUnauthorized: false,
      timeout: ANSWER_WITHIN_MS,
    });
    socket.on('secureConnect', () => {
      const refusal = socket.authorized ? null : String(socket.authorizationError);
      resolve({ validTo: new Date(socket.getPeerCertificate().valid_to), refusal });
      socket.destroy();
    });
    socket.on('timeout', () => socket.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)));
    socket.on('error', reject);
  });
}

async function examineSignIn({ config }: Patient): Promise<Finding> {
  const clerk =
    config.clerkIssuer === null ? [] : [{ name: 'Clerk', url: `${config.clerkIssuer}/.well-known/jwks.json` }];
  const others = config.oidcProviders.map(({ name, issuer }) => ({
    name,
    url: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
  }));
  const services = [...clerk, ...others];
  if (services.length === 0) return skipped({ fr: 'aucun n’est configuré', en: 'none is configured' });
  for (const { name, url } of services) {
    const failure = await failureOf(url);
    if (failure) return red(`${name}: ${failure}`, `curl -sS ${url}`);
  }
  return green(services.map(({ name }) => name).join(', '));
}

async function failureOf(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.body?.cancel();
    return answer.ok ? null : `${answer.status} ${url}`;
  } catch (error) {
    return `${reasonOf(error)} ${url}`;
  }
}

/** By the newest whole backup where `BACKUP_TARGET` says. A development installation is nobody's only copy. */
async function examineBackup({ config, secrets, now }: Patient): Promise<Finding> {
  let newest: BackupFile | undefined;
  try {
    newest = await newestBackup({ config, secrets });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return red({ fr: error.detail('fr'), en: error.detail('en') }, 'bin/staka backup:list');
  }
  if (!newest) {
    if (config.environment !== 'production')
      return skipped({ fr: 'aucune, hors production', en: 'none, and this is not production' });
    return red({ fr: 'aucune', en: 'none' }, 'bin/staka backup');
  }
  const at = newest.createdAt.toISOString().slice(0, 16).replace('T', ' ');
  if (now().getTime() - newest.createdAt.getTime() <= MOST_BACKUP_DAYS * DAY_MS) return green(at);
  return red(at, 'bin/staka backup');
}
