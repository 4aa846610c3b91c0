import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import Ban from 'lucide-react/icons/ban';
import FileText from 'lucide-react/icons/file-text';
import PackageCheck from 'lucide-react/icons/package-check';
import Pause from 'lucide-react/icons/pause';
import Pencil from 'lucide-react/icons/pencil';
import Play from 'lucide-react/icons/play';
import Sparkle from 'lucide-react/icons/sparkle';
import UserRound from 'lucide-react/icons/user-round';
import { useMe } from '../../api/session.ts';
import type { FileDto, Historique, Person } from '../../api/types.ts';
import { fullName } from '../../ui/avatar.tsx';
import { ClockOnly } from '../../ui/time.tsx';
import { FileLink } from '../files/file-link.tsx';
import type { CommandeWords } from './commande-words.fr.ts';
import { kindOf, type TransitionKind } from './transition.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** Something that happened to the commande, as one line of its thread. */
export function EventEntry(props: { event: Historique; files: readonly FileDto[] }) {
  const words = useCommandeWords();
  const me = useMe();
  const { event } = props;
  const Icon = iconOf(event);
  // What is delivered comes with a message, which shows it.
  const named = event.action === 'FICHIER' ? (event.data.files ?? []) : [];
  const isAdded = event.data.change === 'added';
  return (
    <div className="flex gap-3">
      <span className="flex w-8 flex-none justify-center pt-0.5">
        <Icon aria-hidden className="icon size-4 text-ink-faint" />
      </span>
      <div className="min-w-0 grow text-14 text-ink-soft">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span>{sentenceOf(event, me, words)}</span>
          <ClockOnly at={event.createdAt} className="text-13 text-ink-faint" />
        </p>
        {event.reason ? (
          <p className="mt-1 max-w-prose border-line-strong border-s-2 ps-3 text-ink italic font-serif">
            {event.reason}
          </p>
        ) : null}
        {isAdded ? null : <p>{named.map(({ filename }) => filename).join(', ')}</p>}
        {isAdded && named.length > 0 ? (
          <ul className="mt-2 flex flex-wrap gap-2">
            {named.map((file) => (
              <li key={file.id} className="min-w-0 max-w-full">
                <NamedFile file={file} files={props.files} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}

/** The file while it is there; its name alone once it has been removed. */
function NamedFile(props: { file: { id: string; filename: string }; files: readonly FileDto[] }) {
  const present = props.files.find(({ id }) => id === props.file.id);
  if (present) return <FileLink file={present} />;
  return <span className="text-14 text-ink-faint line-through">{props.file.filename}</span>;
}

function sentenceOf(event: Historique, me: { id: string }, words: CommandeWords): string {
  const { events } = words;
  const who = event.actor ? nameFor(event.actor, me) : words.system;
  switch (event.action) {
    case 'CREATION':
      return events.created(who);
    case 'MODIFICATION':
      return events.edited(who, fieldsOf(event, words));
    case 'STATUT':
      return event.toStatut === null ? '' : PAST[kindOf(event.fromStatut, event.toStatut)](events)(who);
    case 'ASSIGNATION':
      return assignmentOf(event, me, who, words);
    case 'LIVRAISON':
      return events.delivered(who);
    case 'FICHIER':
      return fileSentence(event, who, words);
  }
}

type Events = CommandeWords['events'];

const PAST: Record<TransitionKind, (events: Events) => (who: Who) => string> = {
  start: ({ started }) => started,
  suspend: ({ suspended }) => suspended,
  resume: ({ resumed }) => resumed,
  cancel: ({ cancelled }) => cancelled,
  reopen: ({ reopened }) => reopened,
};

function assignmentOf({ data, actor }: Historique, me: { id: string }, who: Who, words: CommandeWords): string {
  const { events } = words;
  if (!data.correcteur) return events.unassigned(who, data.previous ? nameFor(data.previous, me) : words.system);
  if (data.correcteur.id === actor?.id) return events.tookOver(who);
  return events.assigned(who, nameFor(data.correcteur, me));
}

function fileSentence({ data }: Historique, who: Who, words: CommandeWords): string {
  const { events } = words;
  if (data.change === 'removed') return events.fileRemoved(who);
  if (data.change === 'restored') return events.fileRestored(who);
  if (data.kind === 'MANUSCRIT') return events.manuscript(who);
  return data.kind === 'CORRECTION' ? events.correction(who) : events.attachment(who);
}

function fieldsOf({ data }: Historique, words: CommandeWords): string {
  const { fields, and } = words.events;
  const named = new Map<string, string>(Object.entries(fields));
  const names = (data.fields ?? []).map((field) => named.get(field) ?? field);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')}${and}${last}`;
}

/** The name of a person; null for the reader. */
type Who = string | null;

function nameFor(person: Person, me: { id: string }): Who {
  return person.id === me.id ? null : fullName(person);
}

function iconOf({ action, fromStatut, toStatut }: Historique): typeof Play {
  switch (action) {
    case 'CREATION':
      return Sparkle;
    case 'MODIFICATION':
      return Pencil;
    case 'ASSIGNATION':
      return UserRound;
    case 'LIVRAISON':
      return PackageCheck;
    case 'FICHIER':
      return FileText;
    case 'STATUT':
      return toStatut === null ? ArrowLeftRight : TRANSITION_ICONS[kindOf(fromStatut, toStatut)];
  }
}

const TRANSITION_ICONS: Record<TransitionKind, typeof Play> = {
  start: Play,
  suspend: Pause,
  resume: Play,
  cancel: Ban,
  reopen: ArrowLeftRight,
};
