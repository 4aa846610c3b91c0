import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { FileDto } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useFilesWords } from './use-files-words.ts';

/** Removes a file at once; for 8 seconds it can be brought back. */
export function useRemoveFile(): (file: FileDto) => Promise<void> {
  const client = useQueryClient();
  const words = useWords();
  const fileWords = useFilesWords();

  async function restore(file: FileDto): Promise<void> {
    await said(answer(api.POST('/api/files/{id}/restauration', { params: { path: { id: file.id } } })));
    refresh(file);
  }

  function refresh(file: FileDto): void {
    void client.invalidateQueries({ queryKey: ['commandes', file.commandeId] });
    void client.invalidateQueries({ queryKey: ['commandes', 'list'] });
  }

  async function said(call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (error) {
      if (error instanceof Error) toast({ title: sentenceOf(error, words) });
      return false;
    }
  }

  return async (file) => {
    const queryKey = ['commandes', file.commandeId, 'fichiers'];
    client.setQueryData<{ items: FileDto[] }>(queryKey, (data) =>
      data ? { ...data, items: data.items.filter(({ id }) => id !== file.id) } : data,
    );
    const removed = await said(answer(api.DELETE('/api/files/{id}', { params: { path: { id: file.id } } })));
    refresh(file);
    if (!removed) return;
    toast({
      title: fileWords.removed(file.filename),
      undo: { label: words.ui.undo, run: () => void restore(file) },
    });
  };
}
