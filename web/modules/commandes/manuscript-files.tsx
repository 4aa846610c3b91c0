import { useQuery } from '@tanstack/react-query';
import FilePlus from 'lucide-react/icons/file-plus';
import { useState } from 'react';
import type { Commande } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { FileLink } from '../files/file-link.tsx';
import { fichiersQuery } from '../files/queries.ts';
import { UploadRow } from '../files/upload-row.tsx';
import { startUploads, useUploads } from '../files/uploads.ts';
import { useFilesWords } from '../files/use-files-words.ts';
import { RemoveFile } from '../files/versions.tsx';
import { StatutDialog } from './statut-dialog.tsx';
import { openTransitions } from './transition.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** The manuscript of a commande that is being completed: on its way, or arrived. */
export function ManuscriptFiles(props: { commande: Commande }) {
  const fileWords = useFilesWords();
  const { create } = useCommandeWords();
  const { commande } = props;
  const [cancelling, setCancelling] = useState(false);
  const files = useQuery(fichiersQuery(commande.id)).data ?? [];
  const uploads = useUploads(commande.id).filter(({ state }) => state !== 'done');
  const cancel = openTransitions(commande).find(({ kind }) => kind === 'cancel');
  return (
    <section
      data-files
      tabIndex={-1}
      aria-label={fileWords.uploads}
      className="outline-none grid gap-3 rounded-md border border-line bg-surface px-5 py-4"
    >
      <p className="text-14 text-ink-soft">{create.opened}</p>
      <ul className="grid gap-1">
        {uploads.map((upload) => (
          <li key={upload.key}>
            <UploadRow upload={upload} />
          </li>
        ))}
        {files.map((file) => (
          <li key={file.id} className="flex items-center gap-1">
            <FileLink file={file} />
            <RemoveFile file={file} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <FilePicker
          size="small"
          multiple
          onFiles={(chosen) => startUploads(chosen, { commandeId: commande.id, kind: 'MANUSCRIT' })}
        >
          <FilePlus aria-hidden className="icon size-4" />
          {create.another}
        </FilePicker>
        {cancel ? (
          <Button look="quiet" size="small" onClick={() => setCancelling(true)}>
            {create.abandon}
          </Button>
        ) : null}
      </div>
      {cancelling && cancel ? (
        <StatutDialog commande={commande} transition={cancel} onClose={() => setCancelling(false)} />
      ) : null}
    </section>
  );
}
