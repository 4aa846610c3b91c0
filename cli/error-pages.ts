import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import '#app';
import { adoptionErrors } from '#ops/adopt/errors.ts';
import { backupErrors } from '#ops/backup/errors.ts';
import { databaseErrors } from '#ops/database/errors.ts';
import { deployErrors } from '#ops/deploy/errors.ts';
import { driftErrors } from '#ops/drift/errors.ts';
import { dataMigrationErrors } from '#ops/migrate/data/errors.ts';
import { migrationErrors } from '#ops/migrate/errors.ts';
import { onlineErrors } from '#ops/migrate/online/errors.ts';
import { schemaErrors } from '#ops/schema/errors.ts';
import { LANGUES, type Langue } from '#platform/http/actor.ts';
import { type ErrorDefinition, errorCatalogue } from '#platform/http/errors.ts';
import { seedErrors } from '#prisma/seed.ts';
import { cliErrors } from './errors.ts';

/** The pages of documentation about every code of failure, made from the catalogue: path and content of each. */
export function errorPages(): { path: string; content: string }[] {
  return LANGUES.map((langue) => ({
    path: join(import.meta.dirname, '../docs/api', langue === 'en' ? 'errors.md' : `errors.${langue}.md`),
    content: renderPage(langue),
  }));
}

/** These are said in a terminal, and have no use for a status. */
const SAID_IN_A_TERMINAL = new Set(
  Object.keys({
    ...adoptionErrors,
    ...backupErrors,
    ...cliErrors,
    ...databaseErrors,
    ...deployErrors,
    ...driftErrors,
    ...dataMigrationErrors,
    ...migrationErrors,
    ...onlineErrors,
    ...schemaErrors,
    ...seedErrors,
  }),
);

const WORDS = {
  generated: {
    fr: '<!-- Écrit par `npm run errors:document` depuis les fichiers errors.ts. -->',
    en: '<!-- Written by `npm run errors:document` from the files errors.ts. -->',
  },
  title: { fr: 'Codes d’erreur', en: 'Error codes' },
  other: { fr: '[English](errors.md)', en: '[Français](errors.fr.md)' },
  intro: {
    fr: 'L’API répond à tout échec par un document `application/problem+json` (RFC 9457) : `code` dit ce qui s’est passé et ne change pas, `detail` le dit à la personne, dans sa langue, `status` est celui de la réponse et `instance` retrouve la demande dans le journal. `GET /api/problems/CODE` explique un code. Ce qui est entre accolades est remplacé par une valeur.',
    en: 'The API answers every failure with an `application/problem+json` document (RFC 9457): `code` says what happened and does not change, `detail` says it to the person, in their language, `status` is that of the answer, and `instance` finds the request in the log. `GET /api/problems/CODE` explains a code. What is in braces is replaced by a value.',
  },
  api: { fr: 'Réponses de l’API', en: 'Answers of the API' },
  terminal: { fr: 'En ligne de commande', en: 'On the command line' },
} satisfies Record<string, Record<Langue, string>>;

function renderPage(langue: Langue): string {
  const entries = [...errorCatalogue()].sort(([one], [other]) => (one < other ? -1 : 1));
  const ofApi = entries.filter(([code]) => !SAID_IN_A_TERMINAL.has(code));
  const ofTerminal = entries.filter(([code]) => SAID_IN_A_TERMINAL.has(code));
  return [
    WORDS.generated[langue],
    `# ${WORDS.title[langue]}`,
    WORDS.other[langue],
    WORDS.intro[langue],
    `## ${WORDS.api[langue]}`,
    ...ofApi.map(([code, error]) => renderCode(code, error, `${error.status} ${STATUS_CODES[error.status]}`)),
    `## ${WORDS.terminal[langue]}`,
    ...ofTerminal.map(([code, error]) => renderCode(code, error, null)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function renderCode(code: string, { fr, en }: ErrorDefinition, status: string | null): string {
  const lines = status === null ? [fr, en] : [status, fr, en];
  return `### ${code}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}
