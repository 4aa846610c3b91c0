import type { Db } from '#platform/db/db.ts';
import { issueChallenge, openChallenge } from './challenges.ts';
import { secondFactorErrors } from './errors.ts';
import { type Method, methodsOf } from './list-factors.ts';
import { countTry, spendChallengeRow } from './queries.ts';

const TRIES = 5;

/** What stands between a right password and a session. */
export interface SecondStep {
  /** The secret by which the step is answered; it opens nothing by itself. */
  readonly challenge: string;
  readonly methods: readonly Method[];
}

export interface OpenStep {
  readonly id: string;
  readonly userId: string;
  /** As it was given when the step began. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Asks whoever has just given the right password for a second factor; null when they have none. */
export async function beginStep(tx: Db, userId: string, data: Record<string, unknown>): Promise<SecondStep | null> {
  const methods = await methodsOf(tx, userId);
  if (methods.length === 0) return null;
  return { challenge: await issueChallenge(tx, { purpose: 'SECOND_FACTOR', userId, data }), methods };
}

/** The step this secret is of, without using a try. @throws SECOND_FACTOR_EXPIRED */
export async function findStep(db: Db, challenge: string): Promise<OpenStep> {
  const row = await openChallenge(db, 'SECOND_FACTOR', challenge);
  if (!row?.userId) throw secondFactorErrors.SECOND_FACTOR_EXPIRED();
  return { id: row.id, userId: row.userId, data: row.data };
}

/** Reserves one of the five tries, in the database, before anything is looked at. @throws SECOND_FACTOR_EXPIRED */
export async function tryStep(db: Db, challenge: string): Promise<OpenStep> {
  const step = await findStep(db, challenge);
  if (!(await countTry(db, step.id, TRIES))) throw secondFactorErrors.SECOND_FACTOR_EXPIRED();
  return step;
}

/** The step is answered, which happens once. @throws SECOND_FACTOR_EXPIRED */
export async function endStep(tx: Db, { id }: OpenStep): Promise<void> {
  if (!(await spendChallengeRow(tx, id))) throw secondFactorErrors.SECOND_FACTOR_EXPIRED();
}
