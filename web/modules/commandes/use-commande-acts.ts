import { useState } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useChangeStatut } from './mutations.ts';
import type { OpenTransition } from './transition.ts';

export type OpenDialog =
  | { kind: 'statut'; transition: OpenTransition }
  | { kind: 'assign' }
  | { kind: 'deliver' }
  | { kind: 'edit' };

/** What can be done to a commande from where it is shown: some of it at once, the rest through a dialog. */
export type CommandeActs = {
  dialog: OpenDialog | null;
  close: () => void;
  assign: () => void;
  deliver: () => void;
  edit: () => void;
  change: (transition: OpenTransition) => void;
};

export function useCommandeActs(commande: Pick<Commande, 'id'>): CommandeActs {
  const words = useWords();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const changeStatut = useChangeStatut();

  async function start(transition: OpenTransition): Promise<void> {
    try {
      await changeStatut.mutateAsync({ id: commande.id, statut: transition.to });
      toast({ title: words.commandes.acts.started });
    } catch (error) {
      if (error instanceof Error) toast({ title: sentenceOf(error, words) });
    }
  }

  return {
    dialog,
    close: () => setDialog(null),
    assign: () => setDialog({ kind: 'assign' }),
    deliver: () => setDialog({ kind: 'deliver' }),
    edit: () => setDialog({ kind: 'edit' }),
    change: (transition) =>
      transition.reasonRequired ? setDialog({ kind: 'statut', transition }) : void start(transition),
  };
}
