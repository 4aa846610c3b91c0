import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { AdministeredUser } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { usePeopleWords } from './use-people-words.ts';

type Props = { user: AdministeredUser; open: boolean; onOpenChange: (open: boolean) => void };

/**
 * Takes the app, the passkeys and the recovery codes of somebody who has lost them away: they sign in by their password
 * alone. Asked before, for only they can set them up again.
 */
export function ResetFactorsDialog({ user, ...dialog }: Props) {
  const words = useWords();
  const says = usePeopleWords();
  const client = useQueryClient();
  const name = fullName(user) || user.email;
  const close = () => dialog.onOpenChange(false);
  const reset = useMutation({
    mutationFn: () => answer(api.DELETE('/api/admin/users/{id}/second-factors', { params: { path: { id: user.id } } })),
    onSuccess: async () => {
      toast({ title: says.factorsReset(name) });
      close();
      await client.invalidateQueries();
    },
  });
  return (
    <Dialog {...dialog} title={says.resetFactorsTitle(name)} description={says.resetFactorsText}>
      <div className="grid gap-4">
        <FormFailure failure={reset.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={close}>
            {words.ui.cancel}
          </Button>
          <Button look="danger" pending={reset.isPending} onClick={() => reset.mutate()}>
            {says.resetFactors}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
