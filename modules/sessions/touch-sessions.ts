import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { type AuthenticationRow, touchSessions } from './queries.ts';
import { sessionExpiry } from './session-lifetime.ts';

/** The last use is written once a minute at most. */
const TOUCH_EVERY_MS = 60_000;
const TOUCHES_WAIT_MS = 1_000;
const TOUCHED_AT_ONCE = 200;

type SessionContext = Pick<Context, 'config' | 'db' | 'log'>;

interface Touches {
  readonly context: SessionContext;
  readonly timer: NodeJS.Timeout;
  readonly rows: Map<string, AuthenticationRow>;
}

const waiting = new Map<Db, Touches>();
const writing = new Set<Promise<void>>();

/** Beside the request, which does not wait for it and does not fail with it; together with others of the same second. */
export function touch(context: SessionContext, row: AuthenticationRow, now: Date): void {
  // An administrator who acts as somebody does so until a fixed time: using it does not move that.
  if (row.impersonatorId !== null) return;
  if (now.getTime() - Date.parse(row.lastUsedAt) <= TOUCH_EVERY_MS) return;
  const { db } = context;
  const touches = waiting.get(db) ?? {
    context,
    timer: setTimeout(() => void writeTouches(db), TOUCHES_WAIT_MS).unref(),
    rows: new Map(),
  };
  waiting.set(db, touches);
  touches.rows.set(row.sessionId, row);
}

/** Writes the last uses that wait, and resolves once none is being written any more. */
export async function settleTouches(): Promise<void> {
  for (const touches of waiting.values()) clearTimeout(touches.timer);
  await Promise.all([...waiting.keys()].map(writeTouches));
  await Promise.all(writing);
}

/** Each by itself would wait for the disk, and on SQLite everybody with it. */
function writeTouches(db: Db): Promise<void> {
  const touches = waiting.get(db);
  waiting.delete(db);
  if (!touches) return Promise.resolve();
  const { context, rows } = touches;
  const work = touchTogether(context, [...rows.values()])
    .catch((error: unknown) => context.log.warn({ err: error }, 'the last use of sessions was not written'))
    .finally(() => writing.delete(work));
  writing.add(work);
  return work;
}

async function touchTogether({ config, db }: SessionContext, rows: readonly AuthenticationRow[]): Promise<void> {
  const now = new Date();
  const byExpiry = Map.groupBy(rows, ({ createdAt }) =>
    sessionExpiry({ createdAt: new Date(createdAt), now }, config).getTime(),
  );
  for (const [expiry, sessions] of byExpiry) {
    // In the order of their ids, as every process does it: none waits for another that waits for it.
    const ids = sessions.map(({ sessionId }) => sessionId).sort();
    for (let start = 0; start < ids.length; start += TOUCHED_AT_ONCE) {
      const use = { lastUsedAt: now, expiresAt: new Date(expiry) };
      await touchSessions(db, ids.slice(start, start + TOUCHED_AT_ONCE), use);
    }
  }
}
