import { formatSchemaFile } from '#ops/schema/format.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { SCHEMA_OPTION, schemaOf } from './schema-validate.ts';

const UNFORMATTED = 1;

export const schemaFormatCommand: Command = {
  name: 'schema:format',
  summary: {
    fr: 'Met en forme prisma/schema.prisma avec l’outil de Prisma, après l’avoir validé.',
    en: 'Sets prisma/schema.prisma with Prisma’s own formatter, after validating it.',
  },
  options: {
    check: {
      type: 'boolean',
      summary: { fr: 'N’écrit rien : dit seulement s’il l’est.', en: 'Writes nothing: only says whether it is.' },
    },
    ...SCHEMA_OPTION,
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'Le schéma est en forme.', en: 'The schema is formatted.' },
    [UNFORMATTED]: {
      fr: 'Avec --check : il ne l’est pas. Ou un échec, dit sur la sortie d’erreur.',
      en: 'With --check: it is not. Or a failure, as standard error says.',
    },
  },
  examples: ['schema:format', 'schema:format --check'],
  run: async (call) => {
    const { values, print, say } = call;
    const check = values.check === true;
    const { file, changed } = await formatSchemaFile({ file: schemaOf(call), check });
    if (values.json) print(JSON.stringify({ file, changed }));
    else if (!changed) say({ fr: `${file} est déjà en forme.`, en: `${file} is formatted already.` });
    else if (check) say({ fr: `${file} n’est pas en forme.`, en: `${file} is not formatted.` });
    else
      say({
        fr: `${file} est mis en forme. Lancez ensuite : npm run db:generate`,
        en: `${file} is formatted. Run this next: npm run db:generate`,
      });
    return check && changed ? UNFORMATTED : 0;
  },
};
