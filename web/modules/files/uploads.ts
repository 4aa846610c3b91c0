import { useMemo, useSyncExternalStore } from 'react';
import { v7 } from 'uuid';
import { queryClient } from '../../api/query-client.ts';
import { sessionQuery } from '../../api/session.ts';
import { dropEveryFile, dropFile, keepFile, listKeptFiles } from './kept-files.ts';
import type { Transfer } from './tus-transfer.ts';
import { isUnderWay, type Upload, type UploadTarget } from './upload.ts';
import { releaseUpload, takeUpload } from './upload-ownership.ts';

/** Uploads live outside the pages: one goes on while its person is elsewhere in the application. */
type Held = { upload: Upload; file: File; transfer: Transfer | null };

const PARALLEL = 2;
const TRY_AGAIN_MS = 15_000;
const held = new Map<string, Held>();
const listeners = new Set<() => void>();
let snapshot: readonly Upload[] = [];
let restoring: Promise<void> | null = null;

/** Begins to send files; returns their keys, in order. A file that is on its way already is not sent twice. */
export function startUploads(files: readonly File[], target: UploadTarget): string[] {
  return files.map((file) => {
    const same = [...held.values()].find((one) => isUnderWay(one.upload) && isSame(one, file, target));
    if (same) return same.upload.key;
    const key = v7();
    hold(key, file, target);
    void takeUpload(key);
    void keepFile({ ...target, key, file, ownerId: ownerId(), paused: false });
    sendNext();
    return key;
  });
}

export async function pauseUpload(key: string): Promise<void> {
  change(key, { state: 'paused' });
  const one = held.get(key);
  if (!one) return;
  void keepFile({ ...targetOf(one.upload), key, file: one.file, ownerId: ownerId(), paused: true });
  await one.transfer?.pause();
  sendNext();
}

export function resumeUpload(key: string): void {
  change(key, { state: 'waiting', failure: null });
  sendNext();
}

/** Stops an upload and forgets it, here and on the server. */
export async function cancelUpload(key: string): Promise<void> {
  const one = held.get(key);
  dismissUpload(key);
  // What the server keeps of an abandoned upload it sweeps away by itself.
  await one?.transfer?.cancel().catch(() => {});
  sendNext();
}

/** Takes an upload that has arrived, or been refused, out of the list. */
export function dismissUpload(key: string): void {
  held.delete(key);
  publish();
  releaseUpload(key);
  void dropFile(key);
}

/** Takes up again what a reload interrupted. Does so once; later calls wait for the first. */
export function restoreUploads(): Promise<void> {
  restoring ??= restore();
  return restoring;
}

/** On signing out: nothing that was being sent stays on this device. */
export async function forgetUploads(): Promise<void> {
  await Promise.all([...held.values()].map((one) => one.transfer?.pause()));
  held.clear();
  restoring = null;
  publish();
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith('tus::'))) localStorage.removeItem(key);
  await dropEveryFile();
}

export function useUploads(commandeId: string): Upload[] {
  const all = useSyncExternalStore(onUploads, allUploads);
  return useMemo(() => all.filter((upload) => upload.commandeId === commandeId), [all, commandeId]);
}

export function allUploads(): readonly Upload[] {
  return snapshot;
}

export function onUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function hold(key: string, file: File, target: UploadTarget, state: Upload['state'] = 'waiting'): void {
  const { name: filename, size } = file;
  held.set(key, {
    file,
    transfer: null,
    upload: { ...targetOf(target), key, filename, size, sent: 0, state, failure: null, fileId: null },
  });
  publish();
}

async function restore(): Promise<void> {
  for (const kept of await listKeptFiles(ownerId())) {
    if (!held.has(kept.key) && (await takeUpload(kept.key)))
      hold(kept.key, kept.file, kept, kept.paused ? 'paused' : 'waiting');
  }
  sendNext();
}

function sendNext(): void {
  const sending = [...held.values()].filter(({ upload }) => upload.state === 'sending').length;
  const waiting = [...held.values()].filter(({ upload }) => upload.state === 'waiting');
  for (const one of waiting.slice(0, Math.max(PARALLEL - sending, 0))) void send(one);
}

async function send(one: Held): Promise<void> {
  const { key } = one.upload;
  change(key, { state: 'sending', failure: null });
  if (one.transfer) return one.transfer.resume();
  try {
    const { transfer } = await import('./tus-transfer.ts');
    one.transfer = await transfer(one.file, targetOf(one.upload), {
      progress: (sent) => change(key, { sent }),
      done: (fileId) => arrived(key, fileId),
      interrupted: () => waitForLine(key),
      refused: (failure) => refused(key, failure),
    });
  } catch {
    waitForLine(key); // the code of the sender itself could not be fetched
  }
  const now = held.get(key)?.upload.state;
  if (now === 'paused') await one.transfer?.pause();
  if (now === undefined) await one.transfer?.cancel();
}

function arrived(key: string, fileId: string): void {
  const one = held.get(key);
  if (!one) return;
  change(key, { state: 'done', sent: one.upload.size, fileId });
  releaseUpload(key);
  void dropFile(key);
  void queryClient.invalidateQueries({ queryKey: ['commandes', one.upload.commandeId] });
  void queryClient.invalidateQueries({ queryKey: ['commandes', 'list'] });
  sendNext();
}

function refused(key: string, failure: Error): void {
  change(key, { state: 'failed', failure });
  void dropFile(key);
  sendNext();
}

function waitForLine(key: string): void {
  change(key, { state: 'waiting' });
  setTimeout(sendNext, TRY_AGAIN_MS);
}

function change(key: string, changes: Partial<Upload>): void {
  const one = held.get(key);
  if (!one) return;
  one.upload = { ...one.upload, ...changes };
  publish();
}

function publish(): void {
  snapshot = [...held.values()].map(({ upload }) => upload);
  for (const listener of listeners) listener();
}

function isSame({ upload, file }: Held, other: File, target: UploadTarget): boolean {
  const isSameFile = file.name === other.name && file.size === other.size && file.lastModified === other.lastModified;
  return isSameFile && upload.commandeId === target.commandeId && upload.kind === target.kind;
}

function targetOf({ commandeId, kind, corrigeFileId }: UploadTarget): UploadTarget {
  return { commandeId, kind, corrigeFileId };
}

function ownerId(): string {
  return queryClient.getQueryData(sessionQuery.queryKey)?.id ?? '';
}

/** Said at once, rather than after the last try of each. */
function waitForNetwork(): void {
  for (const { upload, transfer } of held.values()) {
    if (upload.state !== 'sending') continue;
    waitForLine(upload.key);
    void transfer?.pause();
  }
}

window.addEventListener('offline', waitForNetwork);
window.addEventListener('online', sendNext);
