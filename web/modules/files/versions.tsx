import { useQuery } from '@tanstack/react-query';
import ArrowDownToLine from 'lucide-react/icons/arrow-down-to-line';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ReactNode } from 'react';
import type { FileDto, FileVersion } from '../../api/types.ts';
import { fullName } from '../../ui/avatar.tsx';
import { buttonLook, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FileSize } from '../../ui/file-size.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { FileLink } from './file-link.tsx';
import { focusFiles } from './focus-files.ts';
import { fichiersQuery } from './queries.ts';
import { useRemoveFile } from './remove-file.ts';
import { useFilesWords } from './use-files-words.ts';

type Rung = FileDto & { version: FileVersion };

/** The ladder of versions, the last one on top: which file corrects which, and which have been replaced. */
export function Versions(props: { commandeId: string; mayRemove: (file: FileDto) => boolean; actions?: ReactNode }) {
  const words = useFilesWords();
  const query = useQuery(fichiersQuery(props.commandeId));
  if (query.isPending) return <VersionsSkeleton />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const rungs = query.data.filter(isRung).toSorted((a, b) => b.version.numero - a.version.numero);
  const others = query.data.filter((file) => !isRung(file));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {rungs.length === 0 ? (
        <div className="grid gap-1 rounded-md border border-line border-dashed px-4 py-5 text-center">
          <p className="font-serif text-16">{words.versionsEmpty}</p>
          <p className="text-13 text-ink-soft">{words.versionsEmptyText}</p>
        </div>
      ) : (
        <ol className="grid grid-cols-[minmax(0,1fr)]">
          {rungs.map((rung) => (
            <VersionRung key={rung.id} rung={rung} rungs={rungs} mayRemove={props.mayRemove(rung)} />
          ))}
        </ol>
      )}
      {props.actions ? <div className="flex flex-wrap gap-2">{props.actions}</div> : null}
      {others.length > 0 ? (
        <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h3 className="text-13 text-ink-faint">{words.attachments}</h3>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
            {others.map((file) => (
              <li key={file.id} className="flex items-center">
                <span className="min-w-0">
                  <FileLink file={file} />
                </span>
                {props.mayRemove(file) ? <RemoveFile file={file} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function VersionRung(props: { rung: Rung; rungs: Rung[]; mayRemove: boolean }) {
  const words = useFilesWords();
  const { rung, rungs } = props;
  const { numero, kind } = rung.version;
  const isCorrection = kind === 'CORRECTION';
  const corrected = rungs.find(({ id }) => id === rung.version.corrigeFileId);
  const isReplaced = rungs.some((other) => replaces(other, rung));
  return (
    <li className="group relative grid gap-1 pb-5 ps-9 last:pb-0">
      <span aria-hidden className="absolute top-6 bottom-0 left-[0.6875rem] w-px bg-line group-last:hidden" />
      <span
        aria-hidden
        className={classNames(
          'numbers absolute top-0 left-0 flex size-6 items-center justify-center rounded-full border font-medium text-13',
          isCorrection ? 'border-sanguine text-sanguine-text' : 'border-line-strong text-ink-soft',
        )}
      >
        {numero}
      </span>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className={classNames('font-medium text-14', isCorrection && 'text-sanguine-text')}>
          {isCorrection ? words.correction : words.manuscrit}
        </span>
        <span className="sr-only">{words.version(numero)}</span>
        <span className="text-13 text-ink-faint">
          {isReplaced ? words.replaced : corrected ? words.corrects(corrected.version.numero) : null}
        </span>
      </div>
      <p className={classNames('break-words text-14', isReplaced ? 'text-ink-soft' : 'text-ink')}>{rung.filename}</p>
      <p className="flex flex-wrap gap-x-2 text-13 text-ink-faint">
        <FileSize bytes={rung.size} />
        <span aria-hidden>·</span>
        <span>{fullName(rung.uploadedBy)}</span>
        <span aria-hidden>·</span>
        <Time at={rung.createdAt} />
      </p>
      <div className="mt-1 flex items-center gap-1">
        <a
          href={rung.url}
          download={rung.filename}
          aria-label={words.downloadLabel(rung.filename)}
          className={buttonLook({ size: 'small', look: isReplaced ? 'quiet' : 'secondary' })}
        >
          <ArrowDownToLine aria-hidden className="icon size-4" />
          {words.download}
        </a>
        {props.mayRemove ? <RemoveFile file={rung} /> : null}
      </div>
    </li>
  );
}

export function RemoveFile(props: { file: FileDto }) {
  const words = useFilesWords();
  const remove = useRemoveFile();
  return (
    <IconButton
      label={words.removeLabel(props.file.filename)}
      onClick={(event) => {
        focusFiles(event.currentTarget);
        void remove(props.file);
      }}
    >
      <Trash2 aria-hidden className="icon size-4" />
    </IconButton>
  );
}

function VersionsSkeleton() {
  return (
    <Loading className="grid gap-5">
      {['w-40', 'w-52'].map((width) => (
        <div key={width} className="grid gap-2 ps-7">
          <Skeleton className="h-4 w-24" />
          <Skeleton className={classNames('h-4', width)} />
          <Skeleton className="h-3 w-32" />
        </div>
      ))}
    </Loading>
  );
}

/** A later manuscript replaces a manuscript; a later correction of the same version replaces a correction. */
function replaces({ version: later }: Rung, { version }: Rung): boolean {
  const isLater = later.kind === version.kind && later.numero > version.numero;
  return isLater && (later.kind === 'MANUSCRIT' || later.corrigeFileId === version.corrigeFileId);
}

function isRung(file: FileDto): file is Rung {
  return file.version !== null;
}
