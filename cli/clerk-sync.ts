import { type ClerkApi, clerkErrors, compareWithClerk, type Difference, repair } from '#modules/clerk/module.ts';
import { pendingMigrations } from '#ops/migrate/migrate.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import type { Bilingual } from '#platform/terminal.ts';
import type { Command, CommandCall } from './command.ts';
import { cliErrors } from './errors.ts';

const DIFFERENT = 1;

export const clerkSyncCommand: Command = {
  name: 'clerk:sync',
  summary: {
    fr: 'Compare les personnes de Clerk et celles d’ici, et rattrape ce qui manque.',
    en: 'Compares the people of Clerk with those here, and makes up for what is missing.',
  },
  options: {
    check: {
      type: 'boolean',
      summary: {
        fr: 'Compare seulement ; sort avec 1 s’il y a une différence.',
        en: 'Compares only; exits with 1 where there is a difference.',
      },
    },
  },
  run: async (call) => {
    const api = apiOf(call);
    const { databaseUrl: url, directUrl } = call.secrets;
    const pending = await pendingMigrations({ url, directUrl });
    if (pending.length > 0) throw cliErrors.CLI_DATABASE_NOT_MIGRATED({ count: pending.length });
    const db = await openDatabase({ url });
    try {
      const differences = await compareWithClerk(db, api);
      const left = call.values.check ? tell(call, differences) : await makeUp(call, db, differences);
      if (differences.length === 0)
        call.say({
          fr: 'Clerk et Staka connaissent les mêmes personnes.',
          en: 'Clerk and Staka know the same people.',
        });
      return left > 0 ? DIFFERENT : 0;
    } finally {
      await db.destroy();
    }
  },
};

function apiOf({ config, secrets }: CommandCall): ClerkApi {
  const { clerkSecretKey: secretKey } = secrets;
  if (secretKey === null) throw clerkErrors.CLERK_NOT_CONFIGURED({ variable: 'CLERK_SECRET_KEY' });
  return { base: config.clerkApiBase, secretKey };
}

/** Each difference on a line; returns how many there are. */
function tell(call: CommandCall, differences: readonly Difference[]): number {
  for (const difference of differences) call.say(line(difference, KINDS[difference.kind]));
  return differences.length;
}

/** Returns how many are left for somebody to decide. */
async function makeUp(call: CommandCall, db: Db, differences: readonly Difference[]): Promise<number> {
  let left = 0;
  for (const difference of differences) {
    const isDone = await repair(db, difference);
    if (!isDone) left += 1;
    call.say(line(difference, isDone ? DONE : KINDS[difference.kind]));
  }
  return left;
}

const DONE: Bilingual = { fr: 'rattrapé', en: 'made up for' };

const KINDS: Record<Difference['kind'], Bilingual> = {
  MISSING: { fr: 'manque ici', en: 'missing here' },
  STALE: { fr: 'a changé chez Clerk', en: 'has changed at Clerk' },
  GONE: { fr: 'n’existe plus chez Clerk', en: 'no longer known to Clerk' },
  WAITING: { fr: 'attend un administrateur (/app/admin/clerk)', en: 'waits for an administrator (/app/admin/clerk)' },
  BURIED: { fr: 'supprimé d’après Clerk, qui le connaît pourtant', en: 'deleted by Clerk’s own word, yet known to it' },
  BLOCKED: { fr: 'banni ou verrouillé chez Clerk, et pas ici', en: 'banned or locked at Clerk, and not here' },
  UNBLOCKED: { fr: 'banni ou verrouillé ici, et plus chez Clerk', en: 'banned or locked here, and no longer at Clerk' },
  UNREADABLE: { fr: 'illisible chez Clerk', en: 'cannot be read at Clerk' },
};

function line({ id, email }: Difference, kind: Bilingual): Bilingual {
  const who = email === null ? id : `${id} (${email})`;
  return { fr: `${who} : ${kind.fr}`, en: `${who}: ${kind.en}` };
}
