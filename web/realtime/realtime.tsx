import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { isReauthenticating, onReauthentication } from '../api/reauthentication.ts';
import { leaveWhenClosed, sessionQuery } from '../api/session.ts';
import { type RealtimeMessage, staleKeys } from './messages.ts';
import { holdSocket } from './socket.ts';

const listeners = new Set<(message: RealtimeMessage) => void>();
const lineListeners = new Set<() => void>();
let lineIsUp = true;

/** Keeps what is shown true to what happens, while somebody is signed in. */
export function useRealtime(): void {
  const client = useQueryClient();
  useEffect(() => {
    let wasDown = false;
    const address = new URL('/ws', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const hears = {
      message: (message: RealtimeMessage) => {
        for (const queryKey of staleKeys(message)) void client.invalidateQueries({ queryKey });
        for (const listener of listeners) listener(message);
      },
      line: (up: boolean) => {
        // A socket is closed with its session, too: asking who is signed in tells which it was.
        if (!up && !wasDown) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        wasDown = !up;
        setLine(up);
      },
      sessionEnded: () => void leaveWhenClosed(),
      resync: () => void client.invalidateQueries(),
    };
    const held = holdSocket(address.href, hears, () => !isReauthenticating());
    const forget = onReauthentication(held.retry);
    return () => {
      forget();
      held.end();
    };
  }, [client]);
}

/** Has a component hear what the socket says, for what is more than fetching again. */
export function useRealtimeMessage(hear: (message: RealtimeMessage) => void): void {
  const listener = useEffectEvent(hear);
  useEffect(() => {
    const entry = (message: RealtimeMessage) => listener(message);
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
    };
  }, []);
}

/** Whether the browser and the socket both say that the line is there. */
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine && lineIsUp);
}

function setLine(up: boolean): void {
  if (up === lineIsUp) return;
  lineIsUp = up;
  for (const listener of lineListeners) listener();
}

function listen(listener: () => void): () => void {
  lineListeners.add(listener);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    lineListeners.delete(listener);
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
