import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bilingual } from '#platform/terminal.ts';
import { type Check, type Finding, green, type Patient, reasonOf, red, skipped } from '../check.ts';

/** So much of the end of a log is read, in bytes. */
const TAIL_BYTES = 1024 * 1024;
const DAY_MS = 86_400_000;
const LOCAL = new Set(['127.0.0.1', '[::1]', 'localhost', '']);

export const SERVER_LOG_CHECKS: readonly Check[] = [
  {
    name: 'database-log',
    title: { fr: 'Journal du serveur de base de données', en: 'Log of the database server' },
    examine: examineDatabaseLog,
  },
  { name: 'proxy-log', title: { fr: 'Journal du proxy', en: 'Log of the proxy' }, examine: examineProxyLog },
];

/** The logs of one kind of server, and which of their lines are trouble. */
interface LogKind {
  /** Below /var/log. */
  readonly folder: string;
  readonly file: RegExp;
  readonly trouble: RegExp;
}

/** https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-SEVERITY-LEVELS */
const POSTGRESQL: LogKind = {
  folder: 'postgresql',
  file: /\.log$/,
  trouble:
    /\b(PANIC|FATAL):(?!\s+(terminating connection|the database system is))|\bERROR:.*(could not (read|write|extend|fsync)|invalid page|No space left)/,
};
const MYSQL: LogKind = { folder: 'mysql', file: /^(error|mysqld)\.log$/, trouble: /\[ERROR\]/ };
const MARIADB: LogKind = { ...MYSQL, folder: 'mariadb' };
const PROXIES: readonly LogKind[] = [
  { folder: 'nginx', file: /error\.log$/, trouble: /\[(error|crit|alert|emerg)\].*upstream/ },
  { folder: 'apache2', file: /error\.log$/, trouble: /\[proxy[\w]*:(error|crit|alert|emerg)\]/ },
];

async function examineDatabaseLog(patient: Patient): Promise<Finding> {
  const { protocol, hostname } = new URL(patient.secrets.directUrl ?? patient.secrets.databaseUrl);
  if (protocol === 'file:') return skipped({ fr: 'SQLite n’a pas de serveur', en: 'SQLite has no server' });
  if (!LOCAL.has(hostname))
    return skipped({ fr: `le serveur est sur ${hostname}`, en: `the server is on ${hostname}` });
  return examineLogs(patient, /^postgres/.test(protocol) ? [POSTGRESQL] : [MYSQL, MARIADB], () => true);
}

/** What it says of others than this installation is no concern of ours. */
async function examineProxyLog(patient: Patient): Promise<Finding> {
  if (patient.config.environment !== 'production')
    return skipped({ fr: 'le développement se passe de proxy', en: 'development needs no proxy' });
  return examineLogs(patient, PROXIES, (line) => line.includes(`:${patient.config.port}`));
}

async function examineLogs(
  { logFolder, now }: Patient,
  kinds: readonly LogKind[],
  concerns: (line: string) => boolean,
): Promise<Finding> {
  const since = now().getTime() - DAY_MS;
  const read: string[] = [];
  let unread: Bilingual | null = null;
  for (const { folder, file, trouble } of kinds)
    for (const path of await logsIn(join(logFolder, folder), file)) {
      const lines = await lastLines(path).catch((error: unknown) => {
        unread = { fr: `${path} : ${reasonOf(error)}`, en: `${path}: ${reasonOf(error)}` };
        return [];
      });
      const found = lines.filter((line) => trouble.test(line) && concerns(line) && momentOf(line) >= since);
      if (found.length > 0) return red(sayTrouble(found), `sudo tail -n 50 '${path}'`);
      read.push(path);
    }
  if (unread !== null) return skipped(unread);
  return read.length === 0 ? skipped(NO_LOG) : green({ fr: 'aucune erreur', en: 'no error' });
}

const NO_LOG: Bilingual = { fr: 'aucun journal n’est sur cette machine', en: 'no log is on this machine' };

function sayTrouble(lines: readonly string[]): Bilingual {
  const last = lines.at(-1)?.slice(0, 200) ?? '';
  return {
    fr: `erreurs : ${lines.length}, la dernière : ${last}`,
    en: `errors: ${lines.length}, the last: ${last}`,
  };
}

async function logsIn(folder: string, file: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => file.test(name))
    .sort()
    .map((name) => join(folder, name));
}

async function lastLines(path: string): Promise<string[]> {
  await using file = await open(path);
  const { size } = await file.stat();
  const length = Math.min(size, TAIL_BYTES);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.toString('utf8').split('\n');
}

/**
 * When a line was written, in milliseconds: `2026-11-21 09:30:00…` of databases, `2026/11/21 09:30:00` of nginx,
 * `[Sat Nov 21 09:30:00.123456 2026]` of Apache; in the time of the machine, unless UTC follows.
 */
function momentOf(line: string): number {
  const iso = /^(\d{4})[-/](\d\d)[-/](\d\d)[ T]+(\d{1,2}:\d\d:\d\d)(?:\.\d+)?(Z| UTC)?/.exec(line);
  if (iso) return Date.parse(`${iso[1]}-${iso[2]}-${iso[3]}T${iso[4]?.padStart(8, '0')}${iso[5] ? 'Z' : ''}`);
  const apache = /^\[\w{3} (\w{3} \d{1,2}) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d{4})\]/.exec(line);
  return apache ? Date.parse(`${apache[1]} ${apache[3]} ${apache[2]}`) : Number.NaN;
}
