import type { listFr } from './list-words.fr.ts';

export const listEn: typeof listFr = {
  all: 'All',
  unread: 'Unread',
  filter: 'Filter',
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
};
