import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/reader.tsx';
import { fichiersQuery } from '../files/queries.ts';
import { type NextThing, nextThing } from './next-thing.ts';
import { nextWords } from './next-words.ts';

/** The next thing to do with this commande, in one sentence with one button. */
export function NextStrip(props: { commande: Commande; onNext: (next: NextThing) => void }) {
  const words = useWords().commandes.next;
  const me = useMe();
  const now = useNow();
  const { commande } = props;
  const next = nextThing(commande, me, now);
  const { sentence, action } = nextWords(next, commande, me, words);
  if (action === null) return <p className="text-14 text-ink-soft">{sentence}</p>;
  return (
    <section
      aria-label={words.label}
      className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2.5 rounded-md border border-accent/25 bg-accent-soft py-2.5 ps-4 pe-2.5 max-sm:px-3"
    >
      <p className="font-serif text-16">{sentence}</p>
      {next.kind === 'collect' ? (
        <CollectLink commande={commande} label={action} />
      ) : (
        <Button look="primary" size="small" onClick={() => props.onNext(next)} className="max-sm:w-full">
          {action}
        </Button>
      )}
    </section>
  );
}

/** Downloads the last correction. */
function CollectLink(props: { commande: Commande; label: string }) {
  const files = useQuery(fichiersQuery(props.commande.id)).data ?? [];
  const corrections = files.filter(({ version }) => version?.kind === 'CORRECTION');
  const last = corrections.toSorted((a, b) => (b.version?.numero ?? 0) - (a.version?.numero ?? 0))[0];
  if (!last) return null;
  return (
    <a
      href={last.url}
      download={last.filename}
      className={classNames(buttonLook({ look: 'primary', size: 'small' }), 'max-sm:w-full')}
    >
      <Download aria-hidden className="icon size-4" />
      {props.label}
    </a>
  );
}
