import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '#platform/db/db.ts';
import { readLetters } from '#platform/mail/folder-mailer.ts';
import { mailFolder } from '#platform/mail/open-mailer.ts';

/** A claim of a dead process runs out after 4 s, and a poll comes every second: the rest is for a busy machine. */
const SETTLES_WITHIN_MS = 45_000;

/** Waits until every event is worked through. Returns how long that took; null when some are still there. */
export async function untilSettled(db: Db): Promise<number | null> {
  const start = performance.now();
  while (performance.now() - start < SETTLES_WITHIN_MS) {
    if ((await owedEvents(db).limit(1).execute()).length === 0) return performance.now() - start;
    await wait(50);
  }
  return null;
}

/** What was done twice, or half, of the facts that are there. Asked when every event is worked through. */
export async function inconsistencies(db: Db, dataDir: string): Promise<string[]> {
  const events = eventsIn(await db.selectFrom('outbox_events').selectAll().execute());
  return (
    await Promise.all([
      unsentEvents(db),
      wrongMessages(db, events),
      wrongDeliveries(db, events),
      wrongFiles(db, events),
      wrongRegistrations(db, dataDir, events),
      wrongNotifications(db),
    ])
  ).flat();
}

type Events = (name: string, key: string, value: string | null) => number;

/** Counts the events of a name whose payload has this value. */
function eventsIn(rows: readonly { name: string; payload: unknown }[]): Events {
  const counts = new Map<string, number>();
  for (const { name, payload } of rows) {
    for (const [key, value] of Object.entries(payload ?? {})) {
      const place = `${name} ${key} ${String(value)}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  return (name, key, value) => counts.get(`${name} ${key} ${value}`) ?? 0;
}

function unlessOne(count: number, what: string): string[] {
  return count === 1 ? [] : [`${what}: ${count} instead of 1`];
}

/** Those that should have been worked through by now; not those for a later time, unless they were tried and failed. */
function owedEvents(db: Db) {
  return db
    .selectFrom('outbox_events')
    .selectAll()
    .where('processedAt', 'is', null)
    .where(({ eb, or }) => or([eb('availableAt', '<=', new Date()), eb('attempts', '>', 0)]));
}

async function unsentEvents(db: Db): Promise<string[]> {
  return (await owedEvents(db).execute()).map(
    ({ id, name, lastError }) => `event ${name} ${id} is not worked through: ${lastError ?? 'waiting'}`,
  );
}

async function wrongMessages(db: Db, events: Events): Promise<string[]> {
  const rows = await db.selectFrom('messages').select(['id', 'content']).execute();
  const twice = rows.length - new Set(rows.map(({ content }) => content)).size;
  return [
    ...(twice === 0 ? [] : [`${twice} messages are there twice`]),
    ...rows.flatMap(({ id }) => unlessOne(events('message.sent', 'messageId', id), `events of message ${id}`)),
  ];
}

async function wrongDeliveries(db: Db, events: Events): Promise<string[]> {
  const delivered = await db.selectFrom('commandes').select(['id', 'userId']).where('statut', '=', 'TERMINE').execute();
  const historique = await db.selectFrom('commande_historique').selectAll().where('action', '=', 'LIVRAISON').execute();
  const notifications = await db.selectFrom('notifications').selectAll().where('type', '=', 'SUCCESS').execute();
  const messages = await db.selectFrom('messages').select(['id', 'commandeId']).execute();
  const wrong = delivered.flatMap(({ id, userId }) => {
    const told = notifications.filter((one) => one.userId === userId && one.actionUrl?.endsWith(id));
    return [
      ...unlessOne(historique.filter(({ commandeId }) => commandeId === id).length, `history of delivery ${id}`),
      ...unlessOne(events('commande.delivered', 'commandeId', id), `events of delivery ${id}`),
      ...unlessOne(told.length, `notifications of delivery ${id}`),
      ...unlessOne(messages.filter(({ commandeId }) => commandeId === id).length, `messages of delivery ${id}`),
    ];
  });
  const begun = new Set(delivered.map(({ id }) => id));
  const half = historique.filter(({ commandeId }) => !begun.has(commandeId));
  return [...wrong, ...half.map(({ commandeId }) => `delivery of ${commandeId} is in its history alone`)];
}

async function wrongFiles(db: Db, events: Events): Promise<string[]> {
  const files = await db.selectFrom('files').select(['id', 'commandeId', 'sha256']).execute();
  const versions = await db.selectFrom('file_versions').select(['fileId', 'commandeId', 'numero']).execute();
  const historique = await db
    .selectFrom('commande_historique')
    .select('data')
    .where('action', '=', 'FICHIER')
    .execute();
  const lines = historique.map(({ data }) => JSON.stringify(data));
  const bytes = new Set(files.map(({ sha256 }) => sha256));
  return [
    ...(bytes.size === files.length ? [] : [`${files.length - bytes.size} files are there twice`]),
    ...files.flatMap(({ id }) => [
      ...unlessOne(events('file.added', 'fileId', id), `events of file ${id}`),
      ...unlessOne(versions.filter(({ fileId }) => fileId === id).length, `versions of file ${id}`),
      ...unlessOne(lines.filter((line) => line.includes(id)).length, `history of file ${id}`),
    ]),
    ...gaps(versions),
  ];
}

/** A ladder of versions whose rungs are not 1, 2, 3… */
function gaps(versions: readonly { commandeId: string; numero: number }[]): string[] {
  const ladders = Map.groupBy(versions, ({ commandeId }) => commandeId);
  return [...ladders].flatMap(([commandeId, rungs]) => {
    const highest = Math.max(...rungs.map(({ numero }) => numero));
    return highest === rungs.length
      ? []
      : [`the versions of ${commandeId} are ${rungs.length}, the last is ${highest}`];
  });
}

async function wrongRegistrations(db: Db, dataDir: string, events: Events): Promise<string[]> {
  const people = await db.selectFrom('users').select(['id', 'email']).where('email', 'like', 'nouveau-%').execute();
  const letters = await readLetters(mailFolder({ dataDir }));
  return people.flatMap(({ id, email }) => [
    ...unlessOne(events('user.registered', 'userId', id), `events of the registration of ${email}`),
    // A repeat has the key of the letter it repeats, and takes its place.
    ...unlessOne(letters.filter(({ to }) => to === email).length, `letters to ${email}`),
  ]);
}

/** Whoever received messages has one unread notification for each conversation, which counts them all. */
async function wrongNotifications(db: Db): Promise<string[]> {
  const messages = await db
    .selectFrom('messages as m')
    .innerJoin('commandes as c', 'c.id', 'm.commandeId')
    .where('c.statut', '!=', 'TERMINE')
    .select(['m.commandeId', 'm.receiverId'])
    .execute();
  const told = await db.selectFrom('notifications').selectAll().where('type', '=', 'MESSAGE').execute();
  const conversations = Map.groupBy(messages, ({ commandeId, receiverId }) => `${receiverId} ${commandeId}`);
  return [...conversations].flatMap(([key, received]) => {
    const [receiverId = '', commandeId = ''] = key.split(' ');
    const its = told.filter(({ userId, actionUrl }) => userId === receiverId && actionUrl?.endsWith(commandeId));
    const counted = /"count":(\d+)/.exec(its[0]?.data ?? '')?.[1];
    return [
      ...unlessOne(its.length, `notifications of the conversation ${commandeId}`),
      ...(Number(counted) === received.length
        ? []
        : [`the notification of ${commandeId} counts ${counted} of ${received.length} messages`]),
    ];
  });
}
