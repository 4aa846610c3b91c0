import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answer, api } from '../../api/client.ts';
import { leave } from '../../api/session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { Door } from './door.tsx';
import { useAccountsWords } from './use-accounts-words.ts';
import { useDoorWords } from './use-door-words.ts';

const route = getRouteApi('/securite/annuler');

/** « Ce n’était pas moi. » Nothing happens until the button is pressed: mail programs follow links. */
export function UndoPage() {
  const words = useAccountsWords();
  const door = useDoorWords();
  const navigate = useNavigate();
  const { token } = route.useSearch();
  const undo = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/undo', { body: { token: token ?? '' } })),
    onSuccess: async ({ message, token: reset, isEmailRestored }) => {
      leave();
      // What has to be read is not said in passing.
      if (isEmailRestored === false) return;
      toast({ title: message });
      await navigate({ to: '/reset-password', search: { token: reset } });
    },
  });
  useEffect(() => {
    if (undo.isSuccess) document.querySelector<HTMLElement>('main h1')?.focus();
  }, [undo.isSuccess]);
  if (token === undefined)
    return (
      <Door title={door.confirm.failed} lead={door.confirm.missing}>
        <ButtonLink to="/login">{words.login.submit}</ButtonLink>
      </Door>
    );
  return (
    <Door title={door.undo.title} lead={undo.data?.message ?? door.undo.lead}>
      <FormFailure failure={undo.error} />
      <div>
        {undo.data ? (
          <ButtonLink look="primary" to="/reset-password" search={{ token: undo.data.token }}>
            {door.undo.next}
          </ButtonLink>
        ) : (
          <Button look="danger" pending={undo.isPending} onClick={() => undo.mutate()}>
            {door.undo.submit}
          </Button>
        )}
      </div>
    </Door>
  );
}
