import type { notificationsFr } from './words.fr.ts';

export const notificationsEn: typeof notificationsFr = {
  title: 'Notifications',
  open: (unread) => `Notifications, ${unread} unread`,
  all: 'All',
  unread: 'Unread',
  filter: 'Filter',
  seeAll: 'All notifications',
  markAllRead: 'Mark all as read',
  allRead: 'All are marked as read.',
  markRead: 'Mark as read',
  dismiss: 'Dismiss',
  dismissLabel: (title) => `Dismiss “${title}”`,
  dismissed: 'Notification dismissed.',
  unreadMark: 'Unread',
  empty: 'Nothing new',
  emptyText:
    'Here you will learn that a commande moves on, that a message arrives or that a corrected text awaits you.',
  emptyUnread: 'All is read',
  emptyUnreadText: 'Notifications already read stay under “All”.',
  arrived: (title) => `New notification: ${title}`,
};
