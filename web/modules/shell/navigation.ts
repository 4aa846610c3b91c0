import type { LinkProps } from '@tanstack/react-router';
import Activity from 'lucide-react/icons/activity';
import Bell from 'lucide-react/icons/bell';
import BookOpenText from 'lucide-react/icons/book-open-text';
import CircleUser from 'lucide-react/icons/circle-user';
import Eraser from 'lucide-react/icons/eraser';
import GraduationCap from 'lucide-react/icons/graduation-cap';
import ListTodo from 'lucide-react/icons/list-todo';
import Mail from 'lucide-react/icons/mail';
import ScrollText from 'lucide-react/icons/scroll-text';
import Table2 from 'lucide-react/icons/table-2';
import UserRoundCheck from 'lucide-react/icons/user-round-check';
import Users from 'lucide-react/icons/users';
import type { Role } from '../../api/types.ts';
import type { Words } from '../../i18n/fr.ts';

export type Place = {
  id: keyof Words['shell']['nav'];
  to: NonNullable<LinkProps['to']>;
  icon: typeof Bell;
  /** Second key after « g ». */
  key: string;
  roles?: readonly Role[];
  counter?: 'notifications' | 'messages';
  /** On the rail, in the foot of a phone (at most three, with `Aller à` and the menu), or only by keys and palette. */
  stands: readonly ('rail' | 'foot')[];
  developmentOnly?: boolean;
};

/** Where one can go from anywhere, in the order of the rail. */
const PLACES: readonly Place[] = [
  {
    id: 'commandes',
    to: '/app/commandes',
    icon: BookOpenText,
    key: 'c',
    roles: ['USER', 'MENTOR'],
    counter: 'messages',
    stands: ['rail', 'foot'],
  },
  {
    id: 'commandes',
    to: '/app/admin/commandes',
    icon: BookOpenText,
    key: 'c',
    roles: ['ADMIN'],
    counter: 'messages',
    stands: ['rail', 'foot'],
  },
  {
    id: 'queue',
    to: '/app/file',
    icon: ListTodo,
    key: 'f',
    roles: ['CORRECTOR'],
    counter: 'messages',
    stands: ['rail', 'foot'],
  },
  { id: 'queue', to: '/app/file', icon: ListTodo, key: 'f', roles: ['ADMIN'], stands: ['rail'] },
  { id: 'notifications', to: '/app/notifications', icon: Bell, key: 'n', counter: 'notifications', stands: ['foot'] },
  { id: 'people', to: '/app/admin/utilisateurs', icon: Users, key: 'p', roles: ['ADMIN'], stands: ['rail', 'foot'] },
  { id: 'audit', to: '/app/admin/journal', icon: ScrollText, key: 'j', roles: ['ADMIN'], stands: ['rail'] },
  { id: 'mentors', to: '/app/admin/mentors', icon: GraduationCap, key: 'e', roles: ['ADMIN'], stands: ['rail'] },
  { id: 'erasures', to: '/app/admin/effacements', icon: Eraser, key: 'x', roles: ['ADMIN'], stands: ['rail'] },
  { id: 'studio', to: '/app/admin/studio', icon: Table2, key: 'd', roles: ['ADMIN'], stands: ['rail'] },
  { id: 'operations', to: '/app/admin/exploitation', icon: Activity, key: 'o', roles: ['ADMIN'], stands: ['rail'] },
  { id: 'clerk', to: '/app/admin/clerk', icon: UserRoundCheck, key: 'k', roles: ['ADMIN'], stands: [] },
  { id: 'account', to: '/app/compte', icon: CircleUser, key: 'a', stands: [] },
  { id: 'devMail', to: '/app/dev/mail', icon: Mail, key: 'm', stands: ['rail'], developmentOnly: true },
];

export function placesFor(role: Role, isDevelopment: boolean): Place[] {
  return PLACES.filter(
    (place) => (!place.roles || place.roles.includes(role)) && (isDevelopment || !place.developmentOnly),
  );
}
