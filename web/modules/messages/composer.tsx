import Paperclip from 'lucide-react/icons/paperclip';
import SendHorizontal from 'lucide-react/icons/send-horizontal';
import X from 'lucide-react/icons/x';
import type { KeyboardEvent, RefObject } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { FilePickerIcon } from '../../ui/file-picker.tsx';
import { FileSize } from '../../ui/file-size.tsx';
import { Keys } from '../../ui/keyboard/keys.tsx';
import { UploadRow } from '../files/upload-row.tsx';
import { useUploads } from '../files/uploads.ts';
import type { Attachment } from './outgoing.ts';
import type { Composer as ComposerState } from './use-composer.ts';
import { useMessagesWords } from './use-messages-words.ts';

/** Where one writes: text and files, sent together. */
export function Composer(props: {
  composer: ComposerState;
  commandeId: string;
  placeholder: string;
  input: RefObject<HTMLTextAreaElement | null>;
  onSent: () => void;
}) {
  const words = useMessagesWords();
  const { composer } = props;

  function send(): void {
    if (!composer.canSend) return;
    composer.send();
    props.onSent();
    props.input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      aria-label={words.label}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="grid gap-2"
    >
      <Attachments composer={composer} commandeId={props.commandeId} onDetached={() => props.input.current?.focus()} />
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end gap-x-1 rounded-md border border-line-strong bg-surface p-1 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-focus has-[textarea:focus-visible]:outline-offset-2">
        <textarea
          ref={props.input}
          aria-label={words.label}
          placeholder={props.placeholder}
          value={composer.content}
          maxLength={10_000}
          rows={1}
          onChange={(event) => composer.write(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content col-start-2 row-start-1 max-h-[40dvh] min-h-10 w-full resize-none bg-transparent px-2 py-2 text-16 outline-none pointer-coarse:min-h-11 lg:col-span-full lg:col-start-1 lg:min-h-14 lg:text-14 lg:leading-6"
        />
        <span className="col-start-1 row-start-1 lg:row-start-2">
          <FilePickerIcon label={words.attach} multiple onFiles={composer.attach}>
            <Paperclip aria-hidden className="icon" />
          </FilePickerIcon>
        </span>
        <SendButton enabled={composer.canSend} />
      </div>
    </form>
  );
}

function SendButton(props: { enabled: boolean }) {
  const words = useMessagesWords();
  return (
    <span className="col-start-3 row-start-1 flex items-center gap-3 lg:row-start-2">
      <span className="hidden lg:inline">
        <Keys keys="mod+Enter" />
      </span>
      <Button
        type="submit"
        look="primary"
        aria-disabled={!props.enabled}
        className="max-lg:px-3 aria-disabled:opacity-50"
      >
        <SendHorizontal aria-hidden className="icon" />
        <span className="max-lg:sr-only">{words.send}</span>
      </Button>
    </span>
  );
}

function Attachments(props: { composer: ComposerState; commandeId: string; onDetached: () => void }) {
  const words = useMessagesWords();
  const uploads = useUploads(props.commandeId);
  const { attachments } = props.composer;
  const detach = (key: string) => {
    props.composer.detach(key);
    props.onDetached();
  };
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={words.attached} className="grid max-h-40 overflow-y-auto">
      {attachments.map((attachment) => {
        const upload = uploads.find(({ key }) => key === attachment.key);
        return (
          <li key={attachment.key}>
            {upload && upload.state !== 'done' ? (
              <UploadRow upload={upload} onGone={() => detach(attachment.key)} />
            ) : (
              <Attached attachment={attachment} onDetach={() => detach(attachment.key)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Attached(props: { attachment: Attachment; onDetach: () => void }) {
  const words = useMessagesWords();
  const { filename, size } = props.attachment;
  return (
    <div className="flex items-center gap-2">
      <Paperclip aria-hidden className="icon size-4 text-ink-faint" />
      <span className="min-w-0 truncate text-14">{filename}</span>
      <span className="text-13 text-ink-faint">
        <FileSize bytes={size} />
      </span>
      <IconButton label={words.detach(filename)} onClick={props.onDetach} className="ms-auto">
        <X aria-hidden className="icon size-4" />
      </IconButton>
    </div>
  );
}
