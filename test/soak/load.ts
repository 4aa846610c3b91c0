import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SoakPerson } from './people.ts';

export interface Counts {
  requests: number;
  /** Answers of 500 and above, and requests that had no answer. */
  failures: number;
  heard: number;
}

/** Sends so many requests a second, reading for the most part, whatever the answers take. Returns how to stop. */
export function sendRequests(url: string, people: readonly SoakPerson[], perSecond: number, counts: Counts) {
  const sent = new Set<Promise<void>>();
  const start = performance.now();
  const sendOne = () => {
    const person = people[(counts.requests * 7) % people.length];
    if (!person) return;
    const one = ask(url, person, counts.requests).then((status) => {
      if (status >= 500) counts.failures += 1;
    });
    counts.requests += 1;
    sent.add(one);
    void one.finally(() => sent.delete(one));
  };
  // A timer that comes late makes up for it.
  const timer = setInterval(() => {
    const due = ((performance.now() - start) / 1_000) * perSecond;
    while (counts.requests < due) sendOne();
  }, 1_000 / perSecond);
  return async () => {
    clearInterval(timer);
    await Promise.all(sent);
  };
}

/** A socket for each. Returns how to close them. */
export async function openSockets(url: string, people: readonly SoakPerson[], counts: Counts) {
  const sockets: WebSocket[] = [];
  for (const { token } of people) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?after=`, {
      headers: { authorization: `Bearer ${token}` },
    });
    socket.on('message', () => (counts.heard += 1));
    await once(socket, 'open');
    sockets.push(socket);
  }
  return async () => {
    const closed = sockets.map((socket) => once(socket, 'close'));
    for (const socket of sockets) socket.close();
    await Promise.all(closed);
  };
}

/** The status of the answer; 599 where there was none. */
async function ask(url: string, { token, commandeId }: SoakPerson, number: number): Promise<number> {
  const authorization = `Bearer ${token}`;
  const [path, body] = REQUESTS[number % REQUESTS.length]?.(commandeId) ?? ['/health'];
  try {
    const answer = await fetch(url + path, {
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 599;
  }
}

type Asked = readonly [path: string, body?: object];
const REQUESTS: readonly ((commandeId: string) => Asked)[] = [
  (id) => [`/api/commandes/${id}/messages?limit=20`],
  () => ['/api/commandes?limit=20'],
  (id) => [`/api/commandes/${id}/messages?limit=20`],
  () => ['/auth/me'],
  (id) => [`/api/commandes/${id}/messages`, { content: 'Longtemps, je me suis couché de bonne heure.' }],
  (id) => [`/api/commandes/${id}`],
  () => ['/api/notifications?limit=20'],
  () => ['/api/notifications/compteurs'],
  (id) => [`/api/commandes/${id}/historique`],
  () => ['/health'],
];
