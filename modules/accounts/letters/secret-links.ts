import type { VerificationPurpose } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { hashOfToken, looksLikeToken, newSecretToken } from '#platform/secret-token.ts';
import { accountErrors } from '../errors.ts';
import { findTokenOwner, insertVerificationToken, markTokenUsed, type TokenOwner } from '../queries.ts';

const HOUR_MS = 60 * 60 * 1000;

/** What a link of these is for. */
export type LinkPurpose = Exclude<VerificationPurpose, 'ERASURE_CANCEL' | 'DATA_EXPORT'>;

const LINKS: Record<LinkPurpose, { readonly path: string; readonly hours: number }> = {
  EMAIL_CONFIRMATION: { path: '/confirm-email', hours: 24 },
  PASSWORD_RESET: { path: '/reset-password', hours: 1 },
  INVITATION: { path: '/invitation', hours: 7 * 24 },
  EMAIL_CHANGE_FROM: { path: '/confirm-email-change', hours: 24 },
  EMAIL_CHANGE_TO: { path: '/confirm-email-change', hours: 24 },
  UNDO: { path: '/securite/annuler', hours: 7 * 24 },
};

/** What a letter about somebody's security is about. */
export type SecurityNotice = 'NEW_DEVICE' | 'PASSWORD' | 'EMAIL' | 'SECOND_FACTOR';

/** What following the link of a security notice undoes. */
export interface UndoData {
  readonly notice: SecurityNotice;
  /** When that began, RFC 3339: what was made since then to come in by is taken away. */
  readonly since: string;
  /** The address of before. */
  readonly email?: string;
}

interface NewLink {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly publicUrl: string;
  readonly data?: Record<string, unknown>;
}

/** Makes a link that works once and for a time. Only the SHA-256 of its secret is stored: it is not known again. */
export async function issueLink(db: Db, link: NewLink): Promise<string> {
  return `${link.publicUrl}${LINKS[link.purpose].path}?token=${await issueToken(db, link)}`;
}

/** The secret of such a link alone, for whoever need not be sent a letter. */
export async function issueToken(db: Db, { userId, purpose, data = {} }: Omit<NewLink, 'publicUrl'>): Promise<string> {
  const token = newSecretToken();
  const expiresAt = new Date(Date.now() + LINKS[purpose].hours * HOUR_MS);
  await insertVerificationToken(db, { userId, purpose, token: hashOfToken(token), expiresAt, data });
  return token;
}

/**
 * Whose link this is and what it is for, without using it.
 * @throws AUTH_LINK_INVALID
 */
export async function lookUpLink<Purpose extends LinkPurpose>(
  db: Db,
  purposes: readonly Purpose[],
  token: string,
): Promise<TokenOwner & { readonly purpose: Purpose }> {
  const owner = looksLikeToken(token) ? await findTokenOwner(db, { purposes, hash: hashOfToken(token) }) : undefined;
  if (!owner?.isActive) throw accountErrors.AUTH_LINK_INVALID();
  return owner as TokenOwner & { readonly purpose: Purpose }; // one of those asked for
}

/**
 * Whose link this is, without using it.
 * @throws AUTH_LINK_INVALID
 */
export async function ownerOfLink(db: Db, purpose: LinkPurpose, token: string): Promise<string> {
  return (await lookUpLink(db, [purpose], token)).userId;
}

/**
 * Uses the link, which nobody can do again, and returns whose it is.
 * @throws AUTH_LINK_INVALID
 */
export async function consumeLink(tx: Db, purpose: LinkPurpose, token: string): Promise<string> {
  const userId = await ownerOfLink(tx, purpose, token);
  if (!(await markTokenUsed(tx, { purpose, hash: hashOfToken(token) }))) throw accountErrors.AUTH_LINK_INVALID();
  return userId;
}
