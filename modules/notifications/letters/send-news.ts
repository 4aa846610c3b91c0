import { type AccountRow, findAccount, isWanted, type Quiet, quietAt } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import type { NotificationRow } from '#platform/db/database.gen.ts';
import { inTransaction } from '#platform/db/db.ts';
import { writeLetter } from '#platform/mail/write-letter.ts';
import { commandeUrl } from '../notify.ts';
import { findNotification, listUnreadBetween } from '../queries.ts';
import { dueAt, eventOf, MESSAGE_WAITS_MS, planDigest } from './plan-letter.ts';
import { EVERYTHING, unsubscribeUrl } from './unsubscribe-token.ts';
import { NEWS, type News } from './words.ts';

interface Due {
  readonly userId: string;
  /** Null for all that came between `since` and `until`. */
  readonly notificationId: string | null;
  readonly since: string;
  readonly until: string;
}

/**
 * Writes to somebody what they have not read yet and still want to be told of, in one letter. In quiet hours, which may
 * have been set since, it waits for their end. `key` is the same for every repeat.
 */
export async function sendNews(context: Context, due: Due & { readonly key: string }): Promise<void> {
  const account = await findAccount(context.db, due.userId);
  if (!account?.isActive) return;
  const quiet = quietAt(new Date(), account);
  if (quiet) return putOff(context, due, quiet);
  const news = (await found(context, due)).filter((notification) => isToBeTold(notification, account));
  const [first] = news;
  if (!first) return;
  await context.mail.send({ ...letterOf(context, account, news), key: due.key });
}

/** From the first of what waits: it came before these hours. */
async function putOff({ db }: Context, { userId, notificationId, since }: Due, { until }: Quiet): Promise<void> {
  const attempt = notificationId === null ? ' again' : '';
  await inTransaction(db, (tx) => planDigest(tx, userId, { from: new Date(since), until }, attempt));
}

async function found({ db }: Context, { userId, notificationId, since, until }: Due): Promise<NotificationRow[]> {
  if (notificationId !== null) {
    const one = await findNotification(db, notificationId);
    return one && !one.isRead ? [one] : [];
  }
  const [from, to] = [new Date(since), new Date(until)];
  const rows = await listUnreadBetween(db, userId, { since: new Date(from.getTime() - MESSAGE_WAITS_MS), until: to });
  // What was due before these hours was sent before them.
  return rows.filter((row) => dueAt(row) >= from);
}

/** One that is dismissed is not; one that is hidden because its person wants letters alone is. */
function isToBeTold(notification: NotificationRow, { notifications }: AccountRow): boolean {
  const event = eventOf(notification);
  const isDismissed = notification.isDeleted && isWanted(notifications, event, 'app');
  return isWanted(notifications, event, 'email') && !isDismissed;
}

function letterOf(context: Context, account: AccountRow, news: readonly NotificationRow[]) {
  const { publicUrl } = context.config;
  const langue = account.langue === 'en' ? 'en' : 'fr';
  const words = NEWS[langue];
  const [only] = news;
  const isOne = news.length === 1 && only !== undefined;
  const path = (isOne ? only.actionUrl : null) ?? '/app/notifications';
  const letter = writeLetter({
    langue,
    greeting: words.greeting(account.prenom),
    subject: isOne ? only.title : words.subject(news.length),
    paragraphs: news.map(({ title, message }) => (isOne ? message : words.line(title, message))),
    action: { label: isOne ? labelOf(only, words) : words.openAll, url: `${publicUrl}${path}` },
    notes: [words.why(`${publicUrl}/app/compte?onglet=preferences`)],
  });
  const event = isOne ? eventOf(only) : EVERYTHING;
  return { to: account.email, ...letter, unsubscribeUrl: unsubscribeUrl(context, { userId: account.id, event }) };
}

function labelOf({ actionUrl }: NotificationRow, words: News): string {
  return actionUrl?.startsWith(COMMANDES) ? words.open : words.openPage;
}

const COMMANDES = commandeUrl('');
