import { readableOf, readCatalogue } from '#ops/studio/catalogue.ts';
import { readerStatements } from '#ops/studio/readers/open-reader.ts';
import { untilAskedToStop } from '#platform/boot/stopping.ts';
import { createLog } from '#platform/log.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { cliErrors } from './errors.ts';

const PORT = 5555;

export const studioCommand: Command = {
  name: 'studio',
  summary: {
    fr: 'Ouvre l’explorateur de données sur cette machine seule (à joindre par un tunnel SSH), en lecture sauf --write.',
    en: 'Opens the data browser on this machine alone (reach it by an SSH tunnel), to read unless --write.',
  },
  options: {
    port: {
      type: 'string',
      placeholder: 'N',
      summary: {
        fr: `Le port (${PORT} par défaut, 0 pour un port libre).`,
        en: `The port (${PORT} unless told, 0 for a free one).`,
      },
    },
    write: {
      type: 'boolean',
      summary: {
        fr: 'Permet de déverrouiller l’écriture, dix minutes à la fois.',
        en: 'Lets writing be unlocked, ten minutes at a time.',
      },
    },
    grants: {
      type: 'boolean',
      summary: {
        fr: 'Écrit les instructions qui créent le compte de lecture, pour qui en a le droit ; n’ouvre rien.',
        en: 'Prints the statements that make the account that reads, for whoever may; opens nothing.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: { 0: { fr: 'Arrêté à la demande (Ctrl-C).', en: 'Stopped when asked to (Ctrl-C).' } },
  examples: ['studio --port 5555', 'studio --write', 'studio --grants'],
  run: async (call) => {
    const port = readPort(call.values.port);
    if (call.values.grants) return printGrants(call);
    return serve(call, port);
  },
};

async function serve({ config, secrets, values, print, say }: CommandCall, port: number): Promise<number> {
  // Loaded here: the whole of the HTTP server is behind it.
  const { serveStudio } = await import('#ops/studio/serve.ts');
  const log = createLog('warn', { write: (line) => process.stderr.write(line) });
  await using closing = new AsyncDisposableStack();
  const mayWrite = values.write === true;
  const asked = untilAskedToStop(log);
  const url = await serveStudio({ config, secrets, log, port, mayWrite }, closing);
  if (values.json) print(JSON.stringify({ url, write: mayWrite }));
  else {
    say({
      fr: `Ouvrez ce lien, qui ne sert qu’une fois : ${url}`,
      en: `Open this link, which works once: ${url}`,
    });
    say(mayWrite ? WRITES : READS);
  }
  await asked;
  return 0;
}

const WRITES = {
  fr: 'L’écriture se déverrouille dix minutes à la fois ; chaque changement est inscrit au journal. Ctrl-C pour fermer.',
  en: 'Writing is unlocked ten minutes at a time; every change is recorded in the audit log. Ctrl-C to close.',
};
const READS = {
  fr: 'Lecture seule (--write pour écrire). Ctrl-C pour fermer.',
  en: 'Read only (--write in order to write). Ctrl-C to close.',
};

async function printGrants({ config, secrets, values, print, say }: CommandCall): Promise<number> {
  const catalogue = await readCatalogue({ secrets });
  const statements = await readerStatements({ config, secrets }, readableOf(catalogue));
  if (values.json) print(JSON.stringify({ statements }));
  else if (statements.length === 0)
    say({
      fr: 'SQLite n’a pas de comptes : rien n’est à créer.',
      en: 'SQLite has no accounts: there is nothing to make.',
    });
  else for (const statement of statements) print(`${statement};`);
  return 0;
}

/** @throws CLI_NUMBER_EXPECTED */
function readPort(value: string | boolean | undefined): number {
  if (value === undefined) return PORT;
  const port = /^\d{1,5}$/.test(String(value)) ? Number(value) : -1;
  if (port < 0 || port > 65_535) throw cliErrors.CLI_NUMBER_EXPECTED({ option: 'port', value: String(value) });
  return port;
}
