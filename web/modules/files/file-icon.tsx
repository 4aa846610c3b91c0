import File from 'lucide-react/icons/file';
import FileArchive from 'lucide-react/icons/file-archive';
import FileAudio from 'lucide-react/icons/file-headphone';
import FileImage from 'lucide-react/icons/file-image';
import FileVideo from 'lucide-react/icons/file-play';
import FileText from 'lucide-react/icons/file-text';
import type { FileType } from '../../api/types.ts';

const ICONS: Record<FileType, typeof File> = {
  DOCUMENT: FileText,
  IMAGE: FileImage,
  AUDIO: FileAudio,
  VIDEO: FileVideo,
  ARCHIVE: FileArchive,
  OTHER: File,
};

export function FileIcon(props: { type: FileType }) {
  const Icon = ICONS[props.type];
  return <Icon aria-hidden className="icon text-ink-faint" />;
}
