import Lock from 'lucide-react/icons/lock';
import Pencil from 'lucide-react/icons/pencil';
import { useRef, useState } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Textarea } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useEditCommande } from './mutations.ts';
import { useCommandeWords } from './use-commande-words.ts';

type NoteName = 'noteClient' | 'noteCorrecteur';

/** A private note on its own paper, for those alone whom the API shows it. */
export function PrivateNote(props: { commande: Commande; name: NoteName }) {
  const words = useCommandeWords().page;
  const { edit } = useWords().commandes.acts;
  const { commande, name } = props;
  const [writing, setWriting] = useState(false);
  const paper = useRef<HTMLElement>(null);
  const done = () => {
    paper.current?.focus({ preventScroll: true });
    setWriting(false);
  };
  const text = commande[name];
  const mayWrite = name === 'noteClient' ? commande.may.annotateClient : commande.may.annotateCorrecteur;
  if (text === undefined) return null;
  return (
    <section
      ref={paper}
      tabIndex={-1}
      aria-label={words[name]}
      className="grid gap-2 rounded-md border border-warning/25 bg-note px-4 py-3"
    >
      <header className="flex items-center gap-2">
        <Lock aria-hidden className="icon size-4 text-ink-faint" />
        <h3 className="grow font-medium text-14">{words[name]}</h3>
        {mayWrite && !writing ? (
          <Button look="quiet" size="small" onClick={() => setWriting(true)} className="-me-2">
            <Pencil aria-hidden className="icon size-4" />
            {text ? edit : words.writeNote}
          </Button>
        ) : null}
      </header>
      {writing ? (
        <NoteForm commande={commande} name={name} onDone={done} />
      ) : (
        <p className="whitespace-pre-wrap wrap-anywhere font-serif text-14 leading-6">
          {text || <span className="text-ink-soft">{words.noteEmpty}</span>}
        </p>
      )}
      <p className="text-13 text-ink-soft">{words[`${name}Hint`]}</p>
    </section>
  );
}

function NoteForm(props: { commande: Commande; name: NoteName; onDone: () => void }) {
  const words = useWords();
  const commandeWords = useCommandeWords();
  const { commande, name, onDone } = props;
  const edit = useEditCommande();
  const form = useForm({
    draft: `${name}.${commande.id}`,
    initial: { note: commande[name] ?? '' },
    submit: async ({ note }) => {
      await edit.mutateAsync({ id: commande.id, [name]: note.trim() || null });
      toast({ title: commandeWords.page.noteSaved });
      onDone();
    },
  });
  return (
    <form {...form.props} className="grid gap-3">
      <FormFailure failure={form.failure} />
      <Field label={<span className="sr-only">{commandeWords.page[name]}</span>} error={form.errors.note}>
        <Textarea {...form.control('note')} autoFocus rows={4} className="font-serif" />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" look="primary" size="small" pending={form.pending}>
          {words.ui.save}
        </Button>
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            form.reset();
            onDone();
          }}
        >
          {words.ui.cancel}
        </Button>
      </div>
    </form>
  );
}
