import FileUp from 'lucide-react/icons/file-up';
import { useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useDraggedFiles, usePastedFiles } from '../../ui/dropped-files.ts';
import { FilePicker } from '../../ui/file-picker.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useFilesWords } from '../files/use-files-words.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** Where a manuscript is dropped: the main act of the page. */
export function ManuscriptDrop(props: {
  pending: boolean;
  failure: Error | null;
  onRetry: () => void;
  onFiles: (files: File[]) => void;
  onWithout: (() => void) | null;
}) {
  const fileWords = useFilesWords();
  const { create } = useCommandeWords();
  const { dragging, filesIn } = useDraggedFiles();
  const [over, setOver] = useState(false);
  usePastedFiles(props.onFiles);
  return (
    <section aria-label={create.drop} className="grid gap-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button in it does the same */}
      <div
        aria-busy={props.pending}
        onDragEnter={() => setOver(true)}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); // null outside the window
        }}
        onDrop={(event) => {
          setOver(false);
          const { files, folders } = filesIn(event);
          if (folders > 0) toast({ title: fileWords.folder });
          if (files.length > 0) props.onFiles(files);
        }}
        className={classNames(
          'grid justify-items-center gap-3 rounded-md border-2 border-dashed px-6 py-12 text-center transition-colors sm:py-16',
          over
            ? 'border-accent bg-accent-soft'
            : dragging
              ? 'border-accent bg-surface'
              : 'border-line-strong/60 bg-surface',
        )}
      >
        <FileUp aria-hidden strokeWidth={1.25} className="size-9 text-accent" />
        <p className="font-serif text-26">{over ? create.dropOver : create.drop}</p>
        <p className="max-w-md text-14 text-ink-soft">{create.formats}</p>
        <div className="mt-2 flex flex-wrap justify-center gap-2">
          <FilePicker look="primary" multiple onFiles={props.onFiles}>
            {create.choose}
          </FilePicker>
          {props.onWithout ? (
            <Button look="quiet" onClick={props.onWithout}>
              {create.without}
            </Button>
          ) : null}
        </div>
      </div>
      {props.failure ? <DropFailure failure={props.failure} pending={props.pending} onRetry={props.onRetry} /> : null}
    </section>
  );
}

function DropFailure(props: { failure: Error; pending: boolean; onRetry: () => void }) {
  const words = useWords();
  return (
    <div className="grid justify-items-start gap-2">
      <FormFailure failure={props.failure} />
      <Button size="small" onClick={props.onRetry} pending={props.pending}>
        {words.ui.retry}
      </Button>
    </div>
  );
}
