import type { UserRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

/** What is to be known of a person before nothing is left of them. */
export interface Footprint {
  readonly person: Pick<UserRow, 'id' | 'prenom' | 'nom' | 'isActive'>;
  /** Those in which they are the client. */
  readonly commandeIds: readonly string[];
  /** Of these, those of which the law keeps an invoice, and when the last was issued. */
  readonly invoiced: readonly { readonly commandeId: string; readonly number: string; readonly issuedAt: Date }[];
  /** Those of others, in which they have written or worked. */
  readonly othersCommandeIds: readonly string[];
}

/** Holds the person; undefined when somebody has deleted them already. */
export async function readFootprint(tx: Db, userId: string): Promise<Footprint | undefined> {
  const columns = ['id', 'prenom', 'nom', 'isActive'] as const;
  const person = await capabilities(tx)
    .lockRow(tx.selectFrom('users').select(columns).where('id', '=', userId))
    .executeTakeFirst();
  if (!person) return undefined;
  const own = await tx.selectFrom('commandes').select('id').where('userId', '=', userId).execute();
  const commandeIds = own.map(({ id }) => id);
  const invoices = await tx
    .selectFrom('invoices')
    .select(['commandeId', 'number', 'issuedAt', 'createdAt'])
    .where('commandeId', 'in', orNothing(commandeIds))
    .orderBy('number')
    .execute();
  return {
    person,
    commandeIds,
    invoiced: invoices.map(({ issuedAt, createdAt, ...invoice }) => ({ ...invoice, issuedAt: issuedAt ?? createdAt })),
    othersCommandeIds: await findOthersCommandes(tx, userId),
  };
}

async function findOthersCommandes(tx: Db, userId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('commandes as c')
    .select('c.id')
    .where('c.userId', '!=', userId)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('c.correcteurId', '=', userId),
        exists(
          selectFrom('messages as m')
            .select('m.id')
            .whereRef('m.commandeId', '=', 'c.id')
            .where('m.senderId', '=', userId),
        ),
        exists(
          selectFrom('commande_historique as h')
            .select('h.id')
            .whereRef('h.commandeId', '=', 'c.id')
            .where('h.actorId', '=', userId),
        ),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * What others were told of them: everything about their own commandes; of others', the excerpts of messages, and
 * whatever names them.
 */
export async function deleteOthersNotifications(tx: Db, { person, commandeIds, othersCommandeIds }: Footprint) {
  const urls = (ids: readonly string[]) => orNothing(ids.map((id) => `/app/commandes/${id}`));
  const about = await tx.deleteFrom('notifications').where('actionUrl', 'in', urls(commandeIds)).executeTakeFirst();
  const { containsInsensitive } = capabilities(tx);
  const names = [`${person.prenom} ${person.nom}`, person.nom, person.prenom]
    .map((name) => name.trim())
    .filter(Boolean);
  const naming = await tx
    .deleteFrom('notifications')
    .where('actionUrl', 'in', urls(othersCommandeIds))
    .where(({ or, eb }) =>
      or([
        eb('type', '=', 'MESSAGE'),
        ...names.flatMap((name) => [containsInsensitive('title', name), containsInsensitive('message', name)]),
      ]),
    )
    .executeTakeFirst();
  return about.numDeletedRows + naming.numDeletedRows;
}

/** What they have corrected for somebody is that person's: it stays, and is theirs. Returns how many files. */
export async function handOverCorrections(tx: Db, userId: string): Promise<number> {
  const files = await tx
    .selectFrom('files as f')
    .innerJoin('file_versions as v', 'v.fileId', 'f.id')
    .innerJoin('commandes as c', 'c.id', 'f.commandeId')
    .select(['f.id', 'c.userId as clientId'])
    .where('f.uploadedById', '=', userId)
    .where('c.userId', '!=', userId)
    .where('f.deletedAt', 'is', null)
    .execute();
  for (const { id, clientId } of files)
    await tx.updateTable('files').set({ uploadedById: clientId, description: null }).where('id', '=', id).execute();
  return files.length;
}

export async function deleteFiles(tx: Db, { person, commandeIds }: Footprint): Promise<bigint> {
  const { numDeletedRows } = await tx
    .deleteFrom('files')
    .where(({ eb, or }) => or([eb('uploadedById', '=', person.id), eb('commandeId', 'in', orNothing(commandeIds))]))
    .executeTakeFirst();
  return numDeletedRows;
}

export async function deleteMessages(tx: Db, { person: { id }, commandeIds }: Footprint): Promise<bigint> {
  const tickets = tx.selectFrom('support_requests').select('id').where('userId', '=', id);
  const { numDeletedRows } = await tx
    .deleteFrom('messages')
    .where(({ eb, or }) =>
      or([
        eb('senderId', '=', id),
        eb('receiverId', '=', id),
        eb('commandeId', 'in', orNothing(commandeIds)),
        eb('supportRequestId', 'in', tickets),
      ]),
    )
    .executeTakeFirst();
  return numDeletedRows;
}

/** With what only exists beside them: the uploads that go on, who has read how far, the history. */
export async function deleteCommandes(tx: Db, { commandeIds, invoiced }: Footprint): Promise<bigint> {
  for (const table of ['uploads', 'conversation_reads', 'commande_historique', 'file_versions'] as const)
    await tx.deleteFrom(table).where('commandeId', 'in', orNothing(commandeIds)).execute();
  const kept = new Set(invoiced.map(({ commandeId }) => commandeId));
  const gone = commandeIds.filter((id) => !kept.has(id));
  const { numDeletedRows } = await tx.deleteFrom('commandes').where('id', 'in', orNothing(gone)).executeTakeFirst();
  return numDeletedRows;
}

/** Of a commande whose invoice the law keeps there stays what it cost and when, under the number of its invoice. */
export async function emptyCommande(tx: Db, commandeId: string, number: string): Promise<void> {
  const empty = { description: null, fichierUrl: null, noteClient: null, noteCorrecteur: null, stripeSessionId: null };
  await tx
    .updateTable('commandes')
    .set({ titre: number, ...empty })
    .where('id', '=', commandeId)
    .execute();
}

/** What others have keeps no trace of who did it. */
export async function leaveOthersWork(tx: Db, userId: string): Promise<void> {
  await tx.updateTable('commandes').set({ correcteurId: null }).where('correcteurId', '=', userId).execute();
  await tx.updateTable('commande_historique').set({ actorId: null }).where('actorId', '=', userId).execute();
  await tx.updateTable('support_requests').set({ assignedToId: null }).where('assignedToId', '=', userId).execute();
}

/** Clerk may tell of them once more: a tombstone without a name keeps them from coming back. */
export async function buryClerkUsers(tx: Db, userId: string): Promise<bigint> {
  const { numUpdatedRows } = await tx
    .updateTable('clerk_users')
    .set({
      userId: null,
      state: 'DELETED',
      email: null,
      emailVerified: false,
      prenom: '',
      nom: '',
      imageUrl: null,
      reason: null,
      deletedAt: new Date(),
    })
    .where('userId', '=', userId)
    .executeTakeFirst();
  return numUpdatedRows;
}

/** The tables whose rows belong to one person and to nobody else. */
export const OWNED = [
  'support_requests',
  'notifications',
  'payment_methods',
  'user_preferences',
  'mentor_profiles',
  'identities',
  'verification_tokens',
  'conversation_reads',
  'uploads',
  'email_changes',
  'api_tokens',
  'totp_secrets',
  'recovery_codes',
  'passkeys',
  'auth_challenges',
  'consents',
  'data_exports',
  'user_sessions',
] as const;

export async function deleteOwned(tx: Db, table: (typeof OWNED)[number], userId: string): Promise<bigint> {
  const { numDeletedRows } = await tx.deleteFrom(table).where('userId', '=', userId).executeTakeFirst();
  return numDeletedRows;
}

/** Sessions that they had opened as somebody else. */
export async function deleteImpersonations(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom('user_sessions').where('impersonatorId', '=', userId).execute();
}

export async function deletePerson(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom('users').where('id', '=', userId).execute();
}

/** The row stays for the sake of an invoice, and says of nobody who it was. */
export async function emptyPerson(tx: Db, userId: string): Promise<void> {
  const nothing = {
    password: null,
    avatar: null,
    avatarSha256: null,
    telephone: null,
    adresse: null,
    bio: null,
    emailVerifiedAt: null,
    storageQuota: null,
    deactivationReason: null,
    onboardedAt: null,
    wantsRole: null,
    passwordChangedAt: null,
  };
  const now = new Date();
  await tx
    .updateTable('users')
    .set({
      ...nothing,
      prenom: '',
      nom: '',
      email: `${userId}@erased.invalid`,
      role: 'USER',
      isActive: false,
      erasedAt: now,
    })
    .where('id', '=', userId)
    .execute();
}

/** A page of what was published and is done with, oldest first. */
export async function listSettledEvents(
  db: Db,
  after: string,
  limit: number,
): Promise<{ id: string; payload: unknown }[]> {
  return db
    .selectFrom('outbox_events')
    .select(['id', 'payload'])
    .where('id', '>', after)
    .where(({ or, eb }) => or([eb('processedAt', 'is not', null), eb('deadAt', 'is not', null)]))
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function deleteEvents(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('outbox_events').where('id', 'in', ids).execute();
}

/** SQL knows no empty list; nothing is called like this. */
function orNothing(values: readonly string[]): readonly string[] {
  return values.length === 0 ? [''] : values;
}
