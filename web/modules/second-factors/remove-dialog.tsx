import { useMutation } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { useSecondFactorWords } from './use-second-factor-words.ts';

export type Removal = { name: string; isLast: boolean; run: () => Promise<unknown> };

/** Asked before, for it cannot be taken back: the device would have to make another one. */
export function RemoveDialog(props: {
  removal: Removal | null;
  onClose: () => void;
  returnTo: RefObject<HTMLElement | null>;
}) {
  const words = useWords();
  const said = useSecondFactorWords();
  const { removal, onClose } = props;
  const remove = useMutation({ mutationFn: async () => removal?.run(), onSuccess: onClose });
  return (
    <Dialog
      open={removal !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      returnTo={props.returnTo}
      title={said.removeTitle(removal?.name ?? '')}
      description={removal?.isLast ? said.removeLast : said.removeText}
    >
      <div className="grid gap-4">
        <FormFailure failure={remove.error} />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {words.ui.cancel}
          </Button>
          <Button look="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            {said.passkeyRemove}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
