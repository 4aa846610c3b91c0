import { useMemo, useSyncExternalStore } from 'react';
import { v7 } from 'uuid';
import { ApiError } from '../../api/api-error.ts';
import { answer, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { sessionQuery } from '../../api/session.ts';
import { keepDraft, readDraft } from '../../ui/draft.ts';
import { allUploads, dismissUpload, onUploads } from '../files/uploads.ts';
import { showMessage } from './queries.ts';

/** A file that goes with a message; `fileId` is null while it is still on its way. */
export type Attachment = { key: string; filename: string; size: number; fileId: string | null };

/** A message written here that the server has not accepted yet. Its id is made here, so that sending it twice does nothing. */
export type Outgoing = {
  id: string;
  commandeId: string;
  senderId: string;
  content: string;
  attachments: Attachment[];
  createdAt: string;
  /** Why the server refused it; null while it is being sent or waits for the line. */
  refusal: { code: string; detail: string } | null;
};

const DRAFT = 'outgoing';
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
const listeners = new Set<() => void>();
const sending = new Set<string>();
let entries: readonly Outgoing[] = readDraft<{ entries: Outgoing[] }>(DRAFT).entries ?? [];
let failures = 0;

/** Sends a message, now or when the line is back and its files have arrived. Messages of one commande keep their order. */
export function sendLater(message: Pick<Outgoing, 'commandeId' | 'content' | 'attachments'>): void {
  const createdAt = new Date().toISOString();
  change([...entries, { ...message, id: v7(), senderId: meId(), createdAt, refusal: null }]);
  void pump(message.commandeId);
}

export function tryAgain(id: string): void {
  change(entries.map((entry) => (entry.id === id ? { ...entry, refusal: null } : entry)));
  pumpAll();
}

/** Gives up a message that was refused. */
export function discard(id: string): void {
  change(entries.filter((entry) => entry.id !== id));
}

export function useOutgoing(commandeId: string): Outgoing[] {
  const all = useSyncExternalStore(listen, () => entries);
  return useMemo(() => all.filter((entry) => isMine(entry) && entry.commandeId === commandeId), [all, commandeId]);
}

/** Takes up what a reload or a lost connection left unsent. */
export function pumpAll(): void {
  for (const commandeId of new Set(entries.filter(isMine).map((entry) => entry.commandeId))) void pump(commandeId);
}

async function pump(commandeId: string): Promise<void> {
  if (sending.has(commandeId)) return;
  sending.add(commandeId);
  try {
    for (let next = nextOf(commandeId); next !== undefined; next = nextOf(commandeId)) await send(next);
    failures = 0;
  } catch {
    failures += 1;
    setTimeout(() => void pump(commandeId), Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS));
  } finally {
    sending.delete(commandeId);
  }
}

/** The oldest message not refused, once its files have arrived. */
function nextOf(commandeId: string): Outgoing | undefined {
  const oldest = entries.find((entry) => isMine(entry) && entry.commandeId === commandeId && entry.refusal === null);
  return oldest?.attachments.every(({ fileId }) => fileId !== null) ? oldest : undefined;
}

/** @throws when the message should be tried again later */
async function send(entry: Outgoing): Promise<void> {
  const { id, content, attachments, commandeId } = entry;
  const attachmentIds = attachments.map(({ fileId }) => fileId).filter((fileId) => fileId !== null);
  try {
    const body = { id, content, attachmentIds };
    const message = await answer(
      api.POST('/api/commandes/{id}/messages', { params: { path: { id: commandeId } }, body }),
    );
    showMessage(message);
    discard(id);
    for (const { key } of attachments) dismissUpload(key);
  } catch (error) {
    if (!(error instanceof ApiError) || isPassing(error)) throw error;
    const refusal = { code: error.code, detail: error.message };
    change(entries.map((other) => (other.id === id ? { ...other, refusal } : other)));
  }
}

function isPassing({ status }: ApiError): boolean {
  return status === 0 || status === 401 || status === 429 || status >= 500;
}

/** Files that arrive are told to the messages that wait for them; messages whose file was refused are refused with it. */
function hearUploads(): void {
  const uploads = new Map(allUploads().map((upload) => [upload.key, upload]));
  const settle = (attachment: Attachment) => ({
    ...attachment,
    fileId: attachment.fileId ?? uploads.get(attachment.key)?.fileId ?? null,
  });
  const isSettled = ({ fileId, key }: Attachment) =>
    fileId === null && (uploads.get(key)?.fileId != null || uploads.get(key)?.failure != null);
  const waiting = entries.filter(({ attachments, refusal }) => refusal === null && attachments.some(isSettled));
  if (waiting.length === 0) return;
  change(
    entries.map((entry) => {
      const failure = entry.attachments.map(({ key }) => uploads.get(key)?.failure).find(Boolean);
      const refusal = failure ? { code: 'FILE_REFUSED', detail: failure.message } : entry.refusal;
      return waiting.includes(entry) ? { ...entry, refusal, attachments: entry.attachments.map(settle) } : entry;
    }),
  );
  pumpAll();
}

function change(next: readonly Outgoing[]): void {
  entries = next;
  keepDraft(DRAFT, { entries });
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function isMine(entry: Outgoing): boolean {
  return entry.senderId === meId();
}

function meId(): string {
  return queryClient.getQueryData(sessionQuery.queryKey)?.id ?? '';
}

onUploads(hearUploads);
window.addEventListener('online', pumpAll);
