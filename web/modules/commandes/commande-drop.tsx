import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { type DropChoice, DropOverlay } from '../files/drop-overlay.tsx';
import { useCommandeWords } from './use-commande-words.ts';
import { type Deposit, versionKinds } from './use-deposit.tsx';

/** Files dropped anywhere on the page of a commande: into the ladder, or beside the next message. */
export function CommandeDrop(props: {
  commande: Commande;
  onAttach: (files: File[]) => void;
  onDeposit: Deposit['send'];
}) {
  const words = useCommandeWords().page;
  const me = useMe();
  const { commande, onAttach, onDeposit } = props;
  const texts = {
    MANUSCRIT: { title: words.manuscriptDrop, text: words.manuscriptDropText },
    CORRECTION: { title: words.correctionDrop, text: words.correctionDropText },
  };
  const attach: DropChoice = { id: 'attach', title: words.attachDrop, text: words.attachDropText, onFiles: onAttach };
  const choices = versionKinds(commande, me).map(
    (kind): DropChoice => ({ id: kind, ...texts[kind], onFiles: (files) => onDeposit(kind, files) }),
  );
  return <DropOverlay choices={commande.may.upload && commande.may.message ? [...choices, attach] : choices} />;
}
