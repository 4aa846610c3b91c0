import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import X from 'lucide-react/icons/x';
import { type MouseEvent, type ReactNode, useEffect } from 'react';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { useOnline } from '../../realtime/realtime.tsx';
import { IconButton } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { formatFileSize } from '../../ui/formats.ts';
import { announce } from '../../ui/live-region.tsx';
import { Progress } from '../../ui/progress.tsx';
import { focusFiles } from './focus-files.ts';
import { isUnderWay, type Upload } from './upload.ts';
import { cancelUpload, dismissUpload, pauseUpload, resumeUpload } from './uploads.ts';
import { useFilesWords } from './use-files-words.ts';

/** One file on its way: how far it is, and what can be done about it. `onGone` is told when it is given up. */
export function UploadRow(props: { upload: Upload; onGone?: () => void }) {
  const { upload } = props;
  const fileWords = useFilesWords();
  useEffect(() => {
    if (upload.state === 'done') announce(fileWords.done(upload.filename));
  }, [upload.state, upload.filename, fileWords]);
  return (
    <div className="grid gap-1.5 py-2">
      <div className="flex items-center gap-2">
        <UploadMark upload={upload} />
        <span className="min-w-0 grow truncate text-14 text-ink">{upload.filename}</span>
        <UploadActs upload={upload} onGone={props.onGone} />
      </div>
      {isUnderWay(upload) ? (
        <Progress
          value={upload.sent / upload.size}
          label={fileWords.progress(upload.filename)}
          tone={upload.state === 'sending' ? 'accent' : 'warning'}
        />
      ) : null}
      <UploadState upload={upload} />
    </div>
  );
}

function UploadMark(props: { upload: Upload }) {
  if (props.upload.state === 'done') return <CircleCheck aria-hidden className="icon text-success" />;
  if (props.upload.state === 'failed') return <CircleAlert aria-hidden className="icon text-sanguine-text" />;
  return null;
}

function UploadState(props: { upload: Upload }) {
  const { upload } = props;
  const words = useWords();
  const fileWords = useFilesWords();
  const { langue } = useLangue();
  const online = useOnline();
  const sizes = fileWords.sending(formatFileSize(upload.sent, langue), formatFileSize(upload.size, langue));
  const sentences: Record<Upload['state'], ReactNode> = {
    sending: sizes,
    paused: `${fileWords.paused}, ${sizes}`,
    waiting: online ? fileWords.waiting : fileWords.waitingForLine,
    done: `${fileWords.arrived}, ${formatFileSize(upload.size, langue)}`,
    failed: upload.failure ? sentenceOf(upload.failure, words) : fileWords.refused,
  };
  const isFailed = upload.state === 'failed';
  return (
    <p
      role={isFailed ? 'alert' : undefined}
      className={isFailed ? 'text-13 text-sanguine-text' : 'numbers text-13 text-ink-soft'}
    >
      {sentences[upload.state]}
    </p>
  );
}

function UploadActs(props: { upload: Upload; onGone: (() => void) | undefined }) {
  const words = useFilesWords();
  const { key, filename, state } = props.upload;
  const give = (up: (key: string) => unknown) => (event: MouseEvent) => {
    focusFiles(event.currentTarget);
    void up(key);
    props.onGone?.();
  };
  if (state === 'done' || state === 'failed') {
    return (
      <IconButton label={words.dismiss(filename)} onClick={give(dismissUpload)}>
        <X aria-hidden className="icon size-4" />
      </IconButton>
    );
  }
  return (
    <>
      {state === 'paused' ? (
        <IconButton label={words.resume(filename)} onClick={() => resumeUpload(key)}>
          <Play aria-hidden className="icon size-4" />
        </IconButton>
      ) : (
        <IconButton label={words.pause(filename)} onClick={() => void pauseUpload(key)}>
          <Pause aria-hidden className="icon size-4" />
        </IconButton>
      )}
      <IconButton label={words.cancel(filename)} onClick={give(cancelUpload)}>
        <X aria-hidden className="icon size-4" />
      </IconButton>
    </>
  );
}
