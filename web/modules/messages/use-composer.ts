import { useEffect, useEffectEvent, useState } from 'react';
import { dropDraft, keepDraft, readDraft } from '../../ui/draft.ts';
import { cancelUpload, dismissUpload, startUploads, useUploads } from '../files/uploads.ts';
import { type Attachment, sendLater } from './outgoing.ts';

type Draft = { content: string; attachments: Attachment[] };

/** A message being written: its text and its files, kept through a reload. */
export type Composer = Draft & {
  canSend: boolean;
  write: (content: string) => void;
  attach: (files: readonly File[]) => void;
  detach: (key: string) => void;
  send: () => void;
};

export function useComposer(commandeId: string): Composer {
  const name = `message.${commandeId}`;
  const [draft, setDraft] = useState<Draft>(() => ({ content: '', attachments: [], ...readDraft<Draft>(name) }));
  const uploads = useUploads(commandeId);
  const attachments = draft.attachments.map((attachment) => {
    const upload = uploads.find(({ key }) => key === attachment.key);
    return { ...attachment, fileId: attachment.fileId ?? upload?.fileId ?? null };
  });
  const arrived = attachments.map(({ fileId }) => fileId ?? '').join();
  // The ids of files that have arrived must survive a reload, after which their uploads are forgotten.
  const keepArrived = useEffectEvent(() => keepDraft(name, { content: draft.content, attachments }));
  useEffect(() => {
    if (arrived !== '') keepArrived();
  }, [arrived]);

  const refused = new Set(uploads.filter(({ state }) => state === 'failed').map(({ key }) => key));
  const sendable = attachments.filter(({ key }) => !refused.has(key));

  function keep(next: Draft): void {
    setDraft(next);
    if (next.content === '' && next.attachments.length === 0) dropDraft(name);
    else keepDraft(name, next);
  }

  return {
    content: draft.content,
    attachments,
    canSend: draft.content.trim() !== '' || sendable.length > 0,
    write: (content) => keep({ content, attachments }),
    attach: (files) => {
      const keys = startUploads(files, { commandeId, kind: 'PIECE_JOINTE' });
      const added = files.map((file, index) => ({
        key: keys[index] ?? '',
        filename: file.name,
        size: file.size,
        fileId: null,
      }));
      const isNew = ({ key }: Attachment) => !attachments.some((one) => one.key === key);
      keep({ content: draft.content, attachments: [...attachments, ...added.filter(isNew)] });
    },
    detach: (key) => {
      void cancelUpload(key);
      keep({ content: draft.content, attachments: attachments.filter((one) => one.key !== key) });
    },
    send: () => {
      sendLater({ commandeId, content: draft.content.trim(), attachments: sendable });
      for (const { key, fileId } of attachments) if (fileId !== null || refused.has(key)) dismissUpload(key);
      keep({ content: '', attachments: [] });
    },
  };
}
