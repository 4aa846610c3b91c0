import { useInfiniteQuery } from '@tanstack/react-query';
import CalendarCheck from 'lucide-react/icons/calendar-check';
import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useNow, useReader } from '../../ui/reader.tsx';
import { RecentSessionsLater } from '../sessions/recent-sessions-later.tsx';
import { CommandeList, Rows } from './commande-list.tsx';
import { CommandeRow } from './commande-row.tsx';
import { FirstThing } from './first-thing.tsx';
import { commandesQuery } from './queries.ts';
import { queueGroups } from './queue-groups.ts';
import type { CommandesSearch } from './search.ts';

const WHOLE_QUEUE = 100;
const RECENTLY_FINISHED = 5;

/** The work of whoever corrects: by deadline, the most pressing first. */
export function QueuePage() {
  const words = useWords().commandes;
  const me = useMe();
  // An administrator sees every commande; the queue is what they correct themselves.
  const mine: CommandesSearch = me.role === 'ADMIN' ? { correcteur: me.id } : {};
  const open: CommandesSearch = { ...mine, statut: 'EN_ATTENTE,EN_COURS,SUSPENDUE', tri: 'echeance' };
  const query = useInfiniteQuery(commandesQuery(open, WHOLE_QUEUE));
  const count = query.data?.length ?? 0;
  return (
    <Page title={words.queue} lead={count > 0 ? words.queueLead(count) : undefined}>
      {count > 0 ? <FirstThing among={open} /> : null}
      <CommandeList query={query} empty={<Empty />}>
        {(commandes) => <Groups commandes={commandes} />}
      </CommandeList>
      <Finished mine={mine} />
      <RecentSessionsLater />
    </Page>
  );
}

function Groups(props: { commandes: Commande[] }) {
  const words = useWords().commandes;
  const now = useNow();
  const { timeZone } = useReader();
  return (
    <div className="grid gap-8">
      {queueGroups(props.commandes, now, timeZone).map(({ group, commandes }) => (
        <section key={group} className="grid gap-2.5">
          <h2 className={group === 'enRetard' ? 'font-serif text-20 text-sanguine-text' : 'font-serif text-20'}>
            {words.groups[group]} <span className="numbers text-14 text-ink-faint">{commandes.length}</span>
          </h2>
          <Rows label={words.groups[group]}>
            {commandes.map((commande) => (
              <CommandeRow key={commande.id} commande={commande} who={fullName(commande.client)} showPriorite />
            ))}
          </Rows>
        </section>
      ))}
    </div>
  );
}

function Finished(props: { mine: CommandesSearch }) {
  const words = useWords().commandes;
  const { data } = useInfiniteQuery(commandesQuery({ ...props.mine, statut: 'TERMINE' }, RECENTLY_FINISHED));
  if (!data || data.length === 0) return null;
  return (
    <section className="mt-10 grid gap-2.5">
      <h2 className="font-serif text-20 text-ink-soft">{words.finishedQueue}</h2>
      <Rows label={words.finishedQueue}>
        {data.map((commande) => (
          <CommandeRow key={commande.id} commande={commande} who={fullName(commande.client)} />
        ))}
      </Rows>
    </section>
  );
}

function Empty() {
  const words = useWords().commandes;
  return (
    <EmptyState icon={<CalendarCheck aria-hidden strokeWidth={1.5} />} title={words.emptyQueue}>
      {words.emptyQueueText}
    </EmptyState>
  );
}
