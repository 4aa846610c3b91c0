import {
  type CommandeAccess,
  commandeAccess,
  lockAccess,
  mayUploadTo,
  type Side,
  STATUT_WORDS,
} from '#modules/commandes/module.ts';
import type { StatutCommande } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { CodedError, httpErrors, type Word } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import { publicly, type SignedInCall } from '#platform/http/route.ts';
import { fileErrors } from './errors.ts';
import { type FileRecord, findFile } from './queries.ts';
import type { FileKind, UploadRequest } from './upload-request.ts';

/** A file, and the commande it belongs to as the reader sees it; null for a file of no commande. */
export interface FileAccess {
  readonly file: FileRecord;
  readonly actor: Actor;
  readonly commande: CommandeAccess | null;
}

export interface NewUpload {
  readonly actor: Actor;
  readonly commande: CommandeAccess;
  readonly request: UploadRequest;
}

type FileCall = SignedInCall<{ params: { id: string } }>;

/** A public file has no secret: whoever has its address may read it. Of the others nothing is said to those who may not. */
export const mayReadFile = publicly<{ params: { id: string } }, Promise<Allowed<'file.read', FileRecord>>>(
  async ({ context, actor, params }) => {
    const file = await findFile(context.db, params.id);
    if (file?.isPublic && file.deletedAt === null) return allow('file.read', file);
    if (!actor) throw httpErrors.AUTH_REQUIRED();
    return allow('file.read', (await fileAccess(context.db, actor, params.id)).file);
  },
);

export async function mayListFiles({
  context,
  actor,
  params,
}: FileCall): Promise<Allowed<'files.list', CommandeAccess>> {
  return allow('files.list', await commandeAccess(context.db, actor, params.id));
}

/** Whoever uploaded the file, while its commande is open; administrators at any time. */
export async function mayRemoveFile({ context, actor, params }: FileCall): Promise<Allowed<'file.remove', FileAccess>> {
  return allow('file.remove', requireMayChange(await fileAccess(context.db, actor, params.id)));
}

export async function mayRestoreFile({
  context,
  actor,
  params,
}: FileCall): Promise<Allowed<'file.restore', FileAccess>> {
  return allow('file.restore', requireMayChange(await fileAccess(context.db, actor, params.id)));
}

export async function mayBeginUpload(
  db: Db,
  actor: Actor,
  request: UploadRequest,
): Promise<Allowed<'upload.begin', NewUpload>> {
  const commande = await commandeAccess(db, actor, request.commandeId);
  requireMayUpload(commande, request.kind);
  return allow('upload.begin', { actor, commande, request });
}

/** Who sends what: manuscripts come from the client, corrections from whoever corrects, the rest from either. */
const SIDES_OF_KIND: Record<FileKind, readonly Side[]> = {
  MANUSCRIT: ['client'],
  CORRECTION: ['correcteur', 'administrateur'],
  PIECE_JOINTE: ['client', 'correcteur', 'administrateur'],
};

const KIND_WORDS: Record<FileKind, Word> = {
  MANUSCRIT: { fr: 'un manuscrit', en: 'a manuscript' },
  CORRECTION: { fr: 'une correction', en: 'a correction' },
  PIECE_JOINTE: { fr: 'une pièce jointe', en: 'an attachment' },
};

/** Checked when an upload begins, and again when it ends: much may have happened to the commande in between. */
export function requireMayUpload(
  { commande, sides }: { commande: { statut: StatutCommande }; sides: readonly Side[] },
  kind: FileKind,
): void {
  if (!SIDES_OF_KIND[kind].some((side) => sides.includes(side)))
    throw fileErrors.FILE_KIND_FORBIDDEN({ kind: KIND_WORDS[kind] });
  const isClosed = kind !== 'PIECE_JOINTE' && commande.statut === 'TERMINE';
  if (isClosed || !mayUploadTo({ commande, sides }))
    throw fileErrors.FILE_COMMANDE_CLOSED({ statut: STATUT_WORDS[commande.statut] });
}

/**
 * The same under the lock of its commande, which stays as it is until the transaction ends: a file that is being
 * delivered is not deleted at the same time.
 * @throws FILE_DELETE_FORBIDDEN, FILE_NOT_FOUND when the commande is no longer theirs to see
 */
export async function requireMayStillChange(tx: Db, access: FileAccess): Promise<void> {
  if (!access.commande) return;
  const commande = await ifVisible(lockAccess(tx, access.commande));
  if (!commande) throw fileErrors.FILE_NOT_FOUND();
  requireMayChange({ ...access, commande });
}

/**
 * The file, for someone who may see it: whoever sees its commande; of no commande, its owner and administrators. Once
 * deleted, whoever could restore it.
 * @throws FILE_NOT_FOUND
 */
async function fileAccess(db: Db, actor: Actor, id: string): Promise<FileAccess> {
  const file = await findFile(db, id);
  if (!file) throw fileErrors.FILE_NOT_FOUND();
  const isOwnerOrAdmin = file.uploadedById === actor.userId || actor.role === 'ADMIN';
  const commande = file.commandeId === null ? null : await ifVisible(commandeAccess(db, actor, file.commandeId));
  const isVisible = file.commandeId === null ? isOwnerOrAdmin : commande !== null;
  if (!isVisible || (file.deletedAt !== null && !isOwnerOrAdmin)) throw fileErrors.FILE_NOT_FOUND();
  return { file, actor, commande };
}

async function ifVisible(access: Promise<CommandeAccess>): Promise<CommandeAccess | null> {
  try {
    return await access;
  } catch (error) {
    if (error instanceof CodedError && error.status === 404) return null;
    throw error;
  }
}

function requireMayChange(access: FileAccess): FileAccess {
  const { file, actor, commande } = access;
  const isOpen = commande === null || !['TERMINE', 'ANNULEE'].includes(commande.commande.statut);
  if (actor.role === 'ADMIN' || (file.uploadedById === actor.userId && isOpen)) return access;
  throw fileErrors.FILE_DELETE_FORBIDDEN();
}
