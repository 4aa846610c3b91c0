import { Webhook } from 'svix';
import type { TestAnswer, TestApp } from '#test/app.ts';
import type { FakeClerkUser } from '#test/fakes/clerk.ts';

export const WEBHOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface UserOptions {
  readonly id?: string;
  readonly email?: string | null;
  readonly verified?: boolean;
  readonly prenom?: string | null;
  readonly nom?: string | null;
  readonly updatedAt?: number;
  readonly banned?: boolean;
  /** For so many seconds from `updatedAt` on. */
  readonly lockedFor?: number | null;
}

let users = 0;

/** A user of Clerk's as its webhooks and its API write them. */
export function clerkUser({
  id = `user_2NNEqL2nrIRdJ194ndJqAHwE${users++}`,
  email = `${id.toLowerCase()}@example.com`,
  verified = true,
  prenom = 'Camille',
  nom = 'Martin',
  updatedAt = 1_700_000_000_000,
  banned = false,
  lockedFor = null,
}: UserOptions = {}): FakeClerkUser {
  const addresses =
    email === null
      ? []
      : ([
          {
            id: 'idn_1',
            object: 'email_address',
            email_address: email,
            verification: verified ? { status: 'verified', strategy: 'email_code' } : null,
          },
        ] as const);
  return {
    id,
    object: 'user',
    first_name: prenom,
    last_name: nom,
    image_url: 'https://img.clerk.com/portrait',
    primary_email_address_id: email === null ? null : 'idn_1',
    email_addresses: addresses,
    banned,
    locked: lockedFor !== null,
    lockout_expires_in_seconds: lockedFor,
    created_at: 1_600_000_000_000,
    updated_at: updatedAt,
  };
}

export interface FakeEvent {
  readonly type: string;
  readonly data: object;
  readonly timestamp?: number;
}

export function deletionOf(id: string): FakeEvent {
  return { type: 'user.deleted', data: { id, object: 'user', deleted: true }, timestamp: 1_700_000_009_000 };
}

export interface Delivery {
  readonly id?: string;
  readonly at?: Date;
  readonly secret?: string;
  readonly url?: string;
  readonly body?: string;
  readonly signature?: string;
}

let deliveries = 0;

/** Delivers an event as Svix does, signed by its own library. */
export async function deliver(app: TestApp, event: FakeEvent, delivery: Delivery = {}): Promise<TestAnswer> {
  const {
    id = `msg_${deliveries++}`,
    at = new Date(),
    secret = WEBHOOK_SECRET,
    url = '/api/webhooks/clerk',
  } = delivery;
  const body = JSON.stringify({ object: 'event', timestamp: 1_700_000_000_000, ...event });
  const headers = {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': delivery.signature ?? new Webhook(secret).sign(id, at, body),
  };
  const answer = await app.app.inject({ method: 'POST', url, headers, payload: delivery.body ?? body });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: answer.json() };
}
