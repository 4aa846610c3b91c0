import { Webhook } from 'standardwebhooks';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { applyEvent } from './apply-event.ts';
import { type ClerkEvent, readEvent } from './clerk-event.ts';
import { clerkErrors } from './errors.ts';
import { webhookReceived } from './facts.ts';
import { findWebhook, insertWebhook, markWebhookProcessed } from './queries.ts';

/** As Clerk sends it, by Svix or under the names of the standard. */
export interface SignedMessage {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

const MAX_ID = 150;

/**
 * Whether one of the secrets signed this within the last five minutes (Standard Webhooks 1.0, “Signature scheme”).
 * @throws CLERK_WEBHOOK_UNSIGNED
 */
export function verifyWebhook(secrets: readonly string[], { id, timestamp, signature, body }: SignedMessage): void {
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const isSigned = secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
  if (!isSigned || id.length > MAX_ID || !/^[\x21-\x7e]+$/.test(id)) throw clerkErrors.CLERK_WEBHOOK_UNSIGNED();
}

/**
 * Keeps what Clerk says, to be applied right afterwards. Once this resolves it is durable; however often it is
 * delivered, it is applied once.
 * @throws CLERK_WEBHOOK_UNREADABLE
 */
export async function receiveWebhook({ db }: Pick<Context, 'db'>, { id, body }: SignedMessage): Promise<void> {
  const event = readEvent(parseJson(body));
  if (event === null) throw clerkErrors.CLERK_WEBHOOK_UNREADABLE();
  if (event === 'ignored') return;
  const webhookId = `clerk:${id}`;
  await inTransaction(db, async (tx) => {
    if (await insertWebhook(tx, { id: webhookId, payload: event })) await publish(tx, webhookReceived, { webhookId });
  });
}

export async function processWebhook({ log }: Pick<Context, 'log'>, tx: Db, id: string): Promise<void> {
  const webhook = await findWebhook(tx, id);
  if (!webhook || webhook.processedAt !== null) return;
  // It was read before it was kept.
  const event = webhook.payload as ClerkEvent;
  await applyEvent(tx, event);
  await markWebhookProcessed(tx, id);
  log.info({ webhookId: id, kind: event.kind }, 'webhook of Clerk applied');
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
