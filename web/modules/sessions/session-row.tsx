import { useMutation, useQueryClient } from '@tanstack/react-query';
import KeyRound from 'lucide-react/icons/key-round';
import Laptop from 'lucide-react/icons/laptop';
import Smartphone from 'lucide-react/icons/smartphone';
import Tablet from 'lucide-react/icons/tablet';
import type { Session } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { deviceKind, deviceOf } from './device.ts';
import { removeSession, revokeSession } from './queries.ts';
import { useSessionsWords } from './use-sessions-words.ts';

const DRAWINGS = { phone: Smartphone, tablet: Tablet, computer: Laptop };

/** One device: what it is, where it was and when, and what can be done about it. */
export function SessionRow(props: { session: Session; userId: string | null }) {
  const { session, userId } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <SessionFacts session={session} />
      {session.current ? null : <SessionAct session={session} userId={userId} />}
    </li>
  );
}

export function SessionFacts(props: { session: Session }) {
  const words = useSessionsWords();
  const { session } = props;
  const Drawing = session.tokenId === null ? DRAWINGS[deviceKind(session.userAgent)] : KeyRound;
  const where = [session.place, session.ip].filter((one) => one !== null);
  return (
    <>
      <Drawing
        aria-hidden
        className={session.state === 'open' ? 'size-6 flex-none text-ink-soft' : 'size-6 flex-none text-ink-faint'}
        strokeWidth={1.5}
      />
      <div className="grid min-w-0 grow basis-52 gap-0.5">
        <p className="flex flex-wrap items-center gap-2 font-medium text-14">
          {useDeviceName(session)}
          {session.current ? <Badge tone="success">{words.current}</Badge> : null}
          {session.byAdministrator ? <Badge tone="warning">{words.byAdministrator}</Badge> : null}
          {session.tokenId === null ? null : <Badge tone="info">{words.byToken}</Badge>}
          {session.state === 'open' ? null : <Badge>{words.states[session.state]}</Badge>}
        </p>
        {where.length > 0 ? <p className="numbers break-words text-13 text-ink-soft">{where.join(' · ')}</p> : null}
        <p className="numbers text-13 text-ink-soft">
          {words.lastUsed} <Time at={session.lastUsedAt} /> · {words.openedOn} <Time at={session.createdAt} />
        </p>
      </div>
    </>
  );
}

export function useDeviceName(session: Session): string {
  const words = useSessionsWords();
  const { browser, system } = deviceOf(session.userAgent);
  if (browser && system) return words.device(browser, system);
  return browser ?? system ?? session.device ?? words.unknownDevice;
}

function SessionAct(props: { session: Session; userId: string | null }) {
  const words = useWords();
  const sessionWords = useSessionsWords();
  const client = useQueryClient();
  const { session, userId } = props;
  const name = useDeviceName(session);
  const isOpen = session.state === 'open';
  const act = useMutation({
    mutationFn: () => (isOpen ? revokeSession(userId, session.id) : removeSession(userId, session.id)),
    onSuccess: () => toast({ title: isOpen ? sessionWords.revoked : sessionWords.removed }),
    onError: (error) => toast({ title: sentenceOf(error, words) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <Button
      size="small"
      look={isOpen ? 'secondary' : 'quiet'}
      className="max-sm:ms-10"
      aria-label={isOpen ? sessionWords.revokeLabel(name) : sessionWords.removeLabel(name)}
      pending={act.isPending}
      onClick={() => act.mutate()}
    >
      {isOpen ? sessionWords.revoke : sessionWords.remove}
    </Button>
  );
}
