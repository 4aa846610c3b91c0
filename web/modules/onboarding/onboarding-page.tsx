import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { enter, sessionQuery } from '../../api/session.ts';
import type { User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Door } from '../accounts/door.tsx';
import { ourPath } from '../accounts/our-path.ts';
import { signOut } from '../accounts/sign-out.ts';
import { OnboardingForm } from './onboarding-form.tsx';
import { useOnboardingWords } from './use-onboarding-words.ts';

const route = getRouteApi('/onboarding');

/** The questions of the first sign-in: asked once, and answered now or later. */
export function OnboardingPage() {
  const words = useOnboardingWords();
  const { shell } = useWords();
  const router = useRouter();
  const { to } = route.useSearch();
  const { data: me } = useQuery(sessionQuery);
  const [asked, setAsked] = useState(false);
  const comeIn = () => router.history.push(ourPath(to));
  const later = useMutation({
    mutationFn: () => answer(api.POST('/api/users/me/onboarding/later')),
    onSuccess: (user) => {
      enter(user);
      comeIn();
    },
  });
  function answered(user: User): void {
    enter(user);
    if (user.wantsRole === null) comeIn();
    else setAsked(true);
  }
  if (asked) {
    return (
      <Door title={words.asked} lead={words.askedText}>
        <Button look="primary" onClick={comeIn}>
          {words.enter}
        </Button>
      </Door>
    );
  }
  if (!me) return null;
  return (
    <Door
      title={words.title}
      lead={words.lead}
      foot={
        <Button look="quiet" className="-ms-4" onClick={() => void signOut()}>
          {shell.signOut}
        </Button>
      }
    >
      <FormFailure failure={later.error} />
      <OnboardingForm
        me={me}
        onDone={answered}
        later={
          <Button look="quiet" pending={later.isPending} onClick={() => later.mutate()}>
            {words.later}
          </Button>
        }
      />
    </Door>
  );
}
