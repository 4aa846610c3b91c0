import { type Static, Type } from 'typebox';
import { NOTIFICATION_PRIORITY, NOTIFICATION_TYPE } from '#platform/db/database.gen.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { DateTime, Enum, Id, Nullable } from '#platform/http/types.ts';

export const Notification = Type.Object(
  {
    id: Id,
    title: Type.String(),
    message: Type.String(),
    type: Enum(NOTIFICATION_TYPE),
    priority: Enum(NOTIFICATION_PRIORITY),
    actionUrl: Nullable(Type.String({ description: 'Where to go: an address of the application' })),
    data: Nullable(Type.Object({}, { additionalProperties: true, description: 'What it is about' })),
    isRead: Type.Boolean(),
    createdAt: DateTime,
  },
  { title: 'Notification' },
);
export type Notification = Static<typeof Notification>;

const NotificationParams = Type.Object({ id: Id });

const Unread = Type.Object({ unread: Type.Integer({ description: 'Notifications that remain unread' }) });

export const listNotificationsContract = contract({
  summary: 'One’s notifications',
  description: 'Newest first, without those that were dismissed or have expired.',
  tags: ['notifications'],
  query: Type.Object({
    ...PageQuery,
    unread: Type.Optional(Type.Boolean({ description: 'Only those that are not read' })),
  }),
  response: pageOf(Notification),
  errors: ['CURSOR_INVALID'],
});

export const countUnreadContract = contract({
  summary: 'How much is unread',
  tags: ['notifications'],
  response: Type.Object({
    notifications: Type.Integer(),
    messages: Type.Integer({ description: 'In all conversations together' }),
  }),
});

export const readNotificationContract = contract({
  summary: 'Mark a notification as read',
  tags: ['notifications'],
  params: NotificationParams,
  response: Unread,
  errors: ['NOTIFICATION_NOT_FOUND'],
});

export const readAllNotificationsContract = contract({
  summary: 'Mark every notification as read',
  tags: ['notifications'],
  response: Unread,
});

export const dismissNotificationContract = contract({
  summary: 'Dismiss a notification',
  tags: ['notifications'],
  params: NotificationParams,
  errors: ['NOTIFICATION_NOT_FOUND'],
});
