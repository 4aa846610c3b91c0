import yauzl from 'yauzl';
import { fileErrors } from './errors.ts';
import type { Archive, ArchiveEntry } from './open-archive.ts';

const MIB = 1024 * 1024;
/** Text is packed to a tenth, the XML of a long table to a fiftieth; what packs better is made to. */
const RATIO_MAX = 120;
/** What is small unpacked does no harm, however well it is packed. */
const HARMLESS_BYTES = 32 * MIB;
const UNPACKED_MAX_BYTES = 8 * 1024 * MIB;
/** What is unpacked to see whether the directory tells the truth: of one entry, of all, and of how many. */
const PROOF_BYTES = 4 * MIB;
const PROOFS_BYTES = 24 * MIB;
const PROOFS_MAX = 100;

/**
 * An archive that nobody comes to harm from who unpacks it.
 * @throws FILE_EMPTY, FILE_ARCHIVE_UNSAFE, FILE_ARCHIVE_EXCESSIVE, FILE_DAMAGED
 */
export async function requireSoundArchive(archive: Archive): Promise<void> {
  if (archive.entries.length === 0) throw fileErrors.FILE_EMPTY();
  if (archive.entries.some(leadsOutside)) throw fileErrors.FILE_ARCHIVE_UNSAFE();
  if (overlap(archive)) throw fileErrors.FILE_DAMAGED();
  if (unpacksTooLarge(archive)) throw fileErrors.FILE_ARCHIVE_EXCESSIVE();
  await requireHonest(archive.entries);
}

/** Absolute, climbing, of another drive, or a link: unpacked, it would be written elsewhere. */
function leadsOutside({ name, isLink }: ArchiveEntry): boolean {
  return isLink || name.includes('\0') || yauzl.validateFileName(name) !== null;
}

/** Entries that share their bytes are how a small archive unpacks to petabytes (Fifield, “A better zip bomb”, WOOT 2019). */
function overlap({ entries, size }: Archive): boolean {
  const ranges = entries.map(({ range }) => range).sort((a, b) => a[0] - b[0]);
  let free = 0;
  for (const [start, end] of ranges) {
    if (start < free || end > size) return true;
    free = end;
  }
  return false;
}

function unpacksTooLarge({ entries, size }: Archive): boolean {
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  return total > UNPACKED_MAX_BYTES || (total > HARMLESS_BYTES && total > size * RATIO_MAX);
}

/**
 * Unpacks a little of what could hold more than the directory says, the most suspicious first: that which claims to have
 * hardly been packed at all. Whoever unpacks an archive for good must count all the same.
 */
async function requireHonest(entries: readonly ArchiveEntry[]): Promise<void> {
  const suspects = entries
    .filter(({ isReadable, packed, unpacked }) => isReadable && packed > 0 && packed !== unpacked)
    .sort((a, b) => a.unpacked / a.packed - b.unpacked / b.packed)
    .slice(0, PROOFS_MAX);
  let left = PROOFS_BYTES;
  for (const entry of suspects) {
    if (left <= 0) return;
    // One byte more than there should be is enough to be caught.
    left -= (await entry.read(Math.min(entry.unpacked + 1, PROOF_BYTES, left))).length;
  }
}
