import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Door } from '../accounts/door.tsx';
import { useAccountsWords } from '../accounts/use-accounts-words.ts';
import { usePersonalDataWords } from './use-personal-data-words.ts';

const route = getRouteApi('/effacement/annuler');

/** Nothing happens until the button is pressed: mail programs follow links. */
export function CancelErasurePage() {
  const signIn = useAccountsWords().login.submit;
  const words = usePersonalDataWords().cancel;
  const { token } = route.useSearch();
  const cancel = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/cancel-erasure', { body: { token: token ?? '' } })),
  });
  return (
    <Door title={words.title} lead={token === undefined ? words.missing : (cancel.data?.message ?? words.lead)}>
      <FormFailure failure={cancel.error} />
      <div>
        {cancel.data || token === undefined ? (
          <ButtonLink look="primary" to="/login">
            {signIn}
          </ButtonLink>
        ) : (
          <Button look="primary" pending={cancel.isPending} onClick={() => cancel.mutate()}>
            {words.submit}
          </Button>
        )}
      </div>
    </Door>
  );
}
