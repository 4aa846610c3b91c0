import { createHash } from 'node:crypto';
import type { Db } from '#platform/db/db.ts';
import type { Canaries } from './canaries.ts';

const LATER = new Date(Date.now() + 86_400_000);

/** A canary in every field by which a person proves who they are, and in all that is kept of them beside their work. */
export async function plantAccount(tx: Db, userId: string, canaries: Canaries): Promise<void> {
  await plantSession(tx, userId, canaries);
  await plantFactors(tx, userId, canaries);
  await plantElsewhere(tx, userId, canaries);
  await plantRights(tx, userId, canaries);
}

async function plantSession(tx: Db, userId: string, canaries: Canaries): Promise<void> {
  const { deactivationReason, previousSessionHash, linkData, clientNewEmail } = canaries;
  await tx.updateTable('users').set({ deactivationReason }).where('id', '=', userId).execute();
  await tx
    .updateTable('user_sessions')
    .set({ previousToken: previousSessionHash })
    .where('userId', '=', userId)
    .execute();
  await tx
    .insertInto('verification_tokens')
    .values({ userId, purpose: 'UNDO', token: hashOf(linkData), expiresAt: LATER, data: { before: linkData } })
    .execute();
  await tx
    .insertInto('email_changes')
    .values({ userId, newEmail: `${clientNewEmail}@example.com`, expiresAt: LATER })
    .execute();
}

async function plantFactors(tx: Db, userId: string, canaries: Canaries): Promise<void> {
  const { apiTokenHash, totpSecret, recoveryCodeHash, passkeyId, passkeyKey, challengeHash, challengeData } = canaries;
  await tx
    .insertInto('api_tokens')
    .values({ userId, name: 'Atelier', prefix: 'staka_', token: apiTokenHash })
    .execute();
  await tx.insertInto('totp_secrets').values({ userId, secret: totpSecret }).execute();
  await tx.insertInto('recovery_codes').values({ userId, code: recoveryCodeHash }).execute();
  await tx
    .insertInto('passkeys')
    .values({ userId, credentialId: passkeyId, publicKey: passkeyKey, counter: 0, name: 'Clé', backedUp: false })
    .execute();
  await tx
    .insertInto('auth_challenges')
    .values({
      userId,
      purpose: 'PASSKEY_REGISTRATION',
      token: challengeHash,
      data: { challenge: challengeData },
      expiresAt: LATER,
    })
    .execute();
}

async function plantElsewhere(tx: Db, userId: string, canaries: Canaries): Promise<void> {
  const { clientIdentity, clerkId, webhookPayload } = canaries;
  await tx.insertInto('identities').values({ userId, provider: 'clerk', subject: clientIdentity }).execute();
  await tx.insertInto('clerk_users').values({ id: clerkId, userId, state: 'LINKED', version: 1 }).execute();
  await tx
    .insertInto('received_webhooks')
    .values({ id: `clerk:${hashOf(webhookPayload)}`, provider: 'clerk', payload: { name: webhookPayload } })
    .execute();
}

async function plantRights(tx: Db, userId: string, canaries: Canaries): Promise<void> {
  const { clientConsentDevice, exportStoredName, erasureReport, auditData } = canaries;
  await tx
    .insertInto('consents')
    .values({ userId, kind: 'cgu', version: '1', grantedAt: new Date(), userAgent: clientConsentDevice })
    .execute();
  await tx.insertInto('data_exports').values({ userId, storedName: exportStoredName }).execute();
  await tx
    .insertInto('erasures')
    .values({ userId, dueAt: LATER, cancelledAt: new Date(), report: { kept: erasureReport } })
    .execute();
  await tx
    .insertInto('audit_entries')
    .values({ action: 'account.read', actorId: userId, data: { found: auditData } })
    .execute();
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
