import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { schemaErrors } from '#ops/schema/errors.ts';
import { pullSchema } from '#ops/schema/pull/pull.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { CONFIRM_OPTION, isNameTyped } from './confirm-name.ts';

export const dbPullCommand: Command = {
  name: 'db:pull',
  summary: {
    fr: 'Écrit la structure de la base telle qu’elle est comme un schéma Prisma, sur la sortie standard ou dans un fichier.',
    en: 'Writes the structure of the database as it is as a Prisma schema, to standard output or into a file.',
  },
  options: {
    output: {
      type: 'string',
      placeholder: 'FICHIER',
      summary: {
        fr: 'Où l’écrire ; pour remplacer un fichier, son nom est demandé.',
        en: 'Where to write it; to replace a file, its name is asked for.',
      },
    },
    ...CONFIRM_OPTION,
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'Le schéma est écrit ; la base n’a pas changé.',
      en: 'The schema is written; the database has not changed.',
    },
    1: { fr: 'Rien n’a été écrit.', en: 'Nothing was written.' },
  },
  examples: ['db:pull', 'db:pull --output=data/pulled.prisma'],
  run: async (call) => {
    const { secrets, values, print, say } = call;
    const { schema, models, unspoken } = await pullSchema({ url: secrets.databaseUrl, directUrl: secrets.directUrl });
    const output = typeof values.output === 'string' ? resolve(values.output) : null;
    if (output !== null) await write(call, output, schema);
    if (values.json) print(JSON.stringify({ schema, models, unspoken, path: output }));
    else if (output === null) print(schema.trimEnd());
    else
      say({
        fr: `${models} modèles écrits dans ${output}.`,
        en: `${models} models written to ${output}.`,
      });
    return undefined;
  },
};

/**
 * Whole or not at all.
 * @throws PULL_NOT_CONFIRMED where there is a file, and nobody typed its name
 */
async function write(call: CommandCall, path: string, schema: string): Promise<void> {
  const name = basename(path);
  const question = {
    fr: `${path} existe et sera remplacé. Tapez son nom pour continuer : `,
    en: `${path} exists and will be replaced. Type its name to go on: `,
  };
  if (existsSync(path) && !(await isNameTyped(call, name, question)))
    throw schemaErrors.PULL_NOT_CONFIRMED({ file: path, name });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.partial`, schema);
  await rename(`${path}.partial`, path);
}
