import { useQuery } from '@tanstack/react-query';
import FileUp from 'lucide-react/icons/file-up';
import { useState } from 'react';
import type { Commande, FileDto } from '../../api/types.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select, Textarea } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { formatFileSize } from '../../ui/formats.ts';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { fichiersQuery } from '../files/queries.ts';
import { isUnderWay } from '../files/upload.ts';
import { UploadRow } from '../files/upload-row.tsx';
import { startUploads, useUploads } from '../files/uploads.ts';
import { useDeliver } from './mutations.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** Gives the corrected files to the author, with a word. It ends the commande, and says so. */
export function DeliverDialog(props: { commande: Commande; onClose: () => void }) {
  const words = useWords();
  const { deliver: says } = useCommandeWords();
  const { commande, onClose } = props;
  const delivery = useDelivery(commande);
  const send = useDeliver();
  const problem = delivery.isWaiting ? says.waiting : delivery.chosen.length === 0 ? says.none : undefined;
  const form = useForm({
    draft: `deliver.${commande.id}`,
    initial: { message: '', files: '' },
    check: () => ({ files: problem }),
    submit: async ({ message }) => {
      const fileIds = delivery.chosen.map(({ id }) => id);
      await send.mutateAsync({ id: commande.id, fileIds, ...(message.trim() ? { message: message.trim() } : {}) });
      toast({ title: says.done });
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={says.title} wide dismissible={false}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <DeliveredFiles commande={commande} delivery={delivery} />
        <Field label={says.message} hint={says.messageHint} error={form.errors.message} optional>
          <Textarea {...form.control('message')} maxLength={10_000} rows={4} />
        </Field>
        {form.errors.files && problem ? (
          <p role="alert" className="text-13 text-sanguine-text">
            {problem}
          </p>
        ) : null}
        <Notice tone="warning">{says.lead}</Notice>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {words.ui.cancel}
          </Button>
          <Button type="submit" look="primary" pending={form.pending}>
            {says.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Delivery = {
  manuscripts: FileDto[];
  corrections: FileDto[];
  chosen: FileDto[];
  isWaiting: boolean;
  toggle: (id: string) => void;
};

/** The last correction of each version, and whatever is added here, is delivered, unless it is taken out. */
function useDelivery(commande: Commande): Delivery {
  const files = useQuery(fichiersQuery(commande.id)).data ?? [];
  const uploads = useUploads(commande.id);
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [back, setBack] = useState<ReadonlySet<string>>(new Set());
  const byNumber = (a: FileDto, b: FileDto) => (b.version?.numero ?? 0) - (a.version?.numero ?? 0);
  const manuscripts = files.filter((file) => file.version?.kind === 'MANUSCRIT').toSorted(byNumber);
  const corrections = files.filter((file) => file.version?.kind === 'CORRECTION').toSorted(byNumber);
  const [before] = useState(() => new Set(corrections.map(({ id }) => id)));
  const isFresh = (file: FileDto) => !before.has(file.id) || !corrections.some((other) => replaces(other, file));
  const isChosen = (file: FileDto) => back.has(file.id) || (isFresh(file) && !out.has(file.id));
  const toggled = (set: ReadonlySet<string>, id: string, on: boolean) =>
    on ? new Set(set).add(id) : new Set([...set].filter((other) => other !== id));
  return {
    manuscripts,
    corrections,
    chosen: corrections.filter(isChosen),
    isWaiting: uploads.some((upload) => upload.kind === 'CORRECTION' && isUnderWay(upload)),
    toggle: (id) => {
      const file = corrections.find((one) => one.id === id);
      const leaves = file !== undefined && isChosen(file);
      setOut(toggled(out, id, leaves));
      setBack(toggled(back, id, !leaves));
    },
  };
}

function replaces(other: FileDto, file: FileDto): boolean {
  if (other.version === null || file.version === null) return false;
  return other.version.corrigeFileId === file.version.corrigeFileId && other.version.numero > file.version.numero;
}

function DeliveredFiles(props: { commande: Commande; delivery: Delivery }) {
  const words = useCommandeWords().deliver;
  const { langue } = useLangue();
  const { commande, delivery } = props;
  const [over, setOver] = useState(false);
  const [corrects, setCorrects] = useState<string | null>(null);
  const uploads = useUploads(commande.id).filter(({ kind, state }) => kind === 'CORRECTION' && state !== 'done');
  const corrigeFileId = corrects ?? delivery.manuscripts[0]?.id;
  const add = (files: File[]) => startUploads(files, { commandeId: commande.id, kind: 'CORRECTION', corrigeFileId });
  return (
    <fieldset data-files tabIndex={-1} className="grid gap-3 outline-none">
      <legend className="mb-1.5 font-medium text-14">{words.files}</legend>
      {delivery.corrections.map((file) => (
        <Checkbox
          key={file.id}
          label={`${file.filename} (${formatFileSize(file.size, langue)})`}
          checked={delivery.chosen.includes(file)}
          onChange={() => delivery.toggle(file.id)}
        />
      ))}
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} />
      ))}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button in it does the same */}
      <div
        data-drop
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false);
          add([...event.dataTransfer.files]);
        }}
        className={`flex flex-wrap items-center justify-between gap-3 rounded-md border border-dashed px-4 py-3 ${over ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
      >
        <span className="grid text-14">
          {words.drop}
          {delivery.corrections.length > 0 ? <span className="text-13 text-ink-soft">{words.dropHint}</span> : null}
        </span>
        <ChooseCorrection onFiles={add} />
      </div>
      {delivery.manuscripts.length > 1 ? (
        <Field label={words.corrects}>
          <Select value={corrigeFileId ?? ''} onChange={(event) => setCorrects(event.target.value)}>
            {delivery.manuscripts.map((file) => (
              <option key={file.id} value={file.id}>
                {words.version(file.version?.numero ?? 0, file.filename)}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
    </fieldset>
  );
}

function ChooseCorrection(props: { onFiles: (files: File[]) => void }) {
  const words = useCommandeWords().create;
  return (
    <FilePicker multiple size="small" onFiles={props.onFiles}>
      <FileUp aria-hidden className="icon size-4" />
      {words.choose}
    </FilePicker>
  );
}
