import type { BackupRetention } from '#platform/config/backup-variables.ts';
import { folderStore } from './folder-store.ts';
import type { BackupFile } from './list-backups.ts';
import type { BackupStore } from './store.ts';

/** Removes the whole backups that no rule keeps, and returns those it removed. The newest always stays, and so do backups of one table. */
export async function pruneBackups(place: string | BackupStore, retention: BackupRetention): Promise<BackupFile[]> {
  const store = typeof place === 'string' ? folderStore(place) : place;
  const superfluous = superfluousBackups(await store.list(), retention);
  await store.remove(superfluous);
  return superfluous;
}

export function superfluousBackups(backups: readonly BackupFile[], retention: BackupRetention): BackupFile[] {
  const whole = backups
    .filter(({ table }) => table === null)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const kept = new Set<BackupFile | undefined>([whole[0]]);
  for (const [count, periodOf] of [
    [retention.hourly, hourOf],
    [retention.daily, dayOf],
    [retention.weekly, weekOf],
  ] as const) {
    const newest = [...Map.groupBy(whole, ({ createdAt }) => periodOf(createdAt)).values()].map(([first]) => first);
    for (const backup of newest.slice(0, count)) kept.add(backup);
  }
  return whole.filter((backup) => !kept.has(backup));
}

function hourOf(at: Date): string {
  return at.toISOString().slice(0, 13);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The Monday it begins with. */
function weekOf(at: Date): string {
  const monday = new Date(at);
  monday.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return dayOf(monday);
}
