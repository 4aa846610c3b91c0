import { type RefObject, useRef } from 'react';
import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { usePastedFiles } from '../../ui/dropped-files.ts';
import { useWide } from '../../ui/use-wide.ts';
import { Composer } from '../messages/composer.tsx';
import type { Composer as ComposerState } from '../messages/use-composer.ts';
import { useMessagesWords } from '../messages/use-messages-words.ts';
import { Thread } from './thread.tsx';
import { useCommandeWords } from './use-commande-words.ts';

/** The thread, and where one writes under it. */
export function Conversation(props: {
  commande: Commande;
  composer: ComposerState;
  input: RefObject<HTMLTextAreaElement | null>;
}) {
  const messageWords = useMessagesWords();
  const commandeWords = useCommandeWords();
  const { commande, composer } = props;
  const wide = useWide();
  const end = useRef<HTMLDivElement>(null);
  const placeholder = usePlaceholder(commande);
  const mayAttach = commande.may.message && commande.may.upload;
  usePastedFiles(composer.attach, mayAttach);
  return (
    <section aria-label={commandeWords.page.thread} className="flex min-h-0 flex-col">
      <h2 className="sr-only">{commandeWords.page.thread}</h2>
      <div data-thread tabIndex={wide ? 0 : undefined} className="min-h-0 grow lg:overflow-y-auto lg:px-8 lg:pt-5">
        <div className="mx-auto max-w-3xl">
          <Thread commande={commande} end={end} />
        </div>
      </div>
      <div className="border-line border-t bg-paper max-lg:-mx-4 max-lg:sticky max-lg:bottom-15 max-lg:z-10 max-lg:px-4 max-lg:py-2 lg:px-8 lg:py-4 sm:max-lg:-mx-8 sm:max-lg:px-8">
        <div className="mx-auto max-w-3xl">
          {commande.may.message ? (
            <Composer
              composer={composer}
              commandeId={commande.id}
              placeholder={placeholder}
              input={props.input}
              onSent={() => requestAnimationFrame(() => end.current?.scrollIntoView({ block: 'end' }))}
            />
          ) : (
            <p className="text-14 text-ink-soft">{messageWords.closed}</p>
          )}
        </div>
      </div>
    </section>
  );
}

function usePlaceholder({ client, correcteur }: Commande): string {
  const words = useMessagesWords();
  const me = useMe();
  const other = client.id === me.id ? correcteur : client;
  return other && other.id !== me.id ? words.placeholder(other.prenom) : words.placeholderNobody;
}
