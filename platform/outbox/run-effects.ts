import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { inLogScope, type Log } from '#platform/log.ts';
import { withoutQuotedValues } from '#platform/log-error.ts';
import type { Effect } from '#platform/outbox/effect.ts';
import type { ProcessedMarks } from '#platform/outbox/processed-marks.ts';
import {
  type ClaimedEvent,
  findDoneEffects,
  markEffect,
  markProcessed,
  recordFailure,
} from '#platform/outbox/queries.ts';
import { ATTEMPTS, retryDelayMs } from '#platform/outbox/retry-delay.ts';

const EXTERNAL_LIMIT_MS = 60_000;

export interface EffectRunner {
  readonly db: Db;
  readonly log: Log;
  readonly context: () => Context;
  readonly marks: ProcessedMarks;
}

type Transactional = Extract<Effect, { kind: 'transactional' }>;
type External = Extract<Effect, { kind: 'external' }>;

/**
 * Runs each effect in a transaction of its own, together with its mark. One that fails does not keep the others from
 * running. Returns the failures; with `finish`, an event without any is processed when the last effect is.
 */
export async function runTransactionalEffects(
  runner: EffectRunner,
  event: ClaimedEvent,
  effects: readonly Transactional[],
  finish: boolean,
): Promise<string[]> {
  const failures: string[] = [];
  for (const [index, effect] of effects.entries()) {
    const failure = await attempt(runner, event, effect, () =>
      inTransaction(runner.db, async (tx) => {
        const last = finish && index === effects.length - 1 && failures.length === 0;
        if (last) await markProcessed(tx, [event.id]);
        if (!(await markEffect(tx, event.id, effect.name))) return;
        await effect.run({ context: runner.context(), tx, payload: payloadOf(event), event });
      }),
    );
    if (failure) failures.push(failure);
  }
  return failures;
}

/** Runs those effects that are not marked yet, and marks each when it is done. Returns all the failures so far. */
export async function runExternalEffects(
  runner: EffectRunner,
  event: ClaimedEvent,
  effects: readonly External[],
  earlier: readonly string[],
): Promise<string[]> {
  const failures = [...earlier];
  const done = event.attempts > 0 ? await findDoneEffects(runner.db, event.id) : new Set();
  for (const effect of effects) {
    if (done.has(effect.name)) continue;
    const failure = await attempt(runner, event, effect, async () => {
      await runExternal(runner, event, effect);
      // When nothing else is left to do, the event is its own mark.
      if (effects.length > 1 || earlier.length > 0) await markEffect(runner.db, event.id, effect.name);
    });
    if (failure) failures.push(failure);
  }
  return failures;
}

/** Processed, to be tried again, or dead. */
export async function settle(runner: EffectRunner, event: ClaimedEvent, failures: readonly string[]): Promise<void> {
  if (failures.length === 0) return runner.marks.mark(event.id);
  const attempts = event.attempts + 1;
  const dead = attempts >= ATTEMPTS;
  await recordFailure(runner.db, event.id, {
    attempts,
    lastError: failures.join('\n').slice(0, 4_000),
    availableAt: dead ? null : new Date(Date.now() + retryDelayMs(attempts)),
  });
  if (dead) runner.log.error({ eventId: event.id, event: event.name, attempts }, 'event given up');
}

async function runExternal(runner: EffectRunner, event: ClaimedEvent, effect: External): Promise<void> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`took more than ${EXTERNAL_LIMIT_MS / 1000} s`);
      limit.abort(error);
      reject(error);
    }, EXTERNAL_LIMIT_MS);
  });
  const { signal } = limit;
  const key = `${event.id}:${effect.name}`;
  const call = { context: runner.context(), payload: payloadOf(event), event, key, signal };
  try {
    await Promise.race([effect.run(call), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(
  { log }: EffectRunner,
  event: ClaimedEvent,
  effect: Effect,
  run: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await inLogScope({ eventId: event.id, effect: effect.name }, run);
    return undefined;
  } catch (error) {
    log.warn({ err: error, eventId: event.id, event: event.name, effect: effect.name }, 'effect failed');
    return `${effect.name}: ${withoutQuotedValues(error instanceof Error ? error.message : String(error))}`;
  }
}

function payloadOf(event: ClaimedEvent): never {
  // defineEvent ties the name to the type of the payload: publish wrote what effect reads.
  return event.payload as never;
}
