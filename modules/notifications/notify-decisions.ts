import { findAccount } from '#modules/accounts/module.ts';
import { clerkUserWaiting, findClerkUser, isDecided } from '#modules/clerk/module.ts';
import { roleRequestDecided, roleRequested } from '#modules/onboarding/module.ts';
import { effect } from '#platform/outbox/outbox.ts';
import { notify } from './notify.ts';
import { findAdministratorIds } from './queries.ts';
import { clerkWaitingText, fullName, roleAcceptedText, roleRefusedText, roleRequestedText } from './texts.ts';

const ONBOARDING_URL = '/onboarding';
const ACCOUNT_URL = '/app/compte';
const MENTORS_URL = '/app/admin/mentors';
const CLERK_URL = '/app/admin/clerk';

/** Who waits for a decision of an administrator, and what came of it. */
export const notifyDecisionEffects = [
  effect(roleRequested, 'notify', async ({ tx, payload: { userId } }) => {
    const person = await findAccount(tx, userId);
    // Whoever has changed their mind since asks for nothing.
    if (!person?.wantsRole) return;
    await notify(tx, await findAdministratorIds(tx), {
      event: 'role.requested',
      actionUrl: MENTORS_URL,
      type: 'SYSTEM',
      data: { userId },
      text: (langue) => roleRequestedText[langue]({ person: nameOf(person) }),
    });
  }),

  effect(roleRequestDecided, 'notify', async ({ tx, payload: { userId, accepted, reason = null } }) =>
    notify(tx, [userId], {
      event: 'role.decided',
      actionUrl: accepted ? ACCOUNT_URL : ONBOARDING_URL,
      type: accepted ? 'SUCCESS' : 'INFO',
      priority: 'HAUTE',
      text: (langue) => (accepted ? roleAcceptedText : roleRefusedText)[langue]({ reason }),
    }),
  ),

  effect(clerkUserWaiting, 'notify', async ({ tx, payload: { clerkUserId } }) => {
    const clerk = await findClerkUser(tx, clerkUserId);
    // A later word of Clerk's, or an administrator, may have settled it.
    if (clerk?.state !== 'WAITING' || isDecided(clerk.reason)) return;
    await notify(tx, await findAdministratorIds(tx), {
      event: 'clerk.waiting',
      actionUrl: CLERK_URL,
      type: 'SYSTEM',
      data: { clerkUserId },
      text: (langue) => clerkWaitingText[langue]({ person: nameOf(clerk), email: clerk.email }),
    });
  }),
];

function nameOf({ prenom, nom, email }: { prenom: string; nom: string; email: string | null }): string {
  return `${prenom} ${nom}`.trim() || (email ?? fullName({ prenom, nom }));
}
