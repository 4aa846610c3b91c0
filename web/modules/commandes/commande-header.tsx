import { Link } from '@tanstack/react-router';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { useMe } from '../../api/session.ts';
import type { Commande, User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { IconButton } from '../../ui/button.tsx';
import { PageTitle, useWindowTitle } from '../../ui/page.tsx';
import { PrioriteMark, StatutMark } from '../../ui/statut-mark.tsx';
import { ActsMenu } from './acts-menu.tsx';
import { DeadlineLine } from './deadline-words.tsx';
import { NextStrip } from './next-strip.tsx';
import type { NextThing } from './next-thing.ts';
import type { CommandeActs } from './use-commande-acts.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** Where the commande stands, and what comes next. */
export function CommandeHeader(props: { commande: Commande; acts: CommandeActs; onNext: (next: NextThing) => void }) {
  const commandeWords = useCommandeWords();
  const { commande } = props;
  useWindowTitle(commande.titre);
  return (
    <header className="grid gap-3 border-line border-b px-4 pb-4 max-lg:contents sm:px-8 lg:pt-5">
      <div className="flex flex-wrap items-start gap-x-8 gap-y-1.5 max-lg:contents">
        <div className="grid min-w-0 flex-1 basis-72 gap-1.5 max-lg:contents">
          <TitleLine titre={commande.titre} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-lg:px-4 sm:max-lg:px-8">
            <StatutMark statut={commande.statut} />
            <PrioriteMark priorite={commande.priorite} />
            <ActsMenu
              commande={commande}
              acts={props.acts}
              align="start"
              trigger={
                <IconButton label={commandeWords.page.actions} className="-my-1.5 max-lg:ms-auto">
                  <Ellipsis aria-hidden className="icon" />
                </IconButton>
              }
            />
          </div>
        </div>
        <div className="w-full max-lg:mt-2 max-lg:px-4 sm:max-lg:px-8 lg:w-64 lg:pt-9">
          <DeadlineLine commande={commande} />
        </div>
      </div>
      <div className="max-lg:mt-3 max-lg:mb-2 max-lg:px-4 sm:max-lg:px-8">
        <NextStrip commande={commande} onNext={props.onNext} />
      </div>
    </header>
  );
}

/** On a phone it stays in sight over the thread: where one is, and the way back. */
function TitleLine(props: { titre: string }) {
  return (
    <div
      data-head
      className="z-10 max-lg:sticky max-lg:top-(--line-height,0px) max-lg:mb-2 max-lg:flex max-lg:items-center max-lg:gap-1 max-lg:bg-paper max-lg:py-2 max-lg:ps-2 max-lg:pe-4 sm:max-lg:px-6"
    >
      <BackLink />
      <PageTitle>
        <span className="wrap-anywhere max-lg:line-clamp-2 max-lg:text-20">{props.titre}</span>
      </PageTitle>
    </div>
  );
}

function BackLink() {
  const words = useWords().commandes;
  const me = useMe();
  const back = backOf(me);
  return (
    <Link
      to={back}
      className="inline-flex h-7 flex-none items-center gap-1.5 text-13 text-ink-soft hover:text-ink max-lg:size-11 max-lg:justify-center lg:mb-1.5"
    >
      <ArrowLeft aria-hidden className="icon size-5 lg:size-4" />
      <span className="max-lg:sr-only">{back === '/app/file' ? words.backToQueue : words.back}</span>
    </Link>
  );
}

function backOf(me: User): '/app/commandes' | '/app/file' | '/app/admin/commandes' {
  if (me.role === 'ADMIN') return '/app/admin/commandes';
  return me.role === 'CORRECTOR' ? '/app/file' : '/app/commandes';
}
