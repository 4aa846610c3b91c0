import type { Context } from '#platform/context.ts';
import type { Langue } from '#platform/http/actor.ts';
import type { LetterWords } from '#platform/mail/write-letter.ts';
import { type AccountRow, findAccount, findCredentials } from '../queries.ts';
import { ACCOUNT_LETTERS } from './letters.ts';
import { issueLink, type LinkPurpose } from './secret-links.ts';
import { sendLetter } from './send-letter.ts';

type LetterContext = Pick<Context, 'config' | 'db' | 'mail'>;

/** One letter to one person; `key` is the same for every repeat of it. */
export interface LetterRequest {
  readonly userId: string;
  readonly key: string;
}

/**
 * The letter that answers whoever asks for an account: a link to confirm the address, or to accept the invitation
 * that is pending, or word that the account is open already. To nobody where the account is deactivated.
 */
export async function sendOpeningLetter(context: LetterContext, request: LetterRequest): Promise<void> {
  const [account, credentials] = await Promise.all([
    findAccount(context.db, request.userId),
    findCredentials(context.db, request.userId),
  ]);
  if (!account?.isActive || !credentials) return;
  if (account.emailVerifiedAt !== null) {
    await send(context, request, account, ({ alreadyKnown }) => alreadyKnown(addresses(context)));
  } else if (credentials.password === null) {
    await sendInvitation(context, request, account, null);
  } else {
    const url = await linkFor(context, account, 'EMAIL_CONFIRMATION');
    await send(context, request, account, ({ confirmation }) => confirmation(url));
  }
}

/** The invitation of an administrator; none once the account is open. */
export async function sendInvitationLetter(
  context: LetterContext,
  { invitedById, ...request }: LetterRequest & { invitedById: string },
): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  if (!account?.isActive || account.emailVerifiedAt !== null) return;
  const inviter = await findAccount(context.db, invitedById);
  const invitedBy = inviter ? `${inviter.prenom} ${inviter.nom}`.trim() : '';
  await sendInvitation(context, request, account, invitedBy === '' ? null : invitedBy);
}

export async function sendPasswordResetLetter(context: LetterContext, request: LetterRequest): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  if (!account?.isActive) return;
  const url = await linkFor(context, account, 'PASSWORD_RESET');
  await send(context, request, account, ({ passwordReset }) => passwordReset(url));
}

async function sendInvitation(
  context: LetterContext,
  request: LetterRequest,
  account: AccountRow,
  invitedBy: string | null,
): Promise<void> {
  const url = await linkFor(context, account, 'INVITATION');
  await send(context, request, account, ({ invitation }) => invitation({ url, invitedBy, email: account.email }));
}

/** Made now, when the letter is written, so that its time begins now and no event ever holds the secret. */
function linkFor({ config, db }: LetterContext, account: AccountRow, purpose: LinkPurpose): Promise<string> {
  return issueLink(db, { userId: account.id, purpose, publicUrl: config.publicUrl });
}

async function send(
  context: LetterContext,
  request: LetterRequest,
  account: AccountRow,
  choose: (letters: (typeof ACCOUNT_LETTERS)[Langue]) => Omit<LetterWords, 'langue' | 'greeting'>,
): Promise<void> {
  await sendLetter(context, request, account, choose(ACCOUNT_LETTERS[account.langue === 'en' ? 'en' : 'fr']));
}

function addresses({ config }: LetterContext): { login: string; forgotten: string } {
  return { login: `${config.publicUrl}/login`, forgotten: `${config.publicUrl}/forgot-password` };
}
