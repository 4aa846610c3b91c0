import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { answer, api } from '../../api/client.ts';
import { enter } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure, sentenceOf } from '../../ui/form-failure.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { EmailField } from './account-fields.tsx';
import { Door } from './door.tsx';
import { LetterSent } from './letter-sent.tsx';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

const route = getRouteApi('/confirm-email');

export function ConfirmEmailPage() {
  const words = useWords();
  const door = useDoorWords();
  const router = useRouter();
  const { token } = route.useSearch();
  // A query rather than an effect: React may run an effect twice, and the link serves once.
  const confirmation = useQuery({
    queryKey: ['confirm-email', token],
    queryFn: () => answer(api.POST('/api/auth/confirm-email', { body: { token: token ?? '' } })),
    enabled: token !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const user = confirmation.data?.user;
  useEffect(() => {
    if (!user) return;
    enter(user);
    toast({ title: door.confirm.done });
    void router.navigate({ to: '/app', replace: true });
  }, [user, router, door]);
  if (token === undefined) return <AskAgain reason={door.confirm.missing} />;
  if (confirmation.error)
    return <AskAgain reason={reasonOf(confirmation.error, sentenceOf(confirmation.error, words))} />;
  return (
    <Door title={door.confirm.title} lead={door.confirm.pending}>
      <Loading className="grid gap-3">
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-4 w-2/5" />
      </Loading>
    </Door>
  );
}

function AskAgain(props: { reason: string }) {
  const door = useDoorWords();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { checkEmail } = useChecks();
  const form = useForm({
    initial: { email: '' },
    check: (values) => ({ email: checkEmail(values.email) }),
    submit: async ({ email }) => {
      await answer(api.POST('/api/auth/resend-confirmation', { body: { email: email.trim() } }));
      setSentTo(email.trim());
    },
  });
  if (sentTo !== null) {
    return <LetterSent title={door.register.done} text={door.forgot.doneText(sentTo)} />;
  }
  return (
    <Door title={door.confirm.failed} lead={props.reason}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <p className="text-14 text-ink-soft">{door.confirm.askAgain}</p>
        <EmailField form={form} />
        <Button type="submit" look="primary" pending={form.pending}>
          {door.confirm.submit}
        </Button>
      </form>
    </Door>
  );
}

function reasonOf(error: Error, sentence: string): string {
  return error instanceof ApiError && error.status >= 500 ? `${sentence} (${error.code})` : sentence;
}
