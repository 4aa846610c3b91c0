import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { CropDialog } from './crop-dialog.tsx';
import { useAvatarWords } from './use-avatar-words.ts';

/** The picture of whoever is signed in: chosen, framed, changed, removed. */
export function PictureSection() {
  const me = useMe();
  const words = useAvatarWords();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<File | null>(null);
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/users/me/avatar')),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast({ title: words.removed });
    },
  });
  return (
    <section className="grid max-w-form gap-3">
      <h2 className="font-medium text-14">{words.title}</h2>
      <div className="flex flex-wrap items-center gap-3">
        <Avatar person={me} size="large" />
        <FilePicker onFiles={([file]) => setChosen(file ?? null)}>
          {me.avatar === null ? words.choose : words.replace}
        </FilePicker>
        {me.avatar === null ? null : (
          <Button look="quiet" pending={remove.isPending} onClick={() => remove.mutate()}>
            {words.remove}
          </Button>
        )}
      </div>
      <p className="text-13 text-ink-soft">{words.hint}</p>
      <FormFailure failure={remove.error} />
      {chosen === null ? null : <CropDialog file={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
