import { plural } from '../../i18n/plural.ts';

export const notificationsFr = {
  title: 'Notifications',
  open: (unread: number) =>
    plural('fr', unread, { one: `Notifications, ${unread} non lue`, other: `Notifications, ${unread} non lues` }),
  seeAll: 'Toutes les notifications',
  arrived: (title: string) => `Nouvelle notification : ${title}`,
};
