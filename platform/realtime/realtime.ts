import type { WebSocket } from 'ws';
import type { Actor } from '#platform/http/actor.ts';
import { type Attached, Connections } from '#platform/realtime/connections.ts';
import { type FanOut, inProcessFanOut } from '#platform/realtime/fan-out.ts';

const PING_MS = 25_000;
const CLOSE_WAIT_MS = 1_000;

/** Thin on purpose: says what changed, and whoever reads it fetches what they may see of it. */
export type RealtimeMessage =
  | { readonly type: 'commande.changed'; readonly commandeId: string }
  | { readonly type: 'message.created'; readonly commandeId: string; readonly messageId: string }
  | { readonly type: 'messages.read'; readonly commandeId: string; readonly userId: string }
  | { readonly type: 'file.changed'; readonly commandeId: string; readonly fileId: string }
  | { readonly type: 'notification.created'; readonly notificationId: string }
  | { readonly type: 'notifications.changed' };

export interface Realtime {
  /** To every open socket of these people. Nobody is waited for; whoever is away for a moment hears it on coming back. */
  send(userIds: readonly string[], message: RealtimeMessage): Promise<void>;
  /** Ends the sockets of a session that ended. */
  closeSession(sessionId: string): Promise<void>;
  /** The same for the sockets of this process alone, by whom nobody else need be told. */
  closeSessionHere(sessionId: string): void;
  /** The sessions that hold a socket of this process, or have an upload under way here. */
  heldSessions(): string[];
  /** Has something that lasts, such as an upload, end with its session. Returns how to let go of it. */
  hold(actor: Actor, end: () => void): () => void;
  /** Ends every socket of a person. */
  closeUser(userId: string): Promise<void>;
  /** Takes in a socket whose reader is known. */
  attach(socket: WebSocket, actor: Actor, attached?: Attached): void;
  /** How many sockets this process holds. */
  openSockets(): number;
  /** Ends every socket of this process for a maintenance. What lasts and is no socket, such as an upload, goes on. */
  turnAway(): void;
  /** Ends every socket of this process, within a second. */
  close(): Promise<void>;
}

export interface RealtimeOptions {
  /** How the processes tell each other; within this one unless told. */
  readonly fanOut?: FanOut;
  readonly pingMs?: number;
}

export function createRealtime({ fanOut = inProcessFanOut(), pingMs = PING_MS }: RealtimeOptions = {}): Realtime {
  const connections = new Connections(fanOut);
  const unsubscribe = fanOut.subscribe((signal) => connections.hear(signal));
  const pinging = setInterval(() => connections.ping(), pingMs).unref();
  return {
    send: (userIds, message) => fanOut.send(userIds, JSON.stringify(message)),
    closeSession: (sessionId) => fanOut.publish({ kind: 'session-closed', sessionId }),
    closeSessionHere: (sessionId) => connections.hear({ kind: 'session-closed', sessionId }),
    hold: (actor, end) => connections.hold(actor, end),
    heldSessions: () => connections.sessions(),
    closeUser: (userId) => fanOut.publish({ kind: 'user-closed', userId }),
    attach: (socket, actor, attached = {}) => connections.add(socket, actor, attached),
    openSockets: () => connections.count(),
    turnAway: () => connections.turnAway(),
    close: async () => {
      clearInterval(pinging);
      unsubscribe();
      await connections.closeAll(CLOSE_WAIT_MS);
    },
  };
}
