import Pencil from 'lucide-react/icons/pencil';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';

export function EditButton(props: { commande: Commande; onEdit: () => void }) {
  const words = useWords().commandes.acts;
  if (!props.commande.may.edit) return null;
  return (
    <Button look="quiet" size="small" onClick={props.onEdit} className="-ms-3 justify-self-start">
      <Pencil aria-hidden className="icon size-4" />
      {words.edit}
    </Button>
  );
}
