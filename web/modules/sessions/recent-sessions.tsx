import { useQuery } from '@tanstack/react-query';
import { TextLink } from '../../ui/text-link.tsx';
import { sessionsQuery } from './queries.ts';
import { SessionRow } from './session-row.tsx';
import { useSessionsWords } from './use-sessions-words.ts';

const SHOWN = 3;

/** The devices that were used last, at the foot of the page one comes in by: what is not one's own is noticed there. */
export function RecentSessions() {
  const words = useSessionsWords();
  const { data } = useQuery(sessionsQuery(null));
  if (!data) return null;
  const recent = data
    .filter(({ state }) => state === 'open')
    .sort((one, other) => other.lastUsedAt.localeCompare(one.lastUsedAt))
    .slice(0, SHOWN);
  return (
    <section className="mt-12 grid gap-3 border-line border-t pt-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-serif text-20">{words.recent}</h2>
        <p className="text-14">
          <TextLink to="/app/compte/sessions">{words.all}</TextLink>
        </p>
      </div>
      <ul aria-label={words.recent} className="divide-y divide-line rounded-md border border-line bg-surface">
        {recent.map((session) => (
          <SessionRow key={session.id} session={session} userId={null} />
        ))}
      </ul>
    </section>
  );
}
