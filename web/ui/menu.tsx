import { createContext, lazy, type ReactElement, type ReactNode, useContext } from 'react';
import { fetchAhead } from './fetch-ahead.ts';
import { OpenedLater } from './opened-later.tsx';

export type MenuProps = {
  /** The button it opens from. */
  trigger: ReactElement<object>;
  side?: 'top' | 'bottom' | 'right';
  align?: 'start' | 'end';
  children: ReactNode;
};
export type MenuItemProps = {
  onClick: () => void;
  icon?: ReactNode;
  danger?: boolean;
  /** Only where there is a keyboard. */
  byKeyboard?: boolean;
  disabled?: boolean;
  children: ReactNode;
};
export type MenuLinkProps = { render: ReactElement; icon?: ReactNode; children: ReactNode };
export type MenuChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string }[];
};

type Parts = {
  Item: (props: MenuItemProps) => ReactNode;
  LinkItem: (props: MenuLinkProps) => ReactNode;
  Choice: <Value extends string>(props: MenuChoiceProps<Value>) => ReactNode;
  Separator: () => ReactNode;
};

/** What items are made of, once the menu's code has come. */
export const MenuParts = createContext<Parts | null>(null);

const load = async () => ({ default: (await import('./menu-popup.tsx')).MenuPopup });
const MenuPopup = lazy(load);
fetchAhead(load);

/** A list of acts that opens from a button. Its code is fetched when the pointer or the focus comes near. */
export function Menu(props: MenuProps) {
  return (
    <OpenedLater trigger={props.trigger} popup="menu" load={load}>
      <MenuPopup {...props} />
    </OpenedLater>
  );
}

export function MenuItem(props: MenuItemProps) {
  const parts = useContext(MenuParts);
  return parts ? <parts.Item {...props} /> : null;
}

/** An item of a menu that is a link: `render` is the link. */
export function MenuLink(props: MenuLinkProps) {
  const parts = useContext(MenuParts);
  return parts ? <parts.LinkItem {...props} /> : null;
}

/** A choice of one among few. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const parts = useContext(MenuParts);
  return parts ? <parts.Choice {...props} /> : null;
}

export function MenuSeparator() {
  const parts = useContext(MenuParts);
  return parts ? <parts.Separator /> : null;
}
