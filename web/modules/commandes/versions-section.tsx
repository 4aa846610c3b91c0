import FileUp from 'lucide-react/icons/file-up';
import { useMe } from '../../api/session.ts';
import type { Commande, FileDto } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { UploadRow } from '../files/upload-row.tsx';
import { useUploads } from '../files/uploads.ts';
import { useFilesWords } from '../files/use-files-words.ts';
import { Versions } from '../files/versions.tsx';
import type { Deposit } from './use-deposit.tsx';

/** What is on its way into the ladder, and the ladder. */
export function VersionsSection(props: { commande: Commande; deposit: Deposit }) {
  const words = useFilesWords();
  const me = useMe();
  const { commande, deposit } = props;
  const uploads = useUploads(commande.id).filter(({ kind, state }) => kind !== 'PIECE_JOINTE' && state !== 'done');
  const isOpen = commande.statut !== 'TERMINE' && commande.statut !== 'ANNULEE';
  const mayRemove = (file: FileDto) => me.role === 'ADMIN' || (file.uploadedBy.id === me.id && isOpen);
  return (
    <section
      data-files
      tabIndex={-1}
      aria-label={words.versions}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 outline-none"
    >
      {uploads.length > 0 ? (
        <ul aria-label={words.uploads} className="grid rounded-md border border-line bg-surface px-3 py-1">
          {uploads.map((upload) => (
            <li key={upload.key}>
              <UploadRow upload={upload} />
            </li>
          ))}
        </ul>
      ) : null}
      <Versions
        commandeId={commande.id}
        mayRemove={mayRemove}
        actions={deposit.kinds.map((kind) => (
          <Button key={kind} size="small" onClick={() => deposit.open(kind)}>
            <FileUp aria-hidden className="icon size-4" />
            {kind === 'MANUSCRIT' ? words.addManuscript : words.addCorrection}
          </Button>
        ))}
      />
    </section>
  );
}
