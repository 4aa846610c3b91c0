/** What the socket says. Messages are thin: what changed is fetched again. */
export type RealtimeMessage =
  | { type: 'commande.changed'; commandeId: string }
  | { type: 'message.created'; commandeId: string; messageId: string }
  | { type: 'messages.read'; commandeId: string; userId: string }
  | { type: 'file.changed'; commandeId: string; fileId: string }
  | { type: 'notification.created'; notificationId: string }
  | { type: 'notifications.changed' };

/** What the socket says of itself: that nothing was missed, or that nobody knows and all must be fetched again. */
export type SocketMessage = { id?: string } & (RealtimeMessage | { type: 'welcome' } | { type: 'resync' });

/** The queries that a message makes out of date. Keys are `['commandes', id, …]`, `['commandes', 'list', …]`, `['notifications', …]`. */
export function staleKeys(message: SocketMessage): readonly (readonly string[])[] {
  switch (message.type) {
    case 'commande.changed':
      return [
        ['commandes', 'list'],
        ['commandes', message.commandeId],
      ];
    case 'message.created':
      return [['commandes', 'list'], ['commandes', message.commandeId], ['notifications']];
    case 'messages.read':
      return [
        ['commandes', 'list'],
        ['commandes', message.commandeId],
        ['notifications', 'compteurs'],
      ];
    case 'file.changed':
      return [
        ['commandes', 'list'],
        ['commandes', message.commandeId],
      ];
    case 'notification.created':
    case 'notifications.changed':
      return [['notifications']];
    default:
      return [];
  }
}

export function parseMessage(data: unknown): SocketMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    const isMessage = typeof message === 'object' && message !== null && 'type' in message;
    return isMessage ? (message as SocketMessage) : null; // unknown types fall through `staleKeys` harmlessly
  } catch {
    return null;
  }
}
