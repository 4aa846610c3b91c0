import type { Role } from '#platform/db/database.gen.ts';

/** The languages Staka speaks; the first is its own. */
export const LANGUES = ['fr', 'en'] as const;
export type Langue = (typeof LANGUES)[number];

/** What an API token may do; every token reads. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who makes a request, as the session or the API token they hold says. */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
  /** That of the API token for whoever asks by one: either may be closed, with its sockets. */
  readonly sessionId: string;
  readonly langue: Langue;
  /** A cookie is sent by the browser unasked, a bearer is not: only the former needs protection from forged requests. */
  readonly via: 'cookie' | 'bearer';
  /** What the API token allows that asks, or that opened the session; absent where a person signed in, who may do all. */
  readonly scopes?: readonly Scope[];
  /** The API token of `scopes`. */
  readonly tokenId?: string;
  /** When the person last proved who they are (RFC 3339); absent for an API token, which proves nothing. */
  readonly authenticatedAt?: string;
  readonly secondFactorAt?: string | null;
  /** The administrator who acts as this person. */
  readonly impersonatorId?: string | null;
  /**
   * Where a token of another service opened the session, which is not replaced by one of ours; and whether the person
   * has a second factor here that the session has not given.
   */
  readonly elsewhere?: { readonly owesFactor: boolean };
  /** When the token of the session was last replaced, as this request found it; the one it came with may be the one before. */
  readonly rotation?: { readonly at: string | null; readonly isBefore: boolean };
}
