import { text } from 'node:stream/consumers';
import {
  createUser,
  emailAddress,
  newPassword,
  operatorMayCreateUser,
  type PasswordOwner,
  personName,
} from '#modules/accounts/module.ts';
import { pendingMigrations } from '#ops/migrate/migrate.ts';
import { ROLE, type Role } from '#platform/db/database.gen.ts';
import { openDatabase } from '#platform/db/db.ts';
import type { Command, CommandCall } from './command.ts';
import { cliErrors } from './errors.ts';

const ROLES = ROLE.join(', ');

export const userCreateCommand: Command = {
  name: 'user:create',
  summary: {
    fr: 'Crée une personne ; sans mot de passe, affiche le lien où elle choisira le sien.',
    en: 'Creates a person; without a password, prints the link where they choose theirs.',
  },
  options: {
    email: {
      type: 'string',
      placeholder: 'ADRESSE',
      summary: { fr: 'Son adresse e-mail.', en: 'Their e-mail address.' },
    },
    prenom: { type: 'string', placeholder: 'PRENOM', summary: { fr: 'Son prénom.', en: 'Their first name.' } },
    nom: { type: 'string', placeholder: 'NOM', summary: { fr: 'Son nom.', en: 'Their last name.' } },
    role: {
      type: 'string',
      placeholder: 'ROLE',
      summary: { fr: `Son rôle : ${ROLES}.`, en: `Their role: ${ROLES}.` },
    },
    'password-stdin': {
      type: 'boolean',
      summary: { fr: 'Lit le mot de passe sur l’entrée standard.', en: 'Reads the password from standard input.' },
    },
  },
  run: async (call) => {
    const person = readPerson(call);
    const password = call.values['password-stdin'] ? await readPassword(call, person) : null;
    await assertMigrated(call);
    const db = await openDatabase({ url: call.secrets.databaseUrl });
    try {
      const created = await createUser({ db, config: call.config }, operatorMayCreateUser(), { ...person, password });
      report(call, person, created.invitationUrl);
    } finally {
      await db.destroy();
    }
    return undefined;
  },
};

function readPerson(call: CommandCall) {
  const { language } = call;
  return {
    email: emailAddress(required(call, 'email'), language),
    prenom: personName('prenom', required(call, 'prenom'), language),
    nom: personName('nom', required(call, 'nom'), language),
    role: readRole(required(call, 'role')),
    langue: language,
  };
}

function required({ values }: CommandCall, option: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value === '') throw cliErrors.CLI_OPTION_REQUIRED({ option });
  return value;
}

function readRole(value: string): Role {
  const role = ROLE.find((known) => known === value.toUpperCase());
  if (!role) throw cliErrors.CLI_ROLE_UNKNOWN({ roles: ROLES, value });
  return role;
}

/** All of it but the end of the line, which whoever types or echoes it adds. */
async function readPassword({ language }: CommandCall, person: PasswordOwner) {
  const typed = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (typed === '') throw cliErrors.CLI_PASSWORD_EMPTY();
  return newPassword(typed, { langue: language, person });
}

async function assertMigrated({ secrets }: CommandCall): Promise<void> {
  const pending = await pendingMigrations({ url: secrets.databaseUrl, directUrl: secrets.directUrl });
  if (pending.length > 0) throw cliErrors.CLI_DATABASE_NOT_MIGRATED({ count: pending.length });
}

function report({ say, print }: CommandCall, { email, role }: { email: string; role: Role }, url: string | null): void {
  say({ fr: `${email} est créé (${role}).`, en: `${email} is created (${role}).` });
  if (url === null) return;
  say({
    fr: 'Transmettez-lui ce lien, où choisir son mot de passe ; il sert une fois, pendant sept jours :',
    en: 'Hand over this link, where they choose their password; it works once, for seven days:',
  });
  print(url);
}
