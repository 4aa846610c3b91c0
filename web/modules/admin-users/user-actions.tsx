import AtSign from 'lucide-react/icons/at-sign';
import Ellipsis from 'lucide-react/icons/ellipsis';
import KeyRound from 'lucide-react/icons/key-round';
import MailPlus from 'lucide-react/icons/mail-plus';
import UserCheck from 'lucide-react/icons/user-check';
import UserRoundCog from 'lucide-react/icons/user-round-cog';
import UserX from 'lucide-react/icons/user-x';
import { useState } from 'react';
import type { AdministeredUser } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { BeginDialog } from '../impersonation/begin-dialog.tsx';
import { useImpersonationWords } from '../impersonation/use-impersonation-words.ts';
import { DeactivateDialog } from './deactivate-dialog.tsx';
import { EmailDialog } from './email-dialog.tsx';
import { useChangeUser, useSendInvitation } from './mutations.ts';
import { ResetFactorsDialog } from './reset-factors-dialog.tsx';
import { ROLES } from './routes.ts';
import { usePeopleWords } from './use-people-words.ts';

type Asked = 'deactivate' | 'impersonate' | 'email' | 'factors' | null;

/** What can be done with a person. Nobody changes their own role or shuts themselves out. */
export function UserActions(props: { user: AdministeredUser; isMe: boolean }) {
  const words = useWords();
  const says = usePeopleWords();
  const change = useChangeUser();
  const [asked, ask] = useState<Asked>(null);
  const { user } = props;
  if (props.isMe) return null;
  const close = () => ask(null);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={says.actionsFor(fullName(user) || user.email)}>
            <Ellipsis aria-hidden className="icon" />
          </IconButton>
        }
      >
        <MenuChoice
          label={says.changeRole}
          value={user.role}
          choices={ROLES.map((value) => ({ value, label: words.ui.role[value] }))}
          onChange={(role) => change(user, { role })}
        />
        <MenuSeparator />
        <Items user={user} ask={ask} />
      </Menu>
      <EmailDialog user={user} open={asked === 'email'} onOpenChange={close} />
      <ResetFactorsDialog user={user} open={asked === 'factors'} onOpenChange={close} />
      <DeactivateDialog user={user} open={asked === 'deactivate'} onOpenChange={close} />
      <BeginDialog user={user} open={asked === 'impersonate'} onOpenChange={close} />
    </>
  );
}

function Items(props: { user: AdministeredUser; ask: (asked: Asked) => void }) {
  const says = usePeopleWords();
  const change = useChangeUser();
  const { begin } = useImpersonationWords();
  const sendInvitation = useSendInvitation();
  const { user, ask } = props;
  const isOpen = user.isActive && user.emailVerifiedAt !== null;
  return (
    <>
      {user.emailVerifiedAt === null ? (
        <MenuItem onClick={() => sendInvitation(user)} icon={<MailPlus aria-hidden className="icon" />}>
          {says.sendInvitation}
        </MenuItem>
      ) : null}
      {isOpen && user.role !== 'ADMIN' ? (
        <MenuItem onClick={() => ask('impersonate')} icon={<UserRoundCog aria-hidden className="icon" />}>
          {begin}
        </MenuItem>
      ) : null}
      {user.role === 'ADMIN' ? null : (
        <MenuItem onClick={() => ask('email')} icon={<AtSign aria-hidden className="icon" />}>
          {says.changeEmail}
        </MenuItem>
      )}
      {user.hasSecondFactor ? (
        <MenuItem onClick={() => ask('factors')} icon={<KeyRound aria-hidden className="icon" />}>
          {says.resetFactors}
        </MenuItem>
      ) : null}
      {user.isActive ? (
        <MenuItem danger onClick={() => ask('deactivate')} icon={<UserX aria-hidden className="icon" />}>
          {says.deactivate}
        </MenuItem>
      ) : (
        <MenuItem onClick={() => change(user, { isActive: true })} icon={<UserCheck aria-hidden className="icon" />}>
          {says.activate}
        </MenuItem>
      )}
    </>
  );
}
