import { AsyncLocalStorage } from 'node:async_hooks';

/** Who and where a fact came from: whoever asked for what made it true. */
export interface Origin {
  readonly actorId: string | null;
  /** The administrator who acted as that person. */
  readonly impersonatorId: string | null;
  /** The session, or the API token, that was used. */
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Where it stands in the payload of every event that a request made. */
const FIELD = 'origin';

const scope = new AsyncLocalStorage<() => Origin>();

/** Every event published by `work`, and by what it calls, carries what `read` says once it is published. */
export function withOrigin<Result>(read: () => Origin, work: () => Result): Result {
  return scope.run(read, work);
}

/** Null where nobody asked: a schedule, an effect, a command. */
export function currentOrigin(): Origin | null {
  return scope.getStore()?.() ?? null;
}

export function carryOrigin<Payload extends object>(payload: Payload): Payload {
  const origin = currentOrigin();
  return origin === null ? payload : { ...payload, [FIELD]: origin };
}

/** The origin that a payload carries. */
export function originOf(payload: object): Origin | null {
  const found: unknown = Reflect.get(payload, FIELD);
  // What publish wrote there.
  return typeof found === 'object' ? (found as Origin | null) : null;
}
