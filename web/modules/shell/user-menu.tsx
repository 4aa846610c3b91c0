import { Link } from '@tanstack/react-router';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import CircleUser from 'lucide-react/icons/circle-user';
import Keyboard from 'lucide-react/icons/keyboard';
import LogOut from 'lucide-react/icons/log-out';
import { useState } from 'react';
import { useMe } from '../../api/session.ts';
import { LANGUES } from '../../i18n/langue.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from '../../ui/menu.tsx';
import { chooseTheme, chosenTheme, THEMES } from '../../ui/theme.ts';
import { signOut } from '../accounts/sign-out.ts';
import { useChooseLangue } from '../accounts/use-choose-langue.ts';
import { useShortcutsSheet } from './palette-host.tsx';

export function UserMenu(props: { withName?: boolean }) {
  const me = useMe();
  const words = useWords();
  const openSheet = useShortcutsSheet();
  return (
    <Menu side="top" align="start" trigger={<UserButton withName={props.withName ?? false} />}>
      <div className="px-2.5 pt-1.5 pb-2">
        <div className="truncate font-medium text-14">{fullName(me)}</div>
        <div className="truncate text-13 text-ink-soft">{me.email}</div>
      </div>
      <MenuSeparator />
      <MenuLink render={<Link to="/app/compte" />} icon={<CircleUser aria-hidden className="icon" />}>
        {words.shell.nav.account}
      </MenuLink>
      <MenuItem byKeyboard onClick={openSheet} icon={<Keyboard aria-hidden className="icon" />}>
        {words.shell.shortcuts}
      </MenuItem>
      <MenuSeparator />
      <LangueChoice />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem onClick={() => void signOut()} icon={<LogOut aria-hidden className="icon" />}>
        {words.shell.signOut}
      </MenuItem>
    </Menu>
  );
}

function UserButton({ withName, ...rest }: { withName: boolean }) {
  const me = useMe();
  const words = useWords().shell;
  return (
    <button
      type="button"
      {...rest}
      className={
        withName
          ? 'flex h-11 w-full items-center gap-2.5 rounded-md px-2 text-start text-14 transition-colors hover:bg-hover'
          : 'flex size-11 items-center justify-center rounded-full'
      }
    >
      <Avatar person={me} size={withName ? 'small' : 'normal'} />
      <span className="sr-only">{words.userMenu(fullName(me))}</span>
      {withName ? (
        <>
          <span aria-hidden className="min-w-0 grow truncate">
            {fullName(me)}
          </span>
          <ChevronsUpDown aria-hidden className="icon size-4 text-ink-faint" />
        </>
      ) : null}
    </button>
  );
}

function LangueChoice() {
  const words = useWords().shell;
  const { langue } = useLangue();
  const choose = useChooseLangue();
  const choices = LANGUES.map((value) => ({ value, label: words.langues[value] }));
  return <MenuChoice label={words.langue} value={langue} onChange={choose} choices={choices} />;
}

function ThemeChoice() {
  const words = useWords().shell;
  const [theme, setTheme] = useState(chosenTheme);
  const choices = THEMES.map((value) => ({ value, label: words.themes[value] }));
  return (
    <MenuChoice
      label={words.theme}
      value={theme}
      choices={choices}
      onChange={(next) => {
        chooseTheme(next);
        setTheme(next);
      }}
    />
  );
}
