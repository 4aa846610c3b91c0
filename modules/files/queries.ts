import { sql } from 'kysely';
import type {
  BlobRow,
  FileRow,
  FileType,
  FileVersionKind,
  FileVersionRow,
  Role,
  UploadRow,
} from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import { forEachLength, paddedLists } from '#platform/db/padded.ts';
import { preparedForSending, type WithIsoDates } from '#platform/db/prepared.ts';

/** A file with who uploaded it, and its place in the ladder of versions, if it has one. */
export interface FileRecord extends FileRow, FileRelations {}

/** What of it is shown. */
export interface ShownFile extends Pick<FileRow, (typeof SHOWN)[number]>, FileRelations {}

const SHOWN = [
  'id',
  'filename',
  'mimeType',
  'size',
  'type',
  'description',
  'uploadedById',
  'commandeId',
  'createdAt',
  'deletedAt',
] as const;

interface FileRelations {
  readonly prenom: string;
  readonly nom: string;
  readonly avatar: string | null;
  readonly role: Role;
  readonly numero: number | null;
  readonly kind: FileVersionKind | null;
  readonly corrigeFileId: string | null;
}

export async function findFile(db: Db, id: string): Promise<FileRecord | undefined> {
  return files(db).where('f.id', '=', id).executeTakeFirst();
}

/** The ladder of versions from its first rung on, then what lies beside it, oldest first. */
export async function listFilesOfCommande(
  db: Db,
  commandeId: string,
  which: { deleted: boolean; uploadedById?: string },
): Promise<FileRecord[]> {
  const { deleted, uploadedById } = which;
  return files(db)
    .where('f.commandeId', '=', commandeId)
    .where('f.deletedAt', deleted ? 'is not' : 'is', null)
    .$if(uploadedById !== undefined, (query) => query.where('f.uploadedById', '=', uploadedById ?? ''))
    .orderBy(sql`case when v.numero is null then 1 else 0 end`)
    .orderBy('v.numero')
    .orderBy('f.createdAt')
    .orderBy('f.id')
    .execute();
}

