import { rename } from 'node:fs/promises';
import { findAccount } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { makeFolder, removeIfThere, syncFolder } from '#platform/storage/durable.ts';
import { dataExportReady } from '../events.ts';
import { archiveFolder, archivePath, listArchiveFiles, removeArchive } from './archives.ts';
import { findExport, settleExport } from './queries.ts';
import { writeArchive } from './write-archive.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
export const KEPT_DAYS = 7;
/** After so many attempts that failed nothing better is to be hoped for. */
const ATTEMPTS = 4;

const running = new Map<string, Promise<void>>();
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes the archive that somebody asked for. Asked again while it works (an effect may not take longer than a minute, an
 * archive may), it is the same work; killed, it begins anew, and what was half written is removed. One at a time.
 */
export function makeExport(context: Context, exportId: string, attempts: number): Promise<void> {
  const going = running.get(exportId);
  if (going) return going;
  const mine = last.then(() => make(context, exportId, attempts)).finally(() => running.delete(exportId));
  running.set(exportId, mine);
  last = mine.catch(() => {});
  return mine;
}

async function make(context: Context, exportId: string, attempts: number): Promise<void> {
  const { db, config, log } = context;
  const asked = await findExport(db, exportId);
  if (asked?.state !== 'REQUESTED') return;
  const account = await findAccount(db, asked.userId);
  const draft = `${exportId}.${newId()}.part`;
  const storedName = `${exportId}.zip`;
  await makeFolder(archiveFolder(config));
  try {
    const langue = account?.langue === 'en' ? 'en' : 'fr';
    const bytes = await writeArchive(context, { userId: asked.userId, langue, path: archivePath(config, draft) });
    await rename(archivePath(config, draft), archivePath(config, storedName));
    await syncFolder(archiveFolder(config));
    await settle(context, { exportId, userId: asked.userId, storedName, ...bytes });
    await removeDrafts(context, exportId);
  } catch (error) {
    await removeIfThere(archivePath(config, draft));
    if (attempts + 1 < ATTEMPTS) throw error;
    log.error({ err: error, exportId }, 'an archive could not be made');
    await inTransaction(db, (tx) => settleExport(tx, exportId, { state: 'FAILED', error: 'could not be made' }));
  }
}

interface Made {
  readonly exportId: string;
  readonly userId: string;
  readonly storedName: string;
  readonly sha256: string;
  readonly size: number;
}

async function settle({ db, config }: Context, { exportId, userId, ...archive }: Made): Promise<void> {
  const readyAt = new Date();
  const expiresAt = new Date(readyAt.getTime() + KEPT_DAYS * DAY_MS);
  const isKept = await inTransaction(db, async (tx) => {
    const settled = await settleExport(tx, exportId, { state: 'READY', ...archive, readyAt, expiresAt });
    if (settled) await publish(tx, dataExportReady, { userId, exportId });
    return settled || (await findExport(tx, exportId))?.state === 'READY';
  });
  // Erased meanwhile: nobody asks for it any more.
  if (!isKept) await removeArchive(config, archive.storedName);
}

/** What attempts before this one left. */
async function removeDrafts({ config }: Context, exportId: string): Promise<void> {
  for (const { name } of await listArchiveFiles(config))
    if (name.startsWith(`${exportId}.`) && name.endsWith('.part')) await removeArchive(config, name);
}
