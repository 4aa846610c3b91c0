import type { Actor } from '#platform/http/actor.ts';

/** What a request brings with it that tus does not know of, and what it takes away. */
export interface TusExchange {
  readonly actor: Actor;
  /** The upload this request began. */
  begun?: string;
  /** What went wrong, as it was thrown: tus makes a line of text of it. */
  failure?: unknown;
}
