import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { Notification } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { toast } from '../../ui/toast.tsx';
import { useListWords } from './use-list-words.ts';

type Pages = InfiniteData<{ items: Notification[]; next: string | null }, string>;

const LISTS = ['notifications', 'list'] as const;
const UNDO_MS = 8_000;

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.PUT('/api/notifications/{id}/lecture', { params: { path: { id } } })),
    onMutate: (id) =>
      change(client, (items) => items.map((item) => (item.id === id ? { ...item, isRead: true } : item))),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
}

export function useMarkAllRead() {
  const client = useQueryClient();
  const words = useListWords();
  return useMutation({
    mutationFn: () => answer(api.PUT('/api/notifications/lecture')),
    onMutate: () => change(client, (items) => items.map((item) => ({ ...item, isRead: true }))),
    onSuccess: () => toast({ title: words.allRead }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
}

/** Takes a notification away at once; the server is told after the 8 seconds in which it can be brought back, or when the page is left. */
export function useDismiss(): (notification: Notification) => void {
  const client = useQueryClient();
  const { ui } = useWords();
  const words = useListWords();
  return ({ id }) => {
    change(client, (items) => items.filter((item) => item.id !== id));
    const refresh = () => void client.invalidateQueries({ queryKey: ['notifications'] });
    const cancel = afterUndoTime(() => void remove(id).finally(refresh));
    const undo = () => {
      cancel();
      refresh();
    };
    toast({ title: words.dismissed, undo: { label: ui.undo, run: undo } });
  };
}

function remove(id: string): Promise<unknown> {
  return api.DELETE('/api/notifications/{id}', { params: { path: { id } }, keepalive: true });
}

/** Runs `act` in 8 seconds, or at once when the page is being left; what it returns prevents it. */
function afterUndoTime(act: () => void): () => void {
  const run = () => {
    cancel();
    act();
  };
  const timer = setTimeout(run, UNDO_MS);
  const cancel = () => {
    clearTimeout(timer);
    removeEventListener('pagehide', run);
  };
  addEventListener('pagehide', run);
  return cancel;
}

function change(client: ReturnType<typeof useQueryClient>, edit: (items: Notification[]) => Notification[]): void {
  client.setQueriesData<Pages>({ queryKey: LISTS }, (data) =>
    data ? { ...data, pages: data.pages.map((page) => ({ ...page, items: edit(page.items) })) } : data,
  );
}
