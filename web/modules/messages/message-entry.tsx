import CircleAlert from 'lucide-react/icons/circle-alert';
import Paperclip from 'lucide-react/icons/paperclip';
import type { ReactNode } from 'react';
import { useMe } from '../../api/session.ts';
import type { Message, Person } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { useOnline } from '../../realtime/realtime.tsx';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { FileSize } from '../../ui/file-size.tsx';
import { ClockOnly } from '../../ui/time.tsx';
import { FileLink } from '../files/file-link.tsx';
import { discard, type Outgoing, tryAgain } from './outgoing.ts';
import { useMessagesWords } from './use-messages-words.ts';

/** A message as it stands in the thread. */
export function MessageEntry(props: { message: Message }) {
  const words = useMessagesWords();
  const me = useMe();
  const { message } = props;
  const isMine = message.sender.id === me.id;
  return (
    <Entry
      sender={message.sender}
      at={message.createdAt}
      aside={isMine ? (message.isRead ? words.read : words.sent) : null}
    >
      {message.content ? <MessageText>{message.content}</MessageText> : null}
      {message.attachments.length > 0 ? (
        <ul className="mt-2 flex flex-wrap gap-2">
          {message.attachments.map((file) => (
            <li key={file.id} className="min-w-0 max-w-full">
              <FileLink file={file} />
            </li>
          ))}
        </ul>
      ) : null}
    </Entry>
  );
}

/** A message written here and not yet accepted: shown in its place, with what holds it. */
export function OutgoingEntry(props: { entry: Outgoing }) {
  const me = useMe();
  const { entry } = props;
  return (
    <Entry sender={me} at={entry.createdAt} aside={null} faint>
      {entry.content ? <MessageText>{entry.content}</MessageText> : null}
      {entry.attachments.map((file) => (
        <p key={file.key} className="mt-1 flex items-center gap-2 text-14 text-ink-soft">
          <Paperclip aria-hidden className="icon size-4" />
          {file.filename} <FileSize bytes={file.size} />
        </p>
      ))}
      <OutgoingState entry={entry} />
    </Entry>
  );
}

function OutgoingState(props: { entry: Outgoing }) {
  const words = useWords();
  const messageWords = useMessagesWords();
  const online = useOnline();
  const { entry } = props;
  if (entry.refusal === null) {
    const waitsForFiles = entry.attachments.some(({ fileId }) => fileId === null);
    const { sending, waitingForFiles, waitingForLine } = messageWords;
    return (
      <p role="status" className="mt-1 text-13 text-ink-soft">
        {!online ? waitingForLine : waitsForFiles ? waitingForFiles : sending}
      </p>
    );
  }
  return (
    <div role="alert" className="mt-2 grid justify-items-start gap-2">
      <p className="flex items-start gap-1.5 text-13 text-sanguine-text">
        <CircleAlert aria-hidden className="icon mt-px size-4" />
        {messageWords.refused} {entry.refusal.detail}
      </p>
      <span className="flex gap-2">
        <Button size="small" onClick={() => tryAgain(entry.id)}>
          {words.ui.retry}
        </Button>
        <Button size="small" look="quiet" onClick={() => discard(entry.id)}>
          {messageWords.discard}
        </Button>
      </span>
    </div>
  );
}

function Entry(props: { sender: Person; at: string; aside: string | null; faint?: boolean; children: ReactNode }) {
  const words = useWords();
  const messageWords = useMessagesWords();
  const me = useMe();
  const { sender } = props;
  return (
    <article className="flex gap-3">
      <Avatar person={sender} />
      <div className={props.faint ? 'min-w-0 grow text-ink-soft' : 'min-w-0 grow'}>
        <header className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium text-14">{sender.id === me.id ? messageWords.you : fullName(sender)}</span>
          {sender.id === me.id ? null : <span className="text-13 text-ink-faint">{words.ui.role[sender.role]}</span>}
          <ClockOnly at={props.at} className="text-13 text-ink-faint" />
          {props.aside ? <span className="ms-auto text-13 text-ink-faint">{props.aside}</span> : null}
        </header>
        {props.children}
      </div>
    </article>
  );
}

function MessageText(props: { children: string }) {
  return <p className="mt-0.5 max-w-prose whitespace-pre-wrap wrap-anywhere text-14 leading-6">{props.children}</p>;
}
