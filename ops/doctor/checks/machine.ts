import { access, constants, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { listeningMemory } from '#ops/checklist/listening-memory.ts';
import { findPort } from '#platform/boot/find-port.ts';
import { sized, sizeInWords } from '#platform/quantities.ts';
import { type Check, CORRECT_ENV, type Finding, green, type Patient, reasonOf, red, skipped } from '../check.ts';

const LEAST_NODE = 26;
const LEAST_FREE_BYTES = 512 * 1024 ** 2;
const ANSWER_WITHIN_MS = 3_000;
const DAY_MS = 86_400_000;

export const MACHINE_CHECKS: readonly Check[] = [
  { name: 'node', title: { fr: 'Version de Node', en: 'Version of Node' }, examine: examineNode },
  { name: 'configuration', title: { fr: 'Configuration', en: 'Configuration' }, examine: examineConfiguration },
  { name: 'web', title: { fr: 'Application web', en: 'Web application' }, examine: examineWeb },
  { name: 'data-folder', title: { fr: 'Dossier de données', en: 'Data folder' }, examine: examineDataFolder },
  { name: 'disk', title: { fr: 'Espace disque', en: 'Disk space' }, examine: examineDisk },
  {
    name: 'permissions',
    title: { fr: 'Droits des secrets', en: 'Permissions of secrets' },
    examine: examinePermissions,
  },
  { name: 'port', title: { fr: 'Port', en: 'Port' }, examine: examinePort },
  { name: 'memory', title: { fr: 'Mémoire du serveur', en: 'Memory of the server' }, examine: examineMemory },
  {
    name: 'logs',
    title: { fr: 'Journal des dernières 24 heures', en: 'Log of the last 24 hours' },
    examine: examineLogs,
  },
];

async function examineNode({ nodeVersion }: Patient): Promise<Finding> {
  const major = Number(/^v?(\d+)/.exec(nodeVersion)?.[1]);
  if (major >= LEAST_NODE) return green(nodeVersion);
  return red(
    { fr: `${nodeVersion} ; il faut Node ${LEAST_NODE}`, en: `${nodeVersion}; Node ${LEAST_NODE} is needed` },
    'npm start',
  );
}

async function examineConfiguration({ warnings, config }: Patient): Promise<Finding> {
  if (warnings.length === 0) return green(config.environment);
  const found = { fr: warnings.map(({ fr }) => fr).join(' '), en: warnings.map(({ en }) => en).join(' ') };
  return red(found, CORRECT_ENV);
}

async function examineWeb({ webFolder }: Patient): Promise<Finding> {
  try {
    const { mtime } = await stat(join(webFolder, 'index.html'));
    return green({ fr: `construite le ${day(mtime)}`, en: `built on ${day(mtime)}` });
  } catch {
    return red({ fr: 'elle n’est pas construite', en: 'it is not built' }, 'npm run build');
  }
}

async function examineDataFolder({ config: { dataDir } }: Patient): Promise<Finding> {
  try {
    await readdir(dataDir);
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return green(dataDir);
  } catch (error) {
    const cure = `sudo install -d -m 700 -o "$(id -un)" '${dataDir}' && sudo chown -R "$(id -un)" '${dataDir}'`;
    return red(`${dataDir}: ${reasonOf(error)}`, cure);
  }
}

async function examineDisk({ config: { dataDir } }: Patient): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const found = { fr: `${sized(free, 'fr')} libres`, en: `${sized(free, 'en')} free` };
    return free >= LEAST_FREE_BYTES ? green(found) : red(found, `du -xh '${dataDir}' | sort -h | tail`);
  } catch {
    return skipped(NO_DATA_FOLDER);
  }
}

const NO_DATA_FOLDER = { fr: 'pas de dossier de données', en: 'no data folder' };

/** Whoever reads these reads everything: they are their owner's alone. */
async function examinePermissions({ config, envFile }: Patient): Promise<Finding> {
  const open: string[] = [];
  for (const path of [envFile, join(config.dataDir, 'secret.key')]) {
    const mode = await stat(path).then(
      (found) => found.mode,
      () => 0,
    );
    if ((mode & 0o077) !== 0) open.push(path);
  }
  if (open.length === 0) return green({ fr: '0600, ou absents', en: '0600, or not there' });
  return red(
    { fr: `d’autres peuvent lire ${open.join(', ')}`, en: `others can read ${open.join(', ')}` },
    `chmod 600 ${open.map((path) => `'${path}'`).join(' ')}`,
  );
}

/** Free, or held by a Staka that can work. */
async function examinePort({ config: { host, port } }: Patient): Promise<Finding> {
  const address = `${host}:${port}`;
  try {
    await findPort(host, port);
    return green({ fr: `${address} est libre : Staka ne tourne pas`, en: `${address} is free: Staka is not running` });
  } catch {
    return examineHolder(address, host, port);
  }
}

async function examineHolder(address: string, host: string, port: number): Promise<Finding> {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const name = reachable.includes(':') ? `[${reachable}]` : reachable;
  try {
    const answer = await fetch(`http://${name}:${port}/health`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const body: unknown = await answer.json();
    if (answer.status === 200) return green({ fr: `Staka répond sur ${address}`, en: `Staka answers on ${address}` });
    return red(
      {
        fr: `Staka répond ${answer.status} sur ${address}/health : ${JSON.stringify(body)}`,
        en: `Staka answers ${answer.status} on ${address}/health: ${JSON.stringify(body)}`,
      },
      'npm start',
    );
  } catch (error) {
    return red(
      {
        fr: `${address} est tenu par autre chose que Staka (${reasonOf(error)})`,
        en: `${address} is held by something other than Staka (${reasonOf(error)})`,
      },
      `ss -ltnp 'sport = :${port}'`,
    );
  }
}

async function examineMemory({ config: { port }, mostMemoryBytes }: Patient): Promise<Finding> {
  const bytes = await listeningMemory(port);
  if (bytes === null)
    return skipped({ fr: 'aucun serveur ne tourne sur cette machine', en: 'no server runs on this machine' });
  if (bytes < mostMemoryBytes) return green(sizeInWords(bytes));
  return red(sizeInWords(bytes), 'sudo systemctl restart staka');
}

/** `{"level":"error","time":"2026-11-21T09:30:00.000Z",…,"msg":"…"}` */
async function examineLogs({ config, now }: Patient): Promise<Finding> {
  const path = join(config.dataDir, 'logs', 'staka.log');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return skipped({ fr: 'pas encore de journal', en: 'no log yet' });
  const since = now().getTime() - DAY_MS;
  const errors = text.split('\n').filter((line) => isError(line, since));
  if (errors.length === 0) return green({ fr: 'aucune erreur', en: 'no error' });
  return red(
    {
      fr: `erreurs : ${errors.length}, la dernière : ${messageOf(errors.at(-1))}`,
      en: `errors: ${errors.length}, the last: ${messageOf(errors.at(-1))}`,
    },
    `grep -E '"level":"(error|fatal)"' '${path}' | tail`,
  );
}

function isError(line: string, since: number): boolean {
  if (!/"level":"(error|fatal)"/.test(line)) return false;
  return Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '') >= since;
}

function messageOf(line = ''): string {
  return /"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line.slice(0, 200);
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
