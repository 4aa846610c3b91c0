import {
  type AccountRow,
  personName,
  readAccount,
  roleChanged,
  updatePreferences,
  updateUser,
} from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Actor, Langue } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { onboardingErrors } from './errors.ts';
import { roleRequested, userOnboarded } from './events.ts';
import { lockNewcomer, type Newcomer, upsertMentorProfile } from './queries.ts';

export interface MentorAnswers {
  readonly expertise: string[];
  readonly hourlyRateCents: number;
  readonly bio: string;
}

export interface Answers {
  readonly role: 'USER' | 'MENTOR';
  readonly prenom: string;
  readonly nom: string;
  readonly langue: Langue;
  readonly timezone: string;
  readonly mentor?: MentorAnswers;
}

/**
 * Keeps what somebody answers when they first sign in, or later when they think otherwise.
 * @throws ONBOARDING_NOT_FOR_ROLE, ONBOARDING_MENTOR_INCOMPLETE, ACCOUNT_TEXT_REFUSED, ACCOUNT_TIMEZONE_UNKNOWN
 */
export async function answerOnboarding(
  { config, db }: Pick<Context, 'config' | 'db'>,
  actor: Allowed<'onboarding.answer', Actor>,
  answers: Answers,
): Promise<AccountRow> {
  const names = {
    prenom: personName('prenom', answers.prenom, actor.langue),
    nom: personName('nom', answers.nom, actor.langue),
  };
  const mentor = mentorIn(answers, actor.langue);
  return inTransaction(db, async (tx) => {
    const before = await lockNewcomer(tx, actor.userId);
    if (!before || (before.role !== 'USER' && before.role !== 'MENTOR'))
      throw onboardingErrors.ONBOARDING_NOT_FOR_ROLE();
    await updatePreferences({ db: tx }, actor, { langue: answers.langue, timezone: answers.timezone });
    await updateUser(tx, before.id, { ...names, onboardedAt: before.onboardedAt ?? new Date() });
    if (mentor) await keepMentor(tx, before.id, mentor);
    const role = await settleRole(tx, before, { asked: answers.role, approval: config.mentorApproval });
    await publish(tx, userOnboarded, { userId: before.id, role });
    return readAccount(tx, before.id);
  });
}

/** The questions are not asked again. */
export async function postponeOnboarding({ db }: Pick<Context, 'db'>, { userId }: Actor): Promise<AccountRow> {
  return inTransaction(db, async (tx) => {
    const before = await lockNewcomer(tx, userId);
    if (before?.onboardedAt === null) await updateUser(tx, userId, { onboardedAt: new Date() });
    return readAccount(tx, userId);
  });
}

function mentorIn({ role, mentor }: Answers, langue: Langue): MentorAnswers | null {
  if (role === 'USER') return null;
  const expertise = mentor?.expertise.map(textIn).filter((one) => one !== '') ?? [];
  const bio = textIn(mentor?.bio ?? '');
  if (mentor && expertise.length > 0 && bio !== '') return { ...mentor, expertise, bio };
  const error = onboardingErrors.ONBOARDING_MENTOR_INCOMPLETE;
  const field = expertise.length === 0 ? 'mentor.expertise' : 'mentor.bio';
  throw error({}, { errors: [{ field, detail: error().detail(langue) }] });
}

/** As every database keeps it: composed, and no half of a character. */
function textIn(typed: string): string {
  return typed.toWellFormed().normalize('NFC').trim();
}

async function keepMentor(tx: Db, userId: string, { expertise, hourlyRateCents, bio }: MentorAnswers): Promise<void> {
  await upsertMentorProfile(tx, userId, { expertise, hourlyRateCents });
  await updateUser(tx, userId, { bio });
}

/** The role is theirs at once, or asked of an administrator. Returns the one they have. */
async function settleRole(
  tx: Db,
  before: Newcomer,
  { asked, approval }: { asked: Answers['role']; approval: 'required' | 'none' },
): Promise<Newcomer['role']> {
  const { id: userId, role: from } = before;
  const mustAsk = asked === 'MENTOR' && from !== 'MENTOR' && approval === 'required';
  const role = mustAsk ? from : asked;
  await updateUser(tx, userId, { role, wantsRole: mustAsk ? 'MENTOR' : null });
  if (role !== from) await publish(tx, roleChanged, { userId, actorId: userId, from, to: role });
  if (mustAsk && before.wantsRole === null) await publish(tx, roleRequested, { userId, role: asked });
  return role;
}
