import type { notificationsFr } from './words.fr.ts';

export const notificationsEn: typeof notificationsFr = {
  title: 'Notifications',
  open: (unread) => `Notifications, ${unread} unread`,
  seeAll: 'All notifications',
  arrived: (title) => `New notification: ${title}`,
};
