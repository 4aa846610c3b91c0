import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { addressIn } from '#modules/accounts/module.ts';
import { nameIn } from '#modules/identities/module.ts';
import { Nullable } from '#platform/http/types.ts';
import { FOREVER } from './block-person.ts';

/** What Clerk says of one of its users at one moment, in the form in which it is kept. */
export interface ClerkProfile {
  readonly id: string;
  /** The primary address; null when there is none. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly prenom: string;
  readonly nom: string;
  readonly imageUrl: string | null;
  /** Milliseconds since 1970: of two the greater one is true. */
  readonly version: number;
  /** Until when Clerk keeps them out, in the same milliseconds; null when it does not. */
  readonly blockedUntil: number | null;
}

export type ClerkEvent =
  | { readonly kind: 'user'; readonly profile: ClerkProfile }
  | { readonly kind: 'deletion'; readonly id: string; readonly at: number };

const ClerkId = Type.String({ minLength: 1, maxLength: 191, pattern: '^[!-~]+$' });
const Verification = Nullable(Type.Object({ status: Type.Optional(Nullable(Type.String())) }));
const Moment = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** A user as Clerk's webhooks and Clerk's API write them: of a great many fields, those that are read. */
const ClerkUser = Type.Object({
  id: ClerkId,
  email_addresses: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.Optional(Nullable(Type.String())),
        email_address: Type.String(),
        verification: Type.Optional(Verification),
      }),
    ),
  ),
  primary_email_address_id: Type.Optional(Nullable(Type.String())),
  first_name: Type.Optional(Nullable(Type.String())),
  last_name: Type.Optional(Nullable(Type.String())),
  image_url: Type.Optional(Nullable(Type.String())),
  updated_at: Type.Optional(Nullable(Moment)),
  banned: Type.Optional(Nullable(Type.Boolean())),
  locked: Type.Optional(Nullable(Type.Boolean())),
  lockout_expires_in_seconds: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 10 ** 10 }))),
});
type ClerkUser = Static<typeof ClerkUser>;

const Deletion = Type.Object({ id: ClerkId });

/** @returns null for what cannot be understood */
export function readProfile(data: unknown): ClerkProfile | null {
  return Value.Check(ClerkUser, data) ? profileOf(data) : null;
}

/** @returns `ignored` for an event about something else, null for one that cannot be understood */
export function readEvent(payload: unknown): ClerkEvent | 'ignored' | null {
  const { type, data, timestamp } = asRecord(payload);
  switch (type) {
    case 'user.created':
    case 'user.updated': {
      const profile = readProfile(data);
      return profile && { kind: 'user', profile };
    }
    case 'user.deleted':
      if (!Value.Check(Deletion, data)) return null;
      return { kind: 'deletion', id: data.id, at: Value.Check(Moment, timestamp) ? timestamp : Date.now() };
    default:
      return typeof type === 'string' ? 'ignored' : null;
  }
}

function profileOf(user: ClerkUser): ClerkProfile {
  const addresses = user.email_addresses ?? [];
  const primary = addresses.find(({ id }) => id === user.primary_email_address_id) ?? addresses[0];
  const email = addressIn(primary?.email_address.toWellFormed());
  return {
    id: user.id,
    email,
    emailVerified: email !== null && primary?.verification?.status === 'verified',
    prenom: nameIn(user.first_name),
    nom: nameIn(user.last_name),
    imageUrl: pictureIn(user.image_url),
    version: user.updated_at ?? 0,
    blockedUntil: blockOf(user),
  };
}

/** A lock runs out by itself, of which no event tells: Clerk says beforehand when. */
function blockOf({ banned, locked, lockout_expires_in_seconds: seconds, updated_at: at }: ClerkUser): number | null {
  if (banned) return FOREVER;
  if (!locked) return null;
  return typeof seconds === 'number' && typeof at === 'number' ? Math.round(at + seconds * 1000) : FOREVER;
}

function pictureIn(given: string | null | undefined): string | null {
  if (!given || !URL.canParse(given)) return null;
  const { protocol, href } = new URL(given);
  return protocol === 'https:' && href.length <= 500 ? href : null;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // any object is a record
}
