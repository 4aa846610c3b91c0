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
import { useSessionsWords } from './use-sessions-words.ts';

export function SessionsPage() {
  const words = useWords();
  const sessionWords = useSessionsWords();
  const closeAll = useMutation({
    mutationFn: () => leaveBy(() => answer(api.DELETE('/api/users/me/sessions'))),
    onSuccess: leaveForGood,
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  return (
    <Page title={sessionWords.title} lead={sessionWords.lead}>
      <p className="-mt-2 mb-6 text-14">
        <TextLink to="/app/compte" search={{ onglet: 'securite' }}>
          {sessionWords.back}
        </TextLink>
      </p>
      <div className="grid gap-8">
        <SessionList userId={null} />
        <div className="grid justify-items-start gap-2 border-line border-t pt-6">
          <p className="text-14 text-ink-soft">{sessionWords.everywhereText}</p>
          <Button look="danger" pending={closeAll.isPending} onClick={() => closeAll.mutate()}>
            {sessionWords.everywhere}
          </Button>
        </div>
      </div>
    </Page>
  );
}
