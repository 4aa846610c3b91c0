import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { leaveBy } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { Page } from '../../ui/page.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { toast } from '../../ui/toast.tsx';
import { leaveForGood } from '../accounts/sign-out.ts';
import { SessionList } from './session-list.tsx';

export function SessionsPage() {
  const words = useWords();
  const closeAll = useMutation({
    mutationFn: () => leaveBy(() => answer(api.DELETE('/api/users/me/sessions'))),
    onSuccess: leaveForGood,
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  return (
    <Page title={words.sessions.title} lead={words.sessions.lead}>
      <p className="-mt-2 mb-6 text-14">
        <TextLink to="/app/compte" search={{ onglet: 'securite' }}>
          {words.sessions.back}
        </TextLink>
      </p>
      <div className="grid gap-8">
        <SessionList userId={null} />
        <div className="grid justify-items-start gap-2 border-line border-t pt-6">
          <p className="text-14 text-ink-soft">{words.sessions.everywhereText}</p>
          <Button look="danger" pending={closeAll.isPending} onClick={() => closeAll.mutate()}>
            {words.sessions.everywhere}
          </Button>
        </div>
      </div>
    </Page>
  );
}
