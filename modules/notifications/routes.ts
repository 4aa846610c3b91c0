import { del, get, put } from '#platform/http/route.ts';
import { listNotifications } from './list-notifications.ts';
import { mayUseNotification, mayUseNotifications } from './policy.ts';
import { countUnread, dismissNotification, readAllNotifications, readNotification } from './read-notifications.ts';
import {
  countUnreadContract,
  dismissNotificationContract,
  listNotificationsContract,
  readAllNotificationsContract,
  readNotificationContract,
} from './schema.ts';

export const notificationsRoutes = [
  get('/notifications', listNotificationsContract, mayUseNotifications, ({ context, allowed, query }) =>
    listNotifications(context, allowed, query),
  ),
  get('/notifications/compteurs', countUnreadContract, mayUseNotifications, ({ context, allowed }) =>
    countUnread(context, allowed),
  ),
  put('/notifications/lecture', readAllNotificationsContract, mayUseNotifications, ({ context, allowed }) =>
    readAllNotifications(context, allowed),
  ),
  put('/notifications/:id/lecture', readNotificationContract, mayUseNotification, ({ context, allowed }) =>
    readNotification(context, allowed),
  ),
  del('/notifications/:id', dismissNotificationContract, mayUseNotification, ({ context, allowed }) =>
    dismissNotification(context, allowed),
  ),
];
