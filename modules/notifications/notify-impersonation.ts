import { findPersons } from '#modules/commandes/module.ts';
import { sessionOpened } from '#modules/sessions/module.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { effect, publish } from '#platform/outbox/outbox.ts';
import { notificationCreated } from './events.ts';
import { langueOf } from './notify.ts';
import { findRecipients, insertNotification } from './queries.ts';
import { fullName, impersonationText } from './texts.ts';

const SESSIONS_URL = '/app/compte/sessions';

/** Whoever is acted for is told when it begins, whatever they want to be told: nobody does it unseen. */
export const notifyImpersonationEffects = [
  effect(sessionOpened, 'notify-impersonation', async ({ tx, payload: { userId, impersonatorId } }) => {
    if (impersonatorId !== null) await tell(tx, { userId, impersonatorId });
  }),
];

async function tell(tx: Db, { userId, impersonatorId }: { userId: string; impersonatorId: string }): Promise<void> {
  const [recipient] = await findRecipients(tx, [userId]);
  if (!recipient) return;
  const administrator = (await findPersons(tx, [impersonatorId])).get(impersonatorId) ?? { prenom: '', nom: '' };
  const id = newId();
  await insertNotification(tx, {
    id,
    userId,
    ...impersonationText[langueOf(recipient)]({ administrator: fullName(administrator) }),
    type: 'SYSTEM',
    priority: 'HAUTE',
    data: JSON.stringify({ event: 'impersonation.begun' }),
    actionUrl: SESSIONS_URL,
  });
  await publish(tx, notificationCreated, { notificationId: id, userId });
}
