import type { UserSessionRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import { insertSession } from './queries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An open session of this person, of which nobody is told; returns its token. */
export async function aSession(db: Db, userId: string, session: Partial<UserSessionRow> = {}): Promise<string> {
  const token = newSecretToken();
  const createdAt = new Date();
  const place = { device: null, userAgent: null, ip: '127.0.0.1', timezone: null };
  const expiresAt = new Date(createdAt.getTime() + 30 * DAY_MS);
  await insertSession(db, {
    ...{ id: newId(), userId, token: hashOfToken(token), createdAt, expiresAt, ...place },
    ...session,
  });
  return token;
}
