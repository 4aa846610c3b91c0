import { plural } from '../../i18n/plural.ts';

export const notificationsFr = {
  title: 'Notifications',
  open: (unread: number) =>
    plural('fr', unread, { one: `Notifications, ${unread} non lue`, other: `Notifications, ${unread} non lues` }),
  all: 'Toutes',
  unread: 'Non lues',
  filter: 'Filtre',
  seeAll: 'Toutes les notifications',
  markAllRead: 'Tout marquer comme lu',
  allRead: 'Tout est marqué comme lu.',
  markRead: 'Marquer comme lue',
  dismiss: 'Retirer',
  dismissLabel: (title: string) => `Retirer « ${title} »`,
  dismissed: 'Notification retirée.',
  unreadMark: 'Non lue',
  empty: 'Rien de nouveau',
  emptyText: 'Vous saurez ici qu’une commande avance, qu’un message arrive ou qu’un texte corrigé vous attend.',
  emptyUnread: 'Tout est lu',
  emptyUnreadText: 'Les notifications déjà lues restent dans « Toutes ».',
  arrived: (title: string) => `Nouvelle notification : ${title}`,
};
