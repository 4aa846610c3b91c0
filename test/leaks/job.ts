import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { aCommande } from '#modules/commandes/factory.ts';
import { aMessage } from '#modules/messages/factory.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import type { TestApp, TestPerson } from '#test/app.ts';
import { type Canaries, newCanaries } from './canaries.ts';
import { plantAccount } from './plant-account.ts';

/** A client, their corrector, and a commande with something in every field; a canary sits in each that is private. */
export interface Job {
  readonly client: TestPerson;
  readonly correcteur: TestPerson;
  readonly canaries: Canaries;
  /** The identifiers that an address may hold. */
  readonly ids: readonly string[];
  readonly commandeId: string;
}

const LATER = new Date(Date.now() + 86_400_000);

export async function aJobOfCanaries(app: TestApp, name: string): Promise<Job> {
  const planned = newCanaries(name);
  const client = await app.signIn('USER', { email: `${planned.clientEmail}@example.com` });
  const correcteur = await app.signIn('CORRECTOR', { email: `${planned.correcteurEmail}@example.com` });
  const { sha256, size } = await app.context.storage.put(Readable.from([planned.fileBytes]));
  const canaries = { ...planned, sha256, sessionHash: hashOf(client.token), linkHash: hashOf(planned.linkHash) };
  const plant = new Planting(app.context, { client, correcteur, canaries });
  const ids = await inTransaction(app.context.db, (tx) => plant.all(tx, { sha256, size }));
  return { client, correcteur, canaries, ids: [client.id, correcteur.id, ...ids], commandeId: ids[0] ?? '' };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

class Planting {
  readonly #job: Pick<Job, 'client' | 'correcteur' | 'canaries'>;
  readonly context: Context;

  constructor(context: Context, job: Pick<Job, 'client' | 'correcteur' | 'canaries'>) {
    this.context = context;
    this.#job = job;
  }

  async all(tx: Db, blob: { sha256: string; size: number }): Promise<string[]> {
    const { client, correcteur, canaries } = this.#job;
    await this.#person(tx);
    await plantAccount(tx, client.id, canaries);
    const { titre, description, noteClient, noteCorrecteur, fichierUrl, stripeSession } = canaries;
    const commandeId = await aCommande(tx, {
      client,
      correcteur,
      ...{ titre, description, noteClient, noteCorrecteur, fichierUrl, stripeSessionId: stripeSession },
      statut: 'EN_COURS',
    });
    await tx
      .insertInto('commande_historique')
      .values({ commandeId, actorId: client.id, action: 'STATUT', reason: canaries.reason })
      .execute();
    const message = await aMessage(tx, { commandeId, senderId: correcteur.id, content: canaries.message });
    const files = await this.#files(tx, commandeId, blob);
    return [commandeId, message, ...files, ...(await this.#own(tx, commandeId))];
  }

  async #person(tx: Db): Promise<void> {
    const { client, canaries } = this.#job;
    await tx
      .updateTable('users')
      .set({
        password: canaries.password,
        telephone: canaries.clientTelephone,
        adresse: canaries.clientAdresse,
        bio: canaries.clientBio,
      })
      .where('id', '=', client.id)
      .execute();
    await tx
      .updateTable('user_sessions')
      .set({ userAgent: canaries.clientDevice })
      .where('userId', '=', client.id)
      .execute();
    await tx
      .insertInto('verification_tokens')
      .values({ userId: client.id, purpose: 'PASSWORD_RESET', token: canaries.linkHash, expiresAt: LATER })
      .execute();
  }

  async #files(tx: Db, commandeId: string, { sha256, size }: { sha256: string; size: number }): Promise<string[]> {
    const { client, canaries } = this.#job;
    await tx.insertInto('blobs').values({ sha256, size, references: 2 }).execute();
    const common = {
      sha256,
      size,
      mimeType: 'text/plain',
      type: 'DOCUMENT' as const,
      uploadedById: client.id,
      commandeId,
    };
    const [kept, deleted, upload] = [newId(), newId(), newId()];
    const { filename, fileDescription, storedName, fileUrl, deletedFilename, uploadFilename } = canaries;
    await tx
      .insertInto('files')
      .values([
        { ...common, id: kept, filename, description: fileDescription, storedName, url: fileUrl, deletedAt: null },
        { ...common, id: deleted, filename: deletedFilename, storedName: randomUUID(), url: '', deletedAt: new Date() },
      ])
      .execute();
    await tx
      .insertInto('uploads')
      .values({
        id: upload,
        userId: client.id,
        commandeId,
        filename: uploadFilename,
        size: 9,
        metadata: {},
        expiresAt: LATER,
      })
      .execute();
    return [kept, deleted, upload];
  }

  async #own(tx: Db, _commandeId: string): Promise<string[]> {
    const { client, canaries } = this.#job;
    const [notification, dismissed] = [newId(), newId()];
    await tx
      .insertInto('notifications')
      .values([
        { id: notification, userId: client.id, title: 'Bonjour', message: canaries.notification, isDeleted: false },
        {
          id: dismissed,
          userId: client.id,
          title: 'Bonjour',
          message: canaries.dismissedNotification,
          isDeleted: true,
        },
      ])
      .execute();
    await tx
      .insertInto('support_requests')
      .values({ userId: client.id, title: canaries.supportRequest, description: canaries.supportRequest })
      .execute();
    const sessions = await tx.selectFrom('user_sessions').select('id').where('userId', '=', client.id).execute();
    return [notification, dismissed, ...sessions.map(({ id }) => id)];
  }
}
