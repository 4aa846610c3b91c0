import type { Commande, Priorite } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input, Textarea } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { endOfDay, toDateInput } from './days.ts';
import { type CommandeChanges, useEditCommande } from './mutations.ts';
import { PrioriteChoice } from './priorite-choice.tsx';
import { useCommandeWords } from './use-commande-words.ts';

export type CommandeForm = { titre: string; description: string; priorite: string; date: string };

export function EditDialog(props: { commande: Commande; onClose: () => void }) {
  const words = useWords();
  const { create, page } = useCommandeWords();
  const { commande, onClose } = props;
  const edit = useEditCommande();
  const form = useForm<CommandeForm>({
    draft: `edit.${commande.id}`,
    initial: formOf(commande),
    check: ({ titre }) => ({ titre: titre.trim() === '' ? create.titreRequired : undefined }),
    submit: async (values) => {
      const changes = changesOf(commande, values);
      if (Object.keys(changes).length > 0) {
        await edit.mutateAsync({ id: commande.id, ...changes });
        toast({ title: page.edited });
      }
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={page.editTitle} wide dismissible={false}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <Field label={create.titre} error={form.errors.titre}>
          <Input {...form.control('titre')} maxLength={255} />
        </Field>
        <Field label={create.description} error={form.errors.description} optional>
          <Textarea {...form.control('description')} rows={4} />
        </Field>
        <PrioriteChoice value={form.values.priorite} onChange={(priorite) => form.set('priorite', priorite)} />
        <Field label={create.date} error={form.errors.date} optional>
          <Input {...form.control('date')} type="date" min={toDateInput(new Date())} className="max-w-56" />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            look="quiet"
            onClick={() => {
              form.reset();
              onClose();
            }}
          >
            {words.ui.cancel}
          </Button>
          <Button type="submit" look="primary" pending={form.pending}>
            {words.ui.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function formOf(commande: Commande): CommandeForm {
  const { titre, description, priorite, dateEcheance } = commande;
  const date = dateEcheance === null ? '' : toDateInput(new Date(dateEcheance));
  return { titre, description: description ?? '', priorite, date };
}

/** Only what is different: what was not touched is not written over. */
export function changesOf(commande: Commande, values: CommandeForm): CommandeChanges {
  const before = formOf(commande);
  const titre = values.titre.trim();
  const description = values.description.trim();
  return {
    ...(titre === before.titre ? {} : { titre }),
    ...(description === before.description ? {} : { description: description || null }),
    ...(values.priorite === before.priorite ? {} : { priorite: values.priorite as Priorite }), // one of the four radios
    ...(values.date === before.date ? {} : { dateEcheance: values.date ? endOfDay(values.date) : null }),
  };
}
