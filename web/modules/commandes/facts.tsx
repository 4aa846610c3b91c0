import type { ReactNode } from 'react';
import type { Commande, Person } from '../../api/types.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { formatFull, formatMoney } from '../../ui/formats.ts';
import { useReader } from '../../ui/reader.tsx';
import { PrioriteMark } from '../../ui/statut-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { PrivateNote } from './private-note.tsx';
import { useCommandeWords } from './use-commande-words.ts';

/** What is known of the commande: people, dates, what it is about, and the notes that are for the reader. */
export function Facts(props: { commande: Commande; edit: ReactNode }) {
  const words = useWords().commandes;
  const { page } = useCommandeWords();
  const { langue } = useLangue();
  const reader = useReader();
  const { commande } = props;
  const at = commande.deadline.at;
  return (
    <div className="grid gap-5">
      <dl className="grid gap-3">
        <Fact label={page.client}>
          <Named person={commande.client} />
        </Fact>
        <Fact label={page.correcteur}>
          {commande.correcteur ? (
            <Named person={commande.correcteur} />
          ) : (
            <span className="text-ink-faint">{words.notAssigned}</span>
          )}
        </Fact>
        <Fact label={page.priorite}>
          <PrioriteMark priorite={commande.priorite} />
        </Fact>
        <Fact label={page.echeance}>{at ? formatFull(new Date(at), reader) : words.deadline.none}</Fact>
        {commande.dateFinition ? (
          <Fact label={page.finished}>
            <Time at={commande.dateFinition} />
          </Fact>
        ) : null}
        <Fact label={page.created}>
          <Time at={commande.createdAt} />
        </Fact>
        {commande.amountCents === null ? null : (
          <Fact label={page.amount}>
            <span className="numbers">{formatMoney(commande.amountCents, langue)}</span>
          </Fact>
        )}
      </dl>
      <section className="grid gap-1">
        <h3 className="text-13 text-ink-faint">{page.description}</h3>
        <p className="whitespace-pre-wrap wrap-anywhere text-14">
          {commande.description || <span className="text-ink-faint">{page.noDescription}</span>}
        </p>
        {props.edit}
      </section>
      <PrivateNote commande={commande} name="noteClient" />
      <PrivateNote commande={commande} name="noteCorrecteur" />
    </div>
  );
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-3 text-14">
      <dt className="text-13 text-ink-faint">{props.label}</dt>
      <dd className="min-w-0">{props.children}</dd>
    </div>
  );
}

function Named(props: { person: Person }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Avatar person={props.person} size="small" />
      {fullName(props.person)}
    </span>
  );
}
