import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useNow } from '../../ui/reader.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { firstThing } from './next-thing.ts';
import { nextWords } from './next-words.ts';
import { commandesQuery } from './queries.ts';
import type { CommandesSearch } from './search.ts';
import { ACT_NOW } from './use-arrival.ts';

/** Enough to know what comes first: nobody has more open commandes than this. */
const LOOKED_AT = 100;

/** Among all the commandes of the reader the one thing to do first, in a sentence with one button. */
export function FirstThing(props: { among?: CommandesSearch }) {
  const words = useWords().commandes.next;
  const me = useMe();
  const now = useNow();
  const query = useInfiniteQuery(commandesQuery(props.among ?? {}, LOOKED_AT));
  if (query.isPending) return <Skeleton className="mb-6 h-19" />;
  if (query.data === undefined || query.data.length === 0) return null;
  const first = firstThing(query.data, me, now);
  if (first === null) return <p className="mb-6 text-14 text-ink-soft">{words.nothingWaits}</p>;
  const { commande, next } = first;
  const { sentence } = nextWords(next, commande, me, words);
  return (
    <section
      aria-label={words.label}
      className="mb-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-md border border-accent/25 bg-accent-soft px-5 py-4"
    >
      <div className="grid min-w-0 gap-0.5">
        <p className="font-serif text-20 text-ink">{sentence}</p>
        <p className="truncate text-14 text-ink-soft">{words.about(commande.titre)}</p>
      </div>
      <ButtonLink
        to="/app/commandes/$id"
        params={{ id: commande.id }}
        hash={ACT_NOW}
        look="primary"
        className="max-sm:w-full"
      >
        {nextWords(next, commande, me, words).action ?? words.openAction}
      </ButtonLink>
    </section>
  );
}
