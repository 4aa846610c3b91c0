import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Commande, Priorite } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Input, Textarea } from '../../ui/controls.tsx';
import { dropDraft, keepDraft } from '../../ui/draft.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field } from '../../ui/field.tsx';
import { type Form, useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { formatFull } from '../../ui/formats.ts';
import { Page } from '../../ui/page.tsx';
import { useNow, useReader } from '../../ui/reader.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { titleFromFilename } from '../files/upload.ts';
import { restoreUploads, startUploads } from '../files/uploads.ts';
import { endOfDay, toDateInput } from './days.ts';
import { ManuscriptDrop } from './manuscript-drop.tsx';
import { ManuscriptFiles } from './manuscript-files.tsx';
import { useCreateCommande, useEditCommande } from './mutations.ts';
import { PrioriteChoice } from './priorite-choice.tsx';
import { proposedDeadline } from './proposed-deadline.ts';
import { commandeQuery } from './queries.ts';
import { useCommandeWords } from './use-commande-words.ts';

const route = getRouteApi('/app/commandes/nouvelle');

type Values = { titre: string; description: string; priorite: Priorite; date: string; note: string };

const BLANK: Values = { titre: '', description: '', priorite: 'NORMALE', date: '', note: '' };

/**
 * The manuscript comes first: dropping it opens the commande, because an upload belongs to one, and its sending goes
 * on while the form completes it.
 */
export function NewCommandePage() {
  const { commande: id } = route.useSearch();
  const words = useCommandeWords().create;
  const query = useQuery({ ...commandeQuery(id ?? ''), enabled: id !== undefined });
  useEffect(() => void restoreUploads(), []);
  return (
    <Page title={words.title} lead={words.lead} width="page">
      <div className="max-w-2xl">
        {id === undefined ? (
          <NewCommande commande={null} />
        ) : query.isLoadingError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data ? (
          <NewCommande commande={query.data} />
        ) : (
          <Skeleton className="h-64" />
        )}
      </div>
    </Page>
  );
}

function NewCommande(props: { commande: Commande | null }) {
  const { commande } = props;
  const words = useCommandeWords().create;
  const navigate = useNavigate();
  const [without, setWithout] = useState(false);
  const form = useNewCommandeForm(commande);
  const opening = useOpening(form);
  const isFormShown = commande !== null || without || form.hasDraft;
  useEffect(() => {
    if (commande?.statut === 'ANNULEE') void navigate({ to: '/app/commandes', replace: true });
  }, [commande?.statut, navigate]);
  return (
    <div className="grid gap-8">
      {commande ? (
        <ManuscriptFiles commande={commande} />
      ) : (
        <ManuscriptDrop
          pending={opening.pending}
          failure={opening.failure}
          onRetry={opening.retry}
          onFiles={(files) => void opening.open(files)}
          onWithout={isFormShown ? null : () => setWithout(true)}
        />
      )}
      {isFormShown ? <CommandeForm form={form} submit={words.submit} /> : null}
    </div>
  );
}

/** Opens the commande for the files that were dropped, and begins to send them. */
function useOpening(form: Form<Values>) {
  const create = useCreateCommande();
  const navigate = useNavigate();
  const [files, setFiles] = useState<File[]>([]);

  async function open(dropped: File[]): Promise<void> {
    const [first] = dropped;
    if (!first || create.isPending) return;
    setFiles(dropped);
    const titre = form.values.titre.trim() || titleFromFilename(first.name);
    form.set('titre', titre);
    const { id } = await create.mutateAsync({ titre });
    startUploads(dropped, { commandeId: id, kind: 'MANUSCRIT' });
    // What was typed belongs to this commande from now on: another one begins blank.
    keepDraft(draftOf(id), { ...form.values, titre });
    dropDraft(draftOf(null));
    await navigate({ to: '/app/commandes/nouvelle', search: { commande: id }, replace: true });
  }

  return {
    open: (dropped: File[]) => open(dropped).catch(() => {}), // what failed is in `failure`
    retry: () => void open(files).catch(() => {}),
    pending: create.isPending,
    failure: create.error,
  };
}

function useNewCommandeForm(commande: Commande | null): Form<Values> {
  const words = useCommandeWords().create;
  const navigate = useNavigate();
  const create = useCreateCommande();
  const edit = useEditCommande();
  return useForm<Values>({
    draft: draftOf(commande?.id ?? null),
    initial: { ...BLANK, titre: commande?.titre ?? '' },
    check: ({ titre, date }) => ({
      titre: titre.trim() === '' ? words.titreRequired : undefined,
      date: date !== '' && date < toDateInput(new Date()) ? words.datePast : undefined,
    }),
    submit: async (values) => {
      const body = bodyOf(values);
      const { id } = commande ? await edit.mutateAsync({ id: commande.id, ...body }) : await create.mutateAsync(body);
      toast({ title: words.created });
      await navigate({ to: '/app/commandes/$id', params: { id } });
    },
  });
}

function draftOf(id: string | null): string {
  return id === null ? 'commande.new' : `commande.new.${id}`;
}

function bodyOf({ titre, description, priorite, date, note }: Values) {
  return {
    titre: titre.trim(),
    priorite,
    dateEcheance: date ? endOfDay(date) : (proposedDeadline(priorite, new Date())?.toISOString() ?? null),
    ...(description.trim() ? { description: description.trim() } : {}),
    ...(note.trim() ? { noteClient: note.trim() } : {}),
  };
}

function CommandeForm(props: { form: Form<Values>; submit: string }) {
  const words = useCommandeWords().create;
  const { form } = props;
  return (
    <form {...form.props} className="grid gap-6">
      <FormFailure failure={form.failure} />
      <Field label={words.titre} error={form.errors.titre}>
        <Input {...form.control('titre')} maxLength={255} autoComplete="off" />
      </Field>
      <Field label={words.description} hint={words.descriptionHint} error={form.errors.description} optional>
        <Textarea {...form.control('description')} rows={4} />
      </Field>
      <PrioriteChoice value={form.values.priorite} onChange={(priorite) => form.set('priorite', priorite)} />
      <Field label={words.date} hint={<DateHint priorite={form.values.priorite} />} error={form.errors.date} optional>
        <Input {...form.control('date')} type="date" min={toDateInput(new Date())} className="max-w-56" />
      </Field>
      <Field label={words.note} hint={words.noteHint} error={form.errors.note} optional>
        <Textarea {...form.control('note')} rows={2} />
      </Field>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" pending={form.pending} className="max-sm:w-full">
          {props.submit}
        </Button>
        <p className="text-13 text-ink-faint">{words.draft}</p>
      </div>
    </form>
  );
}

/** The date that stands when none is chosen. */
function DateHint(props: { priorite: Priorite }) {
  const words = useCommandeWords().create;
  const reader = useReader();
  const now = useNow();
  const proposed = proposedDeadline(props.priorite, now);
  return proposed ? words.dateProposed(formatFull(proposed, reader)) : words.dateNone;
}
