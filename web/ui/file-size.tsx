import { useLangue } from '../i18n/words.tsx';
import { formatFileSize } from './formats.ts';

export function FileSize(props: { bytes: number }) {
  const { langue } = useLangue();
  return <span className="numbers whitespace-nowrap">{formatFileSize(props.bytes, langue)}</span>;
}
