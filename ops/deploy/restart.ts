import { setTimeout as wait } from 'node:timers/promises';
import { databaseName } from '#ops/backup/database-name.ts';
import { isInUse } from '#ops/backup/in-use.ts';
import { run } from './command.ts';
import { deployFolder, directUrl, type Installation } from './deployment.ts';
import { deployErrors } from './errors.ts';

const QUIET_SECONDS = 20;
const UNIT = /^[\w@:.-]+$/;

type Orders = Pick<Installation['config'], 'deployRestart' | 'deployStop'>;

/** How the server is restarted, as a command of the shell. @throws DEPLOY_RESTART_UNKNOWN */
export function restartCommand({ deployRestart }: Orders): string {
  if (deployRestart === null) throw deployErrors.DEPLOY_RESTART_UNKNOWN();
  return UNIT.test(deployRestart) ? systemctl('restart', deployRestart) : deployRestart;
}

/** How it is stopped; null where nobody said. */
export function stopCommand({ deployRestart, deployStop }: Orders): string | null {
  if (deployStop !== null) return UNIT.test(deployStop) ? systemctl('stop', deployStop) : deployStop;
  return deployRestart !== null && UNIT.test(deployRestart) ? systemctl('stop', deployRestart) : null;
}

/** Whoever is not root asks to be it for this alone, and is refused rather than asked for a password. */
function systemctl(verb: string, unit: string): string {
  return `${process.getuid?.() === 0 ? '' : 'sudo -n '}systemctl ${verb} ${unit}`;
}

export async function restartServer(installation: Installation): Promise<void> {
  await shell(installation, restartCommand(installation.config));
}

/**
 * Stops the server, and returns once nobody is connected to its database.
 * @throws DEPLOY_STOP_UNKNOWN, DEPLOY_STILL_CONNECTED
 */
export async function stopServer(installation: Installation): Promise<void> {
  const command = stopCommand(installation.config);
  if (command === null) throw deployErrors.DEPLOY_STOP_UNKNOWN();
  await shell(installation, command);
  const url = directUrl(installation);
  const deadline = Date.now() + QUIET_SECONDS * 1000;
  while (await isInUse(url)) {
    if (Date.now() > deadline)
      throw deployErrors.DEPLOY_STILL_CONNECTED({ database: databaseName(url), seconds: QUIET_SECONDS });
    await wait(200);
  }
}

async function shell(installation: Installation, command: string): Promise<void> {
  const folder = deployFolder(installation);
  await run('/bin/sh', ['-c', command], { cwd: installation.root, folder });
}
