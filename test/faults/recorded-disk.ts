import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from './random.ts';

/** A change of a file that may not have reached the disk: bytes at a place, or a new length. */
interface Change {
  readonly at: number;
  readonly bytes: Buffer | null;
  readonly since: number;
}

/** A file, whatever it is called. */
class RecordedFile {
  durable: Buffer = Buffer.alloc(0);
  pending: Change[] = [];
  /** Its length with all that is pending. */
  length = 0;

  write(at: number, bytes: Buffer, since: number): void {
    this.pending.push({ at, bytes, since });
    this.length = Math.max(this.length, at + bytes.length);
  }

  truncate(length: number, since: number): void {
    this.pending.push({ at: length, bytes: null, since });
    this.length = length;
  }

  /** What was asked for before `moment` is on the disk. */
  sync(moment: number): void {
    this.durable = applied(
      this.durable,
      this.pending.filter(({ since }) => since < moment),
    );
    this.pending = this.pending.filter(({ since }) => since >= moment);
  }
}

const FOLDER = 'folder';
type Entry = RecordedFile | typeof FOLDER;

interface NameChange {
  /** Durable once this folder is synced. */
  readonly folder: string;
  readonly since: number;
  readonly apply: (names: Map<string, Entry>) => void;
}

/** What survives of that which was not synced: nothing, a part of it by chance, or all of it. */
export type Survival = 'nothing' | 'all' | Random;

const SECTOR = 512;

/**
 * A disk made of what was done to it. Nothing is durable before it is synced: neither the bytes of a file (`fsync` of
 * the file) nor its name (`fsync` of its folder). That is less than any file system promises, and all that POSIX does.
 * Names become durable in the order they were made, as journals write them; bytes in any order, sector by sector.
 */
export class RecordedDisk {
  readonly #names = new Map<string, Entry>();
  readonly #durableNames = new Map<string, Entry>();
  #pendingNames: NameChange[] = [];

  /** What lay there, durable, before anything was recorded. */
  lay(path: string, content: Buffer | typeof FOLDER): void {
    let entry: Entry = FOLDER;
    if (content !== FOLDER) {
      entry = new RecordedFile();
      entry.durable = Buffer.from(content);
      entry.length = content.length;
    }
    this.#names.set(path, entry);
    this.#durableNames.set(path, entry);
  }

  file(path: string): RecordedFile | undefined {
    const entry = this.#names.get(path);
    return entry === FOLDER ? undefined : entry;
  }

  create(path: string, since: number): RecordedFile {
    const file = new RecordedFile();
    this.#change(path, since, (names) => names.set(path, file));
    return file;
  }

  makeFolder(path: string, since: number): void {
    this.#change(path, since, (names) => names.set(path, FOLDER));
  }

  link(from: string, to: string, since: number): void {
    const entry = this.#names.get(from);
    if (entry) this.#change(to, since, (names) => names.set(to, entry));
  }

  rename(from: string, to: string, since: number): void {
    const entry = this.#names.get(from);
    if (!entry) return;
    this.#change(to, since, (names) => {
      if (names.get(from) === entry) names.delete(from);
      names.set(to, entry);
    });
  }

  remove(path: string, since: number): void {
    const entry = this.#names.get(path);
    this.#change(path, since, (names) => {
      if (names.get(path) === entry) names.delete(path);
    });
  }

  /** Of a file or of a folder; `moment` is when the sync began. */
  sync(path: string, moment: number): void {
    this.file(path)?.sync(moment);
    const isReached = (change: NameChange) => change.folder === path && change.since < moment;
    for (const change of this.#pendingNames.filter(isReached)) change.apply(this.#durableNames);
    this.#pendingNames = this.#pendingNames.filter((change) => !isReached(change));
  }

  /** Writes what a cut at this moment leaves into a folder. */
  rebuild(folder: string, survival: Survival): void {
    const names = new Map(this.#durableNames);
    const kept =
      survival === 'nothing'
        ? 0
        : survival === 'all'
          ? this.#pendingNames.length
          : survival.between(0, this.#pendingNames.length);
    for (const change of this.#pendingNames.slice(0, kept)) change.apply(names);
    for (const [path, entry] of [...names].sort(([one], [other]) => (one < other ? -1 : 1))) {
      if (!hasFolders(path, names)) continue;
      if (entry === FOLDER) mkdirSync(join(folder, path), { recursive: true });
      else writeFileSync(join(folder, path), contentAfterCut(entry, survival));
    }
  }

  /** What the files are called and hold at this moment, as if nothing could be lost. */
  *contents(): Generator<[path: string, content: Buffer]> {
    for (const [path, entry] of this.#names) if (entry !== FOLDER) yield [path, applied(entry.durable, entry.pending)];
  }

  #change(path: string, since: number, apply: NameChange['apply']): void {
    apply(this.#names);
    this.#pendingNames.push({ folder: dirname(path), since, apply });
  }
}

function hasFolders(path: string, names: ReadonlyMap<string, Entry>): boolean {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (names.get(folder) !== FOLDER) return false;
  }
  return true;
}

function contentAfterCut({ durable, pending }: RecordedFile, survival: Survival): Buffer {
  if (survival === 'nothing') return durable;
  if (survival === 'all') return applied(durable, pending);
  const kept = pending.flatMap((change) =>
    change.bytes === null ? (survival.fraction() < 0.5 ? [change] : []) : torn(change, survival),
  );
  return applied(durable, kept);
}

/** A part of the sectors of a write: all of them, none, or any. */
function torn({ at, bytes, since }: Change, random: Random): Change[] {
  if (bytes === null) return [];
  const luck = random.fraction();
  if (luck < 0.4) return [{ at, bytes, since }];
  if (luck < 0.7) return [];
  const parts: Change[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = Math.min(bytes.length, start + SECTOR - ((at + start) % SECTOR));
    if (random.fraction() < 0.5) parts.push({ at: at + start, bytes: bytes.subarray(start, end), since });
    start = end;
  }
  return parts;
}

function applied(before: Buffer, changes: readonly Change[]): Buffer {
  let content = before;
  let length = before.length;
  for (const { at, bytes } of changes) {
    const end = bytes === null ? at : Math.max(length, at + bytes.length);
    if (content === before || end > content.length) {
      const grown = Buffer.alloc(Math.max(end, Math.ceil(content.length * 1.5)));
      content.copy(grown, 0, 0, length);
      content = grown;
    }
    // What is cut off and grows again is zeros.
    if (end < length) content.fill(0, end, length);
    bytes?.copy(content, at);
    length = end;
  }
  return content.subarray(0, length);
}
