import type { Static, TSchema } from 'typebox';

export interface RateLimit {
  readonly max: number;
  readonly windowSeconds: number;
}

export interface RawAnswer {
  readonly description: string;
  /** Whether there are bytes: of whatever media type the answer says. */
  readonly bytes: boolean;
}

/** What a route takes and answers: validated, filtered and documented from this one place. */
export interface Contract {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** The body of the success; absent for 204, and for routes that write the answer themselves (`raw`). */
  readonly response?: TSchema;
  /** @default 200, or 204 when there is no response */
  readonly status?: 200 | 201 | 202 | 204;
  /** The codes of failure particular to this route. */
  readonly errors?: readonly string[];
  readonly rateLimit?: RateLimit;
  /** The handler writes the answer itself: bytes, streams. The description says what. */
  readonly raw?: boolean;
  /** What a raw route answers when it succeeds, by status. */
  readonly answers?: Readonly<Record<number, RawAnswer>>;
  /** @default 1 MiB */
  readonly bodyLimit?: number;
}

export function contract<const C extends Contract>(definition: C): C {
  return definition;
}

type StaticOf<C, Key extends string> = C extends { readonly [K in Key]: infer Schema extends TSchema }
  ? Static<Schema>
  : Record<never, never>;

/** What the handler is given. */
export interface InputsOf<C> {
  readonly params: StaticOf<C, 'params'>;
  readonly query: StaticOf<C, 'query'>;
  readonly body: StaticOf<C, 'body'>;
}

/** What the handler must return. */
export type AnswerOf<C> = C extends { readonly response: infer Schema extends TSchema } ? Static<Schema> : unknown;
