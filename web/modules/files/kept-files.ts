import type { UploadTarget } from './upload.ts';

/** A file chosen and not yet wholly sent, kept on this device so that a reload does not ask for it again. */
export type KeptFile = UploadTarget & { key: string; ownerId: string; file: File; paused: boolean };

const DATABASE = 'staka';
const STORE = 'uploads';
/** Copying more than this to the device's storage would take longer than choosing the file again. */
const LARGEST_KEPT_BYTES = 256 * 1000 * 1000;

export async function keepFile(kept: KeptFile): Promise<void> {
  if (kept.file.size <= LARGEST_KEPT_BYTES) await inStore('readwrite', (store) => store.put(kept));
}

export async function dropFile(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}

export async function dropEveryFile(): Promise<void> {
  await inStore('readwrite', (store) => store.clear());
}

export async function listKeptFiles(ownerId: string): Promise<KeptFile[]> {
  const all = await inStore<KeptFile[]>('readonly', (store) => store.getAll());
  return (all ?? []).filter((kept) => kept.ownerId === ownerId);
}

/** Undefined where the browser gives no storage (private windows): uploads then only live as long as their page. */
async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest,
): Promise<Result | undefined> {
  try {
    const database = await opened();
    const request = act(database.transaction(STORE, mode).objectStore(STORE));
    return await settled<Result>(request);
  } catch {
    return undefined;
  }
}

let opening: Promise<IDBDatabase> | null = null;

function opened(): Promise<IDBDatabase> {
  opening ??= open();
  return opening;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'key' }));
  return settled(request);
}

function settled<Result>(request: IDBRequest): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB refused')));
  });
}
