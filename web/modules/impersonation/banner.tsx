import { useMutation } from '@tanstack/react-query';
import UserRoundCog from 'lucide-react/icons/user-round-cog';
import { useEffect, useEffectEvent } from 'react';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { endImpersonation, impersonationLeft } from './impersonate.ts';
import { useImpersonationWords } from './use-impersonation-words.ts';

/** On every screen, as long as an administrator acts as somebody else. */
export function ImpersonationBanner() {
  const words = useWords();
  const says = useImpersonationWords();
  const me = useMe();
  const end = useMutation({
    mutationFn: () => endImpersonation(me.id),
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  useEndInTime(() => end.mutate());
  const name = fullName(me) || me.email;
  return (
    <section
      aria-label={says.label}
      className="sticky bottom-15 z-10 flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-warning/40 border-y bg-warning-soft px-4 py-2 text-14 text-ink lg:bottom-0"
    >
      <p className="flex items-center gap-2">
        <UserRoundCog aria-hidden className="icon flex-none" />
        {says.acting(name)}
      </p>
      <Button size="small" pending={end.isPending} onClick={() => end.mutate()}>
        {says.end}
      </Button>
    </section>
  );
}

function useEndInTime(end: () => void): void {
  const onTime = useEffectEvent(end);
  useEffect(() => {
    const left = impersonationLeft();
    if (left === null) return;
    const timer = setTimeout(() => onTime(), left);
    return () => clearTimeout(timer);
  }, []);
}
