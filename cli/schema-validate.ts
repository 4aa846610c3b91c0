import { pathToFileURL } from 'node:url';
import { SCHEMA_FILE } from '#ops/schema/schema-file.ts';
import { validateSchema } from '#ops/schema/validate.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

/** Another schema than that of Staka. */
export const SCHEMA_OPTION = {
  schema: {
    type: 'string',
    placeholder: 'FICHIER',
    summary: { fr: 'Un autre fichier que prisma/schema.prisma.', en: 'Another file than prisma/schema.prisma.' },
  },
} as const;

export function schemaOf({ values }: Pick<CommandCall, 'values'>): URL {
  return typeof values.schema === 'string' ? pathToFileURL(values.schema) : SCHEMA_FILE;
}

export const schemaValidateCommand: Command = {
  name: 'schema:validate',
  summary: {
    fr: 'Fait lire prisma/schema.prisma par Prisma, pour chacune des trois bases ; dit où est la faute.',
    en: 'Has Prisma read prisma/schema.prisma, for each of the three databases; says where the mistake is.',
  },
  options: { ...SCHEMA_OPTION, ...JSON_OPTION },
  exitCodes: {
    0: { fr: 'Le schéma est valable.', en: 'The schema is valid.' },
    1: { fr: 'Il ne l’est pas, ou ne peut pas être lu.', en: 'It is not, or cannot be read.' },
  },
  examples: ['schema:validate', 'schema:validate --schema=data/pulled.prisma --json'],
  run: async (call) => {
    const { values, print, say } = call;
    const { file, providers, stale } = await validateSchema(schemaOf(call));
    if (values.json) {
      print(JSON.stringify({ file, providers, stale }));
      return undefined;
    }
    say({
      fr: `${file} est valable pour ${providers.join(', ')}.`,
      en: `${file} is valid for ${providers.join(', ')}.`,
    });
    for (const path of stale)
      say({
        fr: `${path} n’en est plus le reflet : npm run db:generate`,
        en: `${path} is behind it: npm run db:generate`,
      });
    return undefined;
  },
};
