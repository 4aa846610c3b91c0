import { Readable } from 'node:stream';
import { anApiToken } from '#modules/api-tokens/factory.ts';
import { aCommande, aVersion } from '#modules/commandes/factory.ts';
import { aMessage } from '#modules/messages/factory.ts';
import { aPasskey } from '#modules/second-factors/factory.ts';
import type { Context } from '#platform/context.ts';
import type { StatutCommande } from '#platform/db/database.gen.ts';
import { capabilities, type Db, inTransaction } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import type { Relation } from './expectations.ts';

/** One of everything that a route can be about. */
export interface Objects {
  readonly commande: string;
  readonly message: string;
  readonly file: string;
  readonly correction: string;
  readonly upload: string;
  readonly notification: string;
  readonly session: string;
  /** An account elsewhere, and not the only one. */
  readonly identity: string;
  /** Somebody of Clerk’s who waits for an administrator. */
  readonly clerkUser: string;
  readonly apiToken: string;
  readonly passkey: string;
  readonly user: string;
  /** Someone whom a commande may be assigned to. */
  readonly correcteur: string;
}

export interface Someone {
  readonly id: string;
}

/** How the objects are, where a request is about that. */
export interface State {
  readonly statut: StatutCommande;
  readonly fileDeleted: boolean;
  readonly filePublic: boolean;
}

/** The others in the world: a client, and a corrector. */
export interface Others {
  readonly client: Someone;
  readonly correcteur: Someone;
}

const DAY_MS = 86_400_000;
export const UPLOAD_TEXT = 'Longtemps, je me suis couché de bonne heure.';

/** Objects that stand in this relation to the reader, one set for each relation asked for. */
export async function objectsFor(
  context: Context,
  reader: Someone,
  { relations, others, state }: { relations: readonly Relation[]; others: Others; state: State },
): Promise<Map<Relation, Objects>> {
  const { sha256, size } = await context.storage.put(Readable.from([UPLOAD_TEXT]));
  return inTransaction(context.db, async (tx) => {
    const made = new Map<Relation, Objects>();
    await capabilities(tx).insertIgnore(tx.insertInto('blobs').values({ sha256, size, references: 1 }));
    for (const relation of relations) {
      const owner = relation === 'own' ? reader : others.client;
      const correcteur = relation === 'assigned' ? reader : others.correcteur;
      const objects = await makeObjects(tx, { owner, correcteur, state, next: others.correcteur });
      await tx.updateTable('files').set({ sha256, size }).where('commandeId', '=', objects.commande).execute();
      await tx.updateTable('users').set({ avatarSha256: sha256 }).where('id', '=', objects.user).execute();
      made.set(relation, objects);
    }
    return made;
  });
}

/** Identifiers that nothing has. */
export function nothing(): Objects {
  const id = newId;
  return {
    commande: id(),
    message: id(),
    file: id(),
    correction: id(),
    upload: id(),
    notification: id(),
    session: id(),
    identity: id(),
    clerkUser: id(),
    apiToken: id(),
    passkey: id(),
    user: id(),
    correcteur: id(),
  };
}

interface Made {
  readonly owner: Someone;
  readonly correcteur: Someone;
  readonly next: Someone;
  readonly state: State;
}

async function makeObjects(tx: Db, { owner, correcteur, next, state }: Made): Promise<Objects> {
  const commande = await aCommande(tx, { client: owner, correcteur, statut: state.statut });
  const file = await aVersion(tx, { commandeId: commande, by: owner, kind: 'MANUSCRIT' });
  if (state.fileDeleted) await tx.updateTable('files').set({ deletedAt: new Date() }).where('id', '=', file).execute();
  if (state.filePublic) await tx.updateTable('files').set({ isPublic: true }).where('id', '=', file).execute();
  return {
    commande,
    file,
    correction: await aVersion(tx, { commandeId: commande, by: correcteur, kind: 'CORRECTION' }),
    message: await aMessage(tx, { commandeId: commande, senderId: correcteur.id }),
    upload: await anUpload(tx, owner, commande),
    notification: await aNotification(tx, owner),
    session: await aSession(tx, owner),
    identity: await anIdentity(tx, owner),
    clerkUser: await aClerkUser(tx),
    apiToken: (await anApiToken(tx, owner.id)).id,
    passkey: await aPasskey(tx, owner.id),
    user: owner.id,
    correcteur: next.id,
  };
}

async function anUpload(tx: Db, by: Someone, commandeId: string): Promise<string> {
  const id = newId();
  const metadata = { filename: 'note.txt', commandeId, kind: 'PIECE_JOINTE' };
  const size = Buffer.byteLength(UPLOAD_TEXT);
  const expiresAt = new Date(Date.now() + DAY_MS);
  await tx
    .insertInto('uploads')
    .values({ id, userId: by.id, commandeId, filename: 'note.txt', size, metadata, expiresAt })
    .execute();
  return id;
}

async function aNotification(tx: Db, to: Someone): Promise<string> {
  const id = newId();
  await tx.insertInto('notifications').values({ id, userId: to.id, title: 'Bonjour', message: 'Bonjour' }).execute();
  return id;
}

async function anIdentity(tx: Db, of: Someone): Promise<string> {
  const id = newId();
  const userId = of.id;
  await tx.insertInto('identities').values({ id, userId, provider: 'google', subject: id }).execute();
  await tx.insertInto('identities').values({ userId, provider: 'keycloak', subject: id }).execute();
  return id;
}

async function aClerkUser(tx: Db): Promise<string> {
  const id = newId();
  await tx.insertInto('clerk_users').values({ id, state: 'WAITING', version: 1, reason: 'UNLINKED' }).execute();
  return id;
}

async function aSession(tx: Db, of: Someone): Promise<string> {
  const id = newId();
  const expiresAt = new Date(Date.now() + DAY_MS);
  await tx
    .insertInto('user_sessions')
    .values({ id, userId: of.id, token: hashOfToken(newSecretToken()), expiresAt })
    .execute();
  return id;
}
