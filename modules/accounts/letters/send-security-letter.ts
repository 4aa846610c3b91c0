import type { Context } from '#platform/context.ts';
import type { Langue } from '#platform/http/actor.ts';
import { findEmailChange } from '../email-change/queries.ts';
import { type AccountRow, findAccount, findCredentialsByEmail, findEarlierPlaces } from '../queries.ts';
import { isKnownPlace, type SignInPlace } from './known-place.ts';
import { issueLink, type LinkPurpose, type SecurityNotice, type UndoData } from './secret-links.ts';
import { SECURITY_LETTERS } from './security-letters.ts';
import { sendLetter } from './send-letter.ts';

type LetterContext = Pick<Context, 'config' | 'db' | 'mail'>;

/** `key` is the same for every repeat of one letter. */
interface Request {
  readonly userId: string;
  readonly key: string;
}

/** A letter about something that happened at this time. */
interface Notice extends Request {
  readonly at: Date;
}

/** What happened is published a little after it was done. */
const BEFORE_MS = 60_000;

interface NewSession extends Notice, SignInPlace {
  readonly sessionId: string;
  readonly ip: string;
}

/**
 * Tells a person of a change of what they prove themselves by, with a link that undoes it. To nobody where the account
 * is deactivated.
 */
export async function sendSecurityNotice(
  context: LetterContext,
  { notice, ...request }: Notice & { notice: Extract<SecurityNotice, 'PASSWORD' | 'SECOND_FACTOR'> },
): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  if (!account?.isActive) return;
  const url = await undoLink(context, request, { notice });
  const letters = SECURITY_LETTERS[langueOf(account)];
  const words = notice === 'PASSWORD' ? letters.passwordChanged(url) : letters.secondFactorChanged(url);
  await sendLetter(context, request, account, words);
}

/** Tells a person that another service opens their account from now on, with a link that undoes it. */
export async function sendServiceLinkedNotice(
  context: LetterContext,
  { label, ...request }: Notice & { label: string },
): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  if (!account?.isActive) return;
  const url = await undoLink(context, request, { notice: 'SECOND_FACTOR' });
  await sendLetter(context, request, account, SECURITY_LETTERS[langueOf(account)].serviceLinked(label, url));
}

/** Only of a device or a time zone that was never seen, and not of the first there is. */
export async function sendNewDeviceNotice(context: LetterContext, session: NewSession): Promise<void> {
  const { userId, device, ip, at } = session;
  const account = await findAccount(context.db, userId);
  if (!account?.isActive) return;
  const places = await findEarlierPlaces(context.db, session);
  if (places.length === 0 || isKnownPlace(session, places)) return;
  const url = await undoLink(context, session, { notice: 'NEW_DEVICE' });
  const words = SECURITY_LETTERS[langueOf(account)].newDevice({ device, ip, when: momentFor(account, at) }, url);
  await sendLetter(context, session, account, words);
}

/** To the address of before, which can undo it. */
export async function sendEmailChangedNotice(
  context: LetterContext,
  { previousEmail, ...request }: Notice & { previousEmail: string },
): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  if (!account?.isActive || previousEmail === '') return;
  const url = await undoLink(context, request, { notice: 'EMAIL', email: previousEmail });
  const words = SECURITY_LETTERS[langueOf(account)].emailChanged(url);
  await sendLetter(context, request, { ...account, email: previousEmail }, words);
}

/** To the address of now. */
export async function sendEmailIsNow(context: LetterContext, request: Request): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  if (account?.isActive)
    await sendLetter(context, request, account, SECURITY_LETTERS[langueOf(account)].emailIsNow(account.email));
}

type ChangeRequest = Request & { readonly changeId: string };

/** To the present address: a link to confirm or refuse. */
export async function sendConfirmFrom(context: LetterContext, { changeId, ...request }: ChangeRequest): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  const change = await findEmailChange(context.db, changeId);
  if (!account?.isActive || !change || change.cancelledAt !== null) return;
  const url = await linkFor(context, account, 'EMAIL_CHANGE_FROM', { changeId });
  const words = SECURITY_LETTERS[langueOf(account)].confirmFrom(change.newEmail, url);
  await sendLetter(context, request, account, words);
}

/** To the new address; where that has an account already, its owner is told and nothing else can come of it. */
export async function sendConfirmTo(context: LetterContext, { changeId, ...request }: ChangeRequest): Promise<void> {
  const account = await findAccount(context.db, request.userId);
  const change = await findEmailChange(context.db, changeId);
  if (!account?.isActive || !change || change.cancelledAt !== null) return;
  const owner = await findCredentialsByEmail(context.db, change.newEmail);
  if (owner) {
    const theirs = await findAccount(context.db, owner.id);
    if (theirs?.isActive) await sendLetter(context, request, theirs, SECURITY_LETTERS[langueOf(theirs)].emailAsked());
    return;
  }
  const url = await linkFor(context, account, 'EMAIL_CHANGE_TO', { changeId });
  // Whoever has this address may be a stranger: the name is none of their business.
  const stranger = { ...account, email: change.newEmail, prenom: '' };
  await sendLetter(context, request, stranger, SECURITY_LETTERS[langueOf(account)].confirmTo(change.newEmail, url));
}

function undoLink({ config, db }: LetterContext, { userId, at }: Notice, undoes: Omit<UndoData, 'since'>) {
  const data = { ...undoes, since: new Date(at.getTime() - BEFORE_MS).toISOString() };
  return issueLink(db, { userId, purpose: 'UNDO', publicUrl: config.publicUrl, data });
}

function linkFor(
  { config, db }: LetterContext,
  { id }: AccountRow,
  purpose: LinkPurpose,
  data: Record<string, unknown>,
) {
  return issueLink(db, { userId: id, purpose, publicUrl: config.publicUrl, data });
}

function langueOf({ langue }: Pick<AccountRow, 'langue'>): Langue {
  return langue === 'en' ? 'en' : 'fr';
}

function momentFor({ langue, timezone }: AccountRow, at: Date): string {
  return new Intl.DateTimeFormat(langue === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: timezone ?? 'Europe/Paris',
  }).format(at);
}
