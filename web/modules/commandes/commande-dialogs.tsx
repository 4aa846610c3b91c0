import type { Commande, Correcteur } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { toast } from '../../ui/toast.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { DeliverDialog } from './deliver-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { useAssign } from './mutations.ts';
import { StatutDialog } from './statut-dialog.tsx';
import type { CommandeActs } from './use-commande-acts.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** The dialog that the acts of a commande have opened, if one is. */
export function CommandeDialogs(props: { commande: Commande; acts: CommandeActs }) {
  const { commande, acts } = props;
  switch (acts.dialog?.kind) {
    case 'statut':
      return <StatutDialog commande={commande} transition={acts.dialog.transition} onClose={acts.close} />;
    case 'deliver':
      return <DeliverDialog commande={commande} onClose={acts.close} />;
    case 'edit':
      return <EditDialog commande={commande} onClose={acts.close} />;
    case 'assign':
      return <AssignOne commande={commande} onClose={acts.close} />;
    case undefined:
      return null;
  }
}

function AssignOne(props: { commande: Commande; onClose: () => void }) {
  const words = useWords();
  const commandeWords = useCommandeWords();
  const assign = useAssign();
  const { commande } = props;
  const previous = commande.correcteur;

  async function choose(correcteur: Correcteur | null): Promise<void> {
    await assign.mutateAsync({ id: commande.id, correcteurId: correcteur?.id ?? null });
    const undo = () => assign.mutate({ id: commande.id, correcteurId: previous?.id ?? null });
    toast({
      title: correcteur ? commandeWords.assign.assigned(fullName(correcteur)) : commandeWords.assign.unassigned,
      undo: { label: words.ui.undo, run: undo },
    });
  }

  return (
    <AssignDialog
      title={commandeWords.assign.title}
      currentId={previous?.id ?? null}
      mayClear={previous !== null && commande.statut === 'EN_ATTENTE'}
      onChoose={choose}
      onClose={props.onClose}
    />
  );
}
