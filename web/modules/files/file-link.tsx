import Download from 'lucide-react/icons/download';
import type { FileDto } from '../../api/types.ts';
import { FileSize } from '../../ui/file-size.tsx';
import { FileIcon } from './file-icon.tsx';
import { useFilesWords } from './use-files-words.ts';

/** A file that can be downloaded, as it stands in a message. */
export function FileLink(props: { file: FileDto }) {
  const words = useFilesWords();
  const { file } = props;
  return (
    <a
      href={file.url}
      download={file.filename}
      aria-label={words.downloadLabel(file.filename)}
      className="group inline-flex min-h-10 max-w-full items-center gap-2.5 rounded-md border border-line bg-surface px-3 py-1.5 text-14 transition-colors hover:border-line-strong hover:bg-hover"
    >
      <FileIcon type={file.type} />
      <span className="min-w-0 truncate text-ink">{file.filename}</span>
      <span className="flex-none text-13 text-ink-faint">
        <FileSize bytes={file.size} />
      </span>
      <Download aria-hidden className="icon size-4 text-ink-faint group-hover:text-ink" />
    </a>
  );
}
