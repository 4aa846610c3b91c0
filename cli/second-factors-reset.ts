import { findCredentialsByEmail } from '#modules/accounts/module.ts';
import { operatorMayResetFactors, resetFactorsByOperator } from '#modules/second-factors/module.ts';
import { openDatabase } from '#platform/db/db.ts';
import type { Command } from './command.ts';
import { cliErrors } from './errors.ts';

export const secondFactorsResetCommand: Command = {
  name: 'second-factors:reset',
  summary: {
    fr: 'Retire à une personne tous ses seconds facteurs et ferme ses sessions : son mot de passe seul la connecte.',
    en: 'Takes every second factor away from a person and closes their sessions: their password alone signs them in.',
  },
  options: {
    email: {
      type: 'string',
      placeholder: 'ADRESSE',
      summary: { fr: 'Son adresse e-mail.', en: 'Their e-mail address.' },
    },
  },
  run: async ({ secrets, values, say }) => {
    const { email } = values;
    if (typeof email !== 'string' || email === '') throw cliErrors.CLI_OPTION_REQUIRED({ option: 'email' });
    const db = await openDatabase({ url: secrets.databaseUrl });
    try {
      const person = await findCredentialsByEmail(db, email.trim().toLowerCase());
      if (!person) throw cliErrors.CLI_PERSON_UNKNOWN({ email });
      await resetFactorsByOperator({ db }, operatorMayResetFactors(person.id));
      say({
        fr: `Les seconds facteurs de ${email} sont retirés, et ses sessions fermées.`,
        en: `The second factors of ${email} are removed, and their sessions closed.`,
      });
    } finally {
      await db.destroy();
    }
    return undefined;
  },
};