/** Those of the files that this person may attach in the conversation of this commande. */
export async function findAttachableIds(
  tx: Db,
  by: { userId: string; commandeId: string; fileIds: readonly string[] },
): Promise<string[]> {
  if (by.fileIds.length === 0) return [];
  const rows = await tx
    .selectFrom('files')
    .select('id')
    .where('id', 'in', by.fileIds)
    .where('commandeId', '=', by.commandeId)
    .where('uploadedById', '=', by.userId)
    .where('deletedAt', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** The attachments of several messages at once, in the order they were attached. Deleted files are left out. */
export async function listAttachments(
  db: Db,
  messageIds: readonly string[],
): Promise<readonly WithIsoDates<AttachmentRecord>[]> {
  const lists = paddedLists(messageIds);
  const found = await Promise.all(lists.map((ids) => attachments.get(ids.length)?.(db, ids) ?? []));
  return found.flat();
}

type AttachmentRecord = ShownFile & { readonly messageId: string };

const attachments = forEachLength((length) =>
  preparedForSending<AttachmentRecord>((db) =>
    filesWithRelations(db)
      .innerJoin('message_attachments as a', 'a.fileId', 'f.id')
      .select('a.messageId')
      .select(SHOWN.map((column) => `f.${column}` as const))
      .where(
        'a.messageId',
        'in',
        Array.from({ length }, () => ''),
      )
      .where('f.deletedAt', 'is', null)
      .orderBy('a.id'),
  ),
);

export type NewFile = Pick<
  FileRow,
  'id' | 'filename' | 'storedName' | 'mimeType' | 'size' | 'uploadedById' | 'commandeId' | 'description' | 'sha256'
> & { readonly type: FileType };

export async function insertFile(tx: Db, file: NewFile): Promise<void> {
  await tx
    .insertInto('files')
    .values({ ...file, url: `/api/files/${file.id}/content`, deletedAt: null })
    .execute();
}

/** Deletes or restores. False when the file was so already. */
export async function setDeletedAt(tx: Db, id: string, deletedAt: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('files')
    .set({ deletedAt })
    .where('id', '=', id)
    .where('deletedAt', deletedAt === null ? 'is not' : 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Adds a rung to the ladder of a commande, whose row the caller has locked. Returns its number. */
export async function insertVersion(
  tx: Db,
  version: Pick<FileVersionRow, 'commandeId' | 'fileId' | 'kind' | 'corrigeId'>,
): Promise<number> {
  // A locking read sees what others committed since the transaction began, on MySQL too.
  const last = await capabilities(tx)
    .lockRow(
      tx
        .selectFrom('file_versions')
        .select('numero')
        .where('commandeId', '=', version.commandeId)
        .orderBy('numero', 'desc')
        .limit(1),
    )
    .executeTakeFirst();
  const numero = (last?.numero ?? 0) + 1;
  await tx
    .insertInto('file_versions')
    .values({ ...version, numero })
    .execute();
  return numero;
}

/** The rung a file stands on, if it is one of this commande and not deleted. */
export async function findVersionOf(db: Db, commandeId: string, fileId: string): Promise<FileVersionRow | undefined> {
  return db
    .selectFrom('file_versions as v')
    .innerJoin('files as f', 'f.id', 'v.fileId')
    .selectAll('v')
    .where('v.commandeId', '=', commandeId)
    .where('v.fileId', '=', fileId)
    .where('f.deletedAt', 'is', null)
    .executeTakeFirst();
}

/** The latest manuscript of a commande that is not deleted: what a correction corrects unless it says otherwise. */
export async function findLatestManuscrit(db: Db, commandeId: string): Promise<FileVersionRow | undefined> {
  return db
    .selectFrom('file_versions as v')
    .innerJoin('files as f', 'f.id', 'v.fileId')
    .selectAll('v')
    .where('v.commandeId', '=', commandeId)
    .where('v.kind', '=', 'MANUSCRIT')
    .where('f.deletedAt', 'is', null)
    .orderBy('v.numero', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Counts one more reference to bytes. From here to the end of the transaction nobody sweeps them away. */
export async function referBlob(tx: Db, { sha256, size }: Pick<BlobRow, 'sha256' | 'size'>): Promise<void> {
  await capabilities(tx).upsert(tx.insertInto('blobs').values({ sha256, size, references: 1 }), ['sha256'], {
    references: sql<number>`${sql.ref('blobs.references')} + 1`,
    updatedAt: new Date(),
  });
}

/** Makes sure that the bytes have a row, and holds it until the end of the transaction. */
export async function lockBlob(tx: Db, sha256: string): Promise<void> {
  await capabilities(tx).insertIgnore(tx.insertInto('blobs').values({ sha256, size: 0, references: 0 }));
  await capabilities(tx)
    .lockRow(tx.selectFrom('blobs').select('sha256').where('sha256', '=', sha256))
    .executeTakeFirst();
}

/** How many files and pictures of people are made of these bytes. */
export async function countReferences(tx: Db, sha256: string): Promise<number> {
  const { count: inFiles } = await tx
    .selectFrom('files')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow();
  const { count: inPictures } = await tx
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('avatarSha256', '=', sha256)
    .executeTakeFirstOrThrow();
  return inFiles + inPictures;
}

export async function deleteBlob(tx: Db, sha256: string): Promise<void> {
  await tx.deleteFrom('blobs').where('sha256', '=', sha256).execute();
}

/** Rows of bytes that no file and no picture of a person refers to any more. */
export async function listUnreferredBlobs(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('blobs as b')
    .leftJoin('files as f', 'f.sha256', 'b.sha256')
    .leftJoin('users as u', 'u.avatarSha256', 'b.sha256')
    .select('b.sha256')
    .where('f.id', 'is', null)
    .where('u.id', 'is', null)
    .limit(limit)
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

/** Those of the hashes that have a row. */
export async function findKnownBlobs(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db.selectFrom('blobs').select('sha256').where('sha256', 'in', hashes).execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Files and pictures that vanished with their commande or their owner took their count with them: it is made right here. */
export async function recountReferences(db: Db): Promise<void> {
  const inFiles = sql`(select count(*) from ${sql.table('files')} where ${sql.ref('files.sha256')} = ${sql.ref('blobs.sha256')})`;
  const inPictures = sql`(select count(*) from ${sql.table('users')} where ${sql.ref('users.avatarSha256')} = ${sql.ref('blobs.sha256')})`;
  const counted = sql<number>`(${inFiles} + ${inPictures})`;
  await db.updateTable('blobs').set({ references: counted }).where('references', '!=', counted).execute();
}

export async function findUpload(db: Db, id: string): Promise<UploadRow | undefined> {
  return db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listUploads(db: Db): Promise<UploadRow[]> {
  return db.selectFrom('uploads').selectAll().orderBy('id').execute();
}

/** Those of the ids that are uploads going on. */
export async function findKnownUploads(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('uploads').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

export async function insertUpload(tx: Db, upload: Omit<UploadRow, 'createdAt'>): Promise<void> {
  await tx.insertInto('uploads').values(upload).execute();
}

/** True for the one who removed it: of two that finish or cancel an upload at once, the other does nothing. */
export async function deleteUpload(tx: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('uploads').where('id', '=', id).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** The person's own quota; null is the default of the configuration. Their uploads wait for each other until the transaction ends. */
export async function lockQuota(tx: Db, userId: string): Promise<number | null> {
  const row = await capabilities(tx)
    .lockRow(tx.selectFrom('users').select('storageQuota').where('id', '=', userId))
    .executeTakeFirstOrThrow();
  return row.storageQuota;
}

export async function findQuota(db: Db, userId: string): Promise<number | null> {
  const row = await db.selectFrom('users').select('storageQuota').where('id', '=', userId).executeTakeFirstOrThrow();
  return row.storageQuota;
}

/** Bytes of the person's files that are not deleted, and of what they are sending. */
export async function sumUsedBytes(db: Db, userId: string): Promise<number> {
  const kept = await db
    .selectFrom('files')
    .select(({ fn }) => fn.sum<number | string | null>('size').as('bytes'))
    .where('uploadedById', '=', userId)
    .where('deletedAt', 'is', null)
    .executeTakeFirstOrThrow();
  const coming = await db
    .selectFrom('uploads')
    .select(({ fn }) => fn.sum<number | string | null>('size').as('bytes'))
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  // A sum of integers is a decimal on PostgreSQL and MySQL, and comes as text.
  return Number(kept.bytes ?? 0) + Number(coming.bytes ?? 0);
}

/** Uploads that have begun and not ended, with the bytes they announced. */
export async function countUploads(db: Db): Promise<{ count: number; bytes: number }> {
  const { count, bytes } = await db
    .selectFrom('uploads')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('count'),
      fn.sum<number | string | null>('size').as('bytes'),
    ])
    .executeTakeFirstOrThrow();
  return { count: Number(count), bytes: Number(bytes ?? 0) };
}

/** What the person is now, not what their session said when they began. */
export async function findRole(db: Db, userId: string): Promise<Role | undefined> {
  return (await db.selectFrom('users').select('role').where('id', '=', userId).executeTakeFirst())?.role;
}

function files(db: Db) {
  return filesWithRelations(db).selectAll('f');
}

function filesWithRelations(db: Db) {
  return db
    .selectFrom('files as f')
    .innerJoin('users as u', 'u.id', 'f.uploadedById')
    .leftJoin('file_versions as v', 'v.fileId', 'f.id')
    .leftJoin('file_versions as c', 'c.id', 'v.corrigeId')
    .select(['u.prenom', 'u.nom', 'u.avatar', 'u.role'])
    .select(['v.numero', 'v.kind', 'c.fileId as corrigeFileId']);
}
