import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Present, putPresent, takePresent } from '#ops/backup/carry-present.ts';
import { type Deployment, deployFolder, directUrl } from './deployment.ts';
import { fenceAtOnce } from './fence.ts';

/** What does not go back with the data – maintenance, operations, measurements – on the disk while the database is empty. */
export async function keepPresent(deployment: Deployment): Promise<void> {
  const present = await takePresent(directUrl(deployment));
  await writeFile(placeOf(deployment), JSON.stringify([...present]), { mode: 0o600, flush: true });
}

/** The server starts into the maintenance that was on when the database was emptied, whatever could be read of it. */
export async function putBackPresent(deployment: Deployment): Promise<void> {
  const text = await readFile(placeOf(deployment), 'utf8').catch(() => '[]');
  // As keepPresent wrote it.
  const present: Present = new Map(JSON.parse(text) as [string, []][]);
  await putPresent(directUrl(deployment), present);
  await fenceAtOnce(deployment);
  await rm(placeOf(deployment), { force: true });
}

function placeOf(deployment: Deployment): string {
  return join(deployFolder(deployment), 'present.json');
}
