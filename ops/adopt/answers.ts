import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Bilingual } from '#platform/terminal.ts';
import { isTimezone } from './convert/dates.ts';
import { adoptionErrors } from './errors.ts';

/** What only the operator knows, in a file of JSON that the plan writes and the operator fills in. */
export interface Answers {
  /** In which times without a zone are meant: `UTC`, as Prisma and Laravel write them, or `Europe/Paris`. */
  readonly timezone: string;
  /** By the column (`commandes.statut`) and the unknown value, the value it becomes; null while nobody has said. */
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** By the address that several have, the key of the one who keeps it; null while nobody has said. */
  readonly addresses: Readonly<Record<string, string | null>>;
}

/** One thing that must be said before the database can be adopted. */
export type Question =
  | { kind: 'enumeration'; column: string; value: string; rows: number; choices: readonly string[] }
  | { kind: 'address'; address: string; candidates: readonly Candidate[] };

export interface Candidate {
  /** The id in the table of people, as it is there. */
  readonly key: string;
  readonly address: string;
  readonly createdAt: string | null;
}

export const NO_ANSWERS: Answers = { timezone: 'UTC', enumerations: {}, addresses: {} };

/**
 * The answers of a file; none where there is no such file.
 * @throws ADOPTION_MAPPING_UNREADABLE, ADOPTION_ANSWER_INVALID
 */
export async function readAnswers(path: string): Promise<Answers> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw adoptionErrors.ADOPTION_MAPPING_UNREADABLE({ path, reason: String(error) }, { cause: error });
  });
  return text === null ? NO_ANSWERS : checked(parse(text, path));
}

/** Writes the questions beside the answers that are there, each with what may be answered. */
export async function writeQuestions(path: string, answers: Answers, questions: readonly Question[]): Promise<void> {
  const enumerations = structuredClone(answers.enumerations) as Record<string, Record<string, string | null>>; // a copy
  const addresses: Record<string, string | null> = { ...answers.addresses };
  const choices: Record<string, readonly string[]> = {};
  for (const question of questions) {
    if (question.kind === 'enumeration') {
      enumerations[question.column] = { ...enumerations[question.column], [question.value]: null };
      choices[question.column] = question.choices;
    } else {
      addresses[question.address] = null;
      choices[question.address] = question.candidates.map(({ key }) => key);
    }
  }
  const document = { ...HELP, timezone: answers.timezone, enumerations, addresses, choices };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
}

const HELP = {
  aide: 'Remplacez chaque null par un des choix, puis relancez « bin/staka adopt --plan ».',
  help: 'Replace each null by one of the choices, then run “bin/staka adopt --plan” again.',
};

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw adoptionErrors.ADOPTION_MAPPING_UNREADABLE({ path, reason: String(error) }, { cause: error });
  }
}

function checked(document: unknown): Answers {
  const { timezone = 'UTC', enumerations = {}, addresses = {} } = record(document, 'document');
  if (typeof timezone !== 'string' || !isTimezone(timezone))
    throw invalid('timezone', timezone, {
      fr: 'un fuseau comme « Europe/Paris »',
      en: 'a zone such as “Europe/Paris”',
    });
  const columns = Object.entries(record(enumerations, 'enumerations'));
  return {
    timezone,
    enumerations: Object.fromEntries(
      columns.map(([column, values]) => [column, texts(values, `enumerations.${column}`)]),
    ),
    addresses: texts(addresses, 'addresses'),
  };
}

function texts(value: unknown, place: string): Record<string, string | null> {
  const entries = Object.entries(record(value, place)).map(([name, answer]): [string, string | null] => {
    if (answer === null || typeof answer === 'string') return [name, answer];
    if (typeof answer === 'number') return [name, String(answer)];
    throw invalid(`${place}.${name}`, answer, { fr: 'un texte', en: 'a text' });
  });
  return Object.fromEntries(entries);
}

function record(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid(place, value, { fr: 'un objet', en: 'an object' });
}

/** Also for an answer that is none of the choices. */
export function invalid(place: string, value: unknown, expected: Bilingual) {
  return adoptionErrors.ADOPTION_ANSWER_INVALID({ place, value: JSON.stringify(value) ?? '', expected });
}
