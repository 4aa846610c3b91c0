import type { NotificationRow } from '#platform/db/database.gen.ts';
import type { Notification } from './schema.ts';

export function presentNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    title: row.title,
    message: row.message,
    type: row.type,
    priority: row.priority,
    actionUrl: row.actionUrl,
    data: parseData(row.data),
    isRead: row.isRead,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A column of text that holds JSON; what an adopted database kept there may be anything. */
function parseData(data: string | null): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(data ?? 'null');
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
