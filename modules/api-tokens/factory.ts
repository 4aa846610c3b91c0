import type { ApiTokenRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { hashOfToken } from '#platform/secret-token.ts';
import { beginningOf, newApiToken } from './token-text.ts';

/** An API token of this person, and its secret. */
export async function anApiToken(
  db: Db,
  userId: string,
  values: Partial<Omit<ApiTokenRow, 'token' | 'userId'>> = {},
): Promise<{ id: string; token: string }> {
  const { id = newId() } = values;
  const token = newApiToken();
  const common = { name: 'Atelier', scopes: ['read'], prefix: beginningOf(token), token: hashOfToken(token) };
  await db
    .insertInto('api_tokens')
    .values({ ...common, ...values, id, userId })
    .execute();
  return { id, token };
}
