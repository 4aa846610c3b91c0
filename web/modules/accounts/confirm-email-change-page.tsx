import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answer, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { sessionQuery, wasSignedIn } from '../../api/session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Door } from './door.tsx';
import { emailQuery } from './email-query.ts';
import { useAccountsWords } from './use-accounts-words.ts';
import { useDoorWords } from './use-door-words.ts';

const route = getRouteApi('/confirm-email-change');

/** Where the letters about another address lead. Nothing happens until a button is pressed: mail programs follow links. */
export function ConfirmEmailChangePage() {
  const door = useDoorWords();
  const { token } = route.useSearch();
  const reply = useMutation({
    mutationFn: (accept: boolean) =>
      answer(api.POST('/api/auth/email-change', { body: { token: token ?? '', accept } })),
    onSuccess: () => {
      void queryClient.invalidateQueries(emailQuery);
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  useEffect(() => {
    if (reply.isSuccess) document.querySelector<HTMLElement>('main h1')?.focus();
  }, [reply.isSuccess]);
  if (token === undefined) return <Done title={door.confirm.failed} text={door.confirm.missing} />;
  if (reply.data) return <Done title={door.addressReply.title} text={reply.data.message} />;
  return (
    <Door title={door.addressReply.title} lead={door.addressReply.lead}>
      <FormFailure failure={reply.error} />
      <div className="flex flex-wrap gap-3">
        <Button look="primary" pending={reply.isPending} onClick={() => reply.mutate(true)}>
          {door.addressReply.accept}
        </Button>
        <Button pending={reply.isPending} onClick={() => reply.mutate(false)}>
          {door.addressReply.refuse}
        </Button>
      </div>
    </Door>
  );
}

function Done(props: { title: string; text: string }) {
  const words = useAccountsWords();
  const door = useDoorWords();
  return (
    <Door title={props.title} lead={props.text}>
      <div>
        {wasSignedIn() ? (
          <ButtonLink to="/app">{door.addressReply.back}</ButtonLink>
        ) : (
          <ButtonLink to="/login">{words.login.submit}</ButtonLink>
        )}
      </div>
    </Door>
  );
}
