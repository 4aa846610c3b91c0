import type { Db } from '#platform/db/db.ts';

export interface Page {
  readonly userId: string;
  /** The id of the last row of the page before; '' for the first page. */
  readonly after: string;
  readonly limit: number;
}

type Rows = Promise<readonly ({ readonly id: string } & object)[]>;

/** The person themselves; never their password. */
export async function readPerson(db: Db, userId: string) {
  return db
    .selectFrom('users')
    .select(['id', 'prenom', 'nom', 'email', 'role', 'telephone', 'adresse', 'bio', 'avatar', 'avatarSha256'])
    .select(['createdAt', 'updatedAt', 'emailVerifiedAt', 'passwordChangedAt', 'onboardedAt', 'wantsRole'])
    .where('id', '=', userId)
    .executeTakeFirst();
}

export async function readPreferences(db: Db, userId: string) {
  const row = await db.selectFrom('user_preferences').selectAll().where('userId', '=', userId).executeTakeFirst();
  return row ?? null;
}

export async function readMentorProfile(db: Db, userId: string) {
  const row = await db.selectFrom('mentor_profiles').selectAll().where('userId', '=', userId).executeTakeFirst();
  return row ?? null;
}

/** Without what would open them. */
function sessions(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('user_sessions')
    .select(['id', 'device', 'userAgent', 'ip', 'timezone', 'createdAt', 'lastUsedAt', 'expiresAt', 'revokedAt'])
    .where('userId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function apiTokens(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('api_tokens')
    .select(['id', 'name', 'prefix', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'])
    .where('userId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function passkeys(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('passkeys')
    .select(['id', 'name', 'createdAt', 'lastUsedAt'])
    .where('userId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function owned(table: 'identities' | 'consents' | 'email_changes' | 'payment_methods') {
  return (db: Db, { userId, after, limit }: Page): Rows =>
    db
      .selectFrom(table)
      .selectAll()
      .where('userId', '=', userId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
}

/** `noteCorrecteur` is the corrector's own. */
function commandes(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('commandes')
    .select(['id', 'titre', 'description', 'statut', 'noteClient', 'priorite', 'dateEcheance', 'dateFinition'])
    .select(['createdAt', 'updatedAt', 'paymentStatus', 'amount', 'correcteurId'])
    .where('userId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Others' texts are theirs: of these there is what the person did and wrote. */
function corrections(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('commandes')
    .select(['id', 'titre', 'statut', 'noteCorrecteur', 'dateEcheance', 'dateFinition', 'createdAt'])
    .where('correcteurId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function historique(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('commande_historique')
    .select(['id', 'commandeId', 'action', 'fromStatut', 'toStatut', 'reason', 'createdAt'])
    .where('actorId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Those they wrote, those that were written to them, and all of the conversations of their own commandes. */
function messages(db: Db, { userId, after, limit }: Page): Rows {
  const own = db.selectFrom('commandes').select('id').where('userId', '=', userId);
  return db
    .selectFrom('messages')
    .select(['id', 'senderId', 'receiverId', 'commandeId', 'supportRequestId', 'subject', 'content', 'type'])
    .select(['statut', 'isRead', 'createdAt'])
    .where(({ eb, or }) =>
      or([eb('senderId', '=', userId), eb('receiverId', '=', userId), eb('commandeId', 'in', own)]),
    )
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface FileContent {
  readonly id: string;
  readonly filename: string;
  readonly sha256: string | null;
}

export async function listFiles(db: Db, { userId, after, limit }: Page) {
  const own = db.selectFrom('commandes').select('id').where('userId', '=', userId);
  return db
    .selectFrom('files')
    .select(['id', 'filename', 'mimeType', 'size', 'type', 'commandeId', 'uploadedById', 'description', 'sha256'])
    .select(['createdAt', 'deletedAt'])
    .where(({ eb, or, and }) =>
      or([eb('uploadedById', '=', userId), and([eb('commandeId', 'in', own), eb('deletedAt', 'is', null)])]),
    )
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function notifications(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('notifications')
    .select(['id', 'title', 'message', 'type', 'priority', 'actionUrl', 'isRead', 'readAt', 'createdAt'])
    .where('userId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function supportRequests(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('support_requests')
    .select(['id', 'title', 'description', 'category', 'priority', 'status', 'source', 'createdAt', 'resolvedAt'])
    .where('userId', '=', userId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function invoices(db: Db, { userId, after, limit }: Page): Rows {
  return db
    .selectFrom('invoices as i')
    .innerJoin('commandes as c', 'c.id', 'i.commandeId')
    .select(['i.id', 'i.number', 'i.commandeId', 'i.amount', 'i.taxAmount', 'i.status', 'i.issuedAt', 'i.paidAt'])
    .where('c.userId', '=', userId)
    .where('i.id', '>', after)
    .orderBy('i.id')
    .limit(limit)
    .execute();
}

/** What they did and what was done about them; from where, only where it was them. */
async function auditEntries(db: Db, { userId, after, limit }: Page): Rows {
  const rows = await db
    .selectFrom('audit_entries')
    .select(['id', 'createdAt', 'action', 'actorId', 'targetType', 'targetId', 'ip', 'userAgent'])
    .where(({ eb, or, and }) =>
      or([eb('actorId', '=', userId), and([eb('targetType', '=', 'user'), eb('targetId', '=', userId)])]),
    )
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ actorId, ip, userAgent, ...entry }) =>
    actorId === userId ? { ...entry, actorId, ip, userAgent } : { ...entry, actorId },
  );
}

/** By the name of the file in the archive. */
export const SECTIONS: Readonly<Record<string, (db: Db, page: Page) => Rows>> = {
  sessions,
  'api-tokens': apiTokens,
  passkeys,
  identities: owned('identities'),
  consents: owned('consents'),
  'email-changes': owned('email_changes'),
  commandes,
  corrections,
  historique,
  messages,
  files: listFiles,
  notifications,
  'support-requests': supportRequests,
  'payment-methods': owned('payment_methods'),
  invoices,
  audit: auditEntries,
};
