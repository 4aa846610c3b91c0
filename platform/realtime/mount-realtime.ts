import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { isOurOrigin } from '#platform/http/security.ts';
import { CLOSE } from '#platform/realtime/connections.ts';
import { realtimeErrors } from '#platform/realtime/errors.ts';
import type { Realtime } from '#platform/realtime/realtime.ts';

/** What the client says is heard by nobody: only pongs are expected. */
const PAYLOAD_BYTES = 4 * 1024;
/** How long a socket may outlive its session when the process that ended it could not tell. */
const RECHECK_MS = 5 * 60_000;
const PROTOCOL = 'staka';
const BEARER_PROTOCOL = 'bearer.';

export interface RealtimeMount {
  readonly realtime: Realtime;
  /** Who the request's cookie or bearer belongs to. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  readonly publicOrigin: string;
  /** Whether a maintenance keeps this reader out; none does unless told. */
  readonly turnsAway?: (request: FastifyRequest) => boolean;
}

/**
 * `/ws` and `/api/ws`. The reader is known by the session cookie, by `Authorization: Bearer`, or by the subprotocol
 * `bearer.<token>` (beside `staka`), for clients that can set no header; never by the address, which is logged.
 *
 * Every message has an `id`. Whoever asks for `?after=<last id seen>` is told what was sent since then and then
 * `{"type":"welcome","id":…}`; or `{"type":"resync","id":…}` when that is no longer known and all must be fetched again,
 * which may also come later. The first time, `?after=` is empty.
 */
export async function mountRealtime(app: FastifyInstance, mount: RealtimeMount): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: PAYLOAD_BYTES, handleProtocols: chooseProtocol, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
    preClose: closeSockets(mount.realtime),
  });
  for (const url of ['/ws', '/api/ws']) {
    app.route({
      method: 'GET',
      url,
      schema: { hide: true },
      preHandler: async (request) => {
        if (request.ws) await admit(request, mount);
      },
      handler: () => {
        throw realtimeErrors.REALTIME_UPGRADE_REQUIRED({}, { headers: { upgrade: 'websocket' } });
      },
      wsHandler: (socket, request) => void attach(socket, request, mount),
    });
  }
}

/** @throws CSRF_REFUSED for a page of another site, AUTH_REQUIRED for nobody */
async function admit(request: FastifyRequest, mount: RealtimeMount): Promise<void> {
  const { origin } = request.headers;
  // Every browser says where a socket is opened from; what says nothing is no page.
  if (origin !== undefined && !isOurOrigin(origin, request, mount.publicOrigin)) throw httpErrors.CSRF_REFUSED();
  const token = bearerOf(request.headers['sec-websocket-protocol']);
  if (token !== undefined) request.raw.headers.authorization ??= `Bearer ${token}`;
  request.actor = await mount.authenticate(request);
  if (!request.actor) throw httpErrors.AUTH_REQUIRED();
}

async function attach(socket: WebSocket, request: FastifyRequest, mount: RealtimeMount): Promise<void> {
  if (!request.actor) return socket.terminate();
  const recheck = async () => {
    const actor = await mount.authenticate(request).catch(() => request.actor);
    if (!actor) socket.close(CLOSE.sessionEnded, 'session ended');
  };
  mount.realtime.attach(socket, request.actor, { after: lastSeenOf(request), recheck: () => void recheck() });
  const rechecking = setInterval(() => void recheck(), RECHECK_MS).unref();
  socket.on('close', () => clearInterval(rechecking));
  if (mount.turnsAway?.(request)) return socket.close(CLOSE.maintenance, 'maintenance');
  // The session may have ended between the look at it and this moment, and nobody told this socket.
  await recheck();
}

/** `?after=` with the id of the last message seen, or with nothing the first time. */
function lastSeenOf({ url }: FastifyRequest): string | undefined {
  return new URL(url, 'http://localhost').searchParams.get('after') ?? undefined;
}

/** The token is not sent back, unless nothing else was offered: a browser wants one of its protocols chosen. */
function chooseProtocol(offered: Set<string>): string | false {
  if (offered.has(PROTOCOL)) return PROTOCOL;
  const [first] = offered;
  return first ?? false;
}

function bearerOf(protocols: string | undefined): string | undefined {
  const offered = protocols?.split(',').map((protocol) => protocol.trim());
  return offered?.find((protocol) => protocol.startsWith(BEARER_PROTOCOL))?.slice(BEARER_PROTOCOL.length);
}

function closeSockets(realtime: Realtime) {
  return async function preClose(this: FastifyInstance): Promise<void> {
    await realtime.close();
    await new Promise<void>((resolve) => this.websocketServer.close(() => resolve()));
  };
}
