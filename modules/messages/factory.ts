import type { MessageRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

/** A message in the conversation of a commande. Returns its id. */
export async function aMessage(
  db: Db,
  message: Partial<MessageRow> & { commandeId: string; senderId: string },
): Promise<string> {
  const id = message.id ?? newId();
  await db
    .insertInto('messages')
    .values({ content: 'Bonjour', receiverId: null, ...message, id })
    .execute();
  return id;
}
