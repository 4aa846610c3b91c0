import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useDraggedFiles } from '../../ui/dropped-files.ts';
import { toast } from '../../ui/toast.tsx';
import { useFilesWords } from './use-files-words.ts';

export type DropChoice = { id: string; title: string; text: string; onFiles: (files: File[]) => void };

/** While files are dragged over the page: where they may be let go, and what they become there. */
export function DropOverlay(props: { choices: readonly DropChoice[] }) {
  const words = useFilesWords();
  const { dragging, filesIn } = useDraggedFiles(props.choices.length > 0);
  if (!dragging || props.choices.length === 0) return null;
  return (
    <section
      aria-label={words.dropTitle}
      className="fixed inset-0 z-40 flex flex-col gap-3 bg-veil p-4 sm:flex-row sm:p-10"
    >
      {props.choices.map((choice) => (
        <DropZone
          key={choice.id}
          choice={choice}
          onDrop={(event) => {
            const { files, folders } = filesIn(event);
            if (folders > 0) toast({ title: words.folder });
            if (files.length > 0) choice.onFiles(files);
          }}
        />
      ))}
    </section>
  );
}

function DropZone(props: { choice: DropChoice; onDrop: (event: React.DragEvent) => void }) {
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the same is done by buttons with the keyboard
    <div
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={props.onDrop}
      className={classNames(
        'grid flex-1 place-content-center justify-items-center gap-1 rounded-md border-2 border-dashed p-6 text-center transition-colors *:pointer-events-none',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-raised',
      )}
    >
      <p className="font-serif text-26">{props.choice.title}</p>
      <p className="text-14 text-ink-soft">{props.choice.text}</p>
    </div>
  );
}
