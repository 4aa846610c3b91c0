import type { ReactElement } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { openTransitions } from './transition.ts';
import type { CommandeActs } from './use-commande-acts.ts';

/** Every act that the API allows on a commande now. */
export function ActsMenu(props: {
  commande: Commande;
  acts: CommandeActs;
  align: 'start' | 'end';
  trigger: ReactElement<object>;
}) {
  const words = useWords().commandes;
  const { commande, acts } = props;
  const transitions = openTransitions(commande);
  const { may } = commande;
  if (transitions.length === 0 && !may.edit && !may.assign && !may.deliver) return null;
  return (
    <Menu align={props.align} trigger={props.trigger}>
      {may.assign ? (
        <MenuItem onClick={acts.assign}>{commande.correcteur ? words.acts.reassign : words.acts.assign}</MenuItem>
      ) : null}
      {may.deliver ? <MenuItem onClick={acts.deliver}>{words.acts.deliver}…</MenuItem> : null}
      {may.edit ? <MenuItem onClick={acts.edit}>{words.acts.edit}…</MenuItem> : null}
      {transitions.map((transition) => (
        <MenuItem key={transition.to} danger={transition.kind === 'cancel'} onClick={() => acts.change(transition)}>
          {words.acts[transition.kind]}
          {transition.reasonRequired ? '…' : ''}
        </MenuItem>
      ))}
    </Menu>
  );
}
