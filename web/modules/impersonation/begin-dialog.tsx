import { useMutation } from '@tanstack/react-query';
import type { User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { beginImpersonation } from './impersonate.ts';
import { useImpersonationWords } from './use-impersonation-words.ts';

/** Says what acting in somebody's name means before it begins. */
export function BeginDialog(props: { user: User; open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useWords();
  const says = useImpersonationWords();
  const { user, open, onOpenChange } = props;
  const begin = useMutation({ mutationFn: () => beginImpersonation(user.id) });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={says.title(fullName(user) || user.email)}
      description={says.text}
    >
      <div className="grid gap-4">
        <p className="text-14 text-ink-soft">{says.not}</p>
        <FormFailure failure={begin.error} />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={() => onOpenChange(false)}>
            {words.ui.cancel}
          </Button>
          <Button look="primary" pending={begin.isPending} onClick={() => begin.mutate()}>
            {says.confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
