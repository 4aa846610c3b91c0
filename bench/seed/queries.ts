import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { CLIENTS, CORRECTEURS, idOf, KINDS, MESSAGES_PER_COMMANDE, tokenOf } from './people.ts';

/** How a database writes what the statements below need. */
interface Words {
  /** A table `series(i)` of 0 to `count` - 1, to be put before the statement's SELECT. */
  readonly series: (count: number) => string;
  /** Twelve hexadecimal digits. */
  readonly hex: (number: string) => string;
  /** So many seconds after the beginning of 2026. */
  readonly moment: (seconds: string) => string;
  readonly no: string;
  readonly yes: string;
}

const START = 1_767_225_600;

export const SQLITE: Words = {
  series: (count) => `with recursive series(i) as (select 0 union all select i + 1 from series where i < ${count - 1})`,
  hex: (number) => `printf('%012x', ${number})`,
  moment: (seconds) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', ${START} + ${seconds}, 'unixepoch')`,
  no: '0',
  yes: '1',
};

export const POSTGRESQL: Words = {
  series: (count) => `with series as (select generate_series(0, ${count - 1}) as i)`,
  hex: (number) => `lpad(to_hex(${number}), 12, '0')`,
  moment: (seconds) => `(to_timestamp(${START} + ${seconds}) at time zone 'UTC')`,
  no: 'false',
  yes: 'true',
};

const SENTENCE =
  'Voici le chapitre relu : j’ai repris la ponctuation des dialogues, signalé deux répétitions page 12 et laissé une question en marge. ';

/**
 * People with a session each, commandes, and conversations that went on at the same time: the messages of one commande
 * lie as far from each other as in life. Every fourth message brings a file.
 */
export function seedStatements(words: Words, messages: number): string[] {
  const { series, hex, moment, no, yes } = words;
  const people = CLIENTS + CORRECTEURS;
  const commandes = Math.ceil(messages / MESSAGES_PER_COMMANDE);
  const id = (kind: keyof typeof KINDS, number: string) => `'${KINDS[kind]}' || ${hex(number)}`;
  const commande = `(i % ${commandes})`;
  const turn = `(i / ${commandes})`;
  const client = id('user', `(${commande} % ${CLIENTS})`);
  const correcteur = id('user', `(${CLIENTS} + ${commande} % ${CORRECTEURS})`);
  const sender = `case when ${turn} % 2 = 0 then ${client} else ${correcteur} end`;
  const receiver = `case when ${turn} % 2 = 0 then ${correcteur} else ${client} end`;
  const bringsFile = `where ${turn} % 4 = 0`;
  return [
    `insert into "users" ("id", "prenom", "nom", "email", "role", "updatedAt", "createdAt", "emailVerifiedAt")
     ${series(people)} select ${id('user', 'i')}, 'Camille', 'Durand ' || i, 'personne-' || i || '@example.com',
     ${enumerated(words, `case when i < ${CLIENTS} then 'USER' else 'CORRECTOR' end`, 'Role')}, ${moment('0')}, ${moment('0')}, ${moment('0')} from series`,
    `insert into "user_sessions" ("id", "userId", "token", "expiresAt", "lastUsedAt", "createdAt", "updatedAt") values
     ${sessionRows(people)}`,
    `insert into "commandes" ("id", "userId", "correcteurId", "titre", "description", "statut", "createdAt", "updatedAt")
     ${series(commandes)} select ${id('commande', 'i')}, ${client}, ${correcteur}, 'Manuscrit ' || i, '${SENTENCE}',
     'EN_COURS', ${moment('i')}, ${moment('i')} from series`,
    `insert into "messages" ("id", "commandeId", "senderId", "receiverId", "content", "type", "isRead", "createdAt", "updatedAt")
     ${series(messages)} select ${id('message', 'i')}, ${id('commande', commande)}, ${sender}, ${receiver},
     substr('${SENTENCE.repeat(3)}', 1, 60 + (i * 7) % 300), 'USER_MESSAGE', ${yes}, ${moment('i * 3')}, ${moment('i * 3')} from series`,
    `insert into "files" ("id", "filename", "storedName", "mimeType", "size", "url", "type", "uploadedById", "commandeId", "isPublic", "createdAt", "updatedAt")
     ${series(messages)} select ${id('file', 'i')}, 'chapitre-' || i || '.docx', 'bench-' || i || '.docx',
     'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 40000 + i % 1000,
     '/api/files/' || ${id('file', 'i')} || '/content', 'DOCUMENT', ${sender}, ${id('commande', commande)}, ${no},
     ${moment('i * 3')}, ${moment('i * 3')} from series ${bringsFile}`,
    `insert into "message_attachments" ("id", "messageId", "fileId")
     ${series(messages)} select ${id('attachment', 'i')}, ${id('message', 'i')}, ${id('file', 'i')} from series ${bringsFile}`,
  ];
}

/** Opened just now, and good for a month. */
function sessionRows(people: number): string {
  const now = Date.now();
  const at = (milliseconds: number) => `'${new Date(milliseconds).toISOString().replace('Z', '+00:00')}'`;
  const rows = Array.from({ length: people }, (_, person) => {
    const hash = createHash('sha256').update(tokenOf(person)).digest('hex');
    const times = [now + 30 * 86_400_000, now, now, now].map(at).join(', ');
    return `('${idOf('session', person)}', '${idOf('user', person)}', '${hash}', ${times})`;
  });
  return rows.join(',\n');
}

/** PostgreSQL takes no text for an enumeration unless it stands there as it is. */
function enumerated(words: Words, expression: string, type: string): string {
  return words === POSTGRESQL ? `(${expression})::"${type}"` : expression;
}

/** Events whose effects are not all done yet; those for a later time are none. */
export function countUndoneEvents(database: DatabaseSync): number {
  const now = new Date().toISOString().replace('Z', '+00:00');
  const row = database
    .prepare(`select count(*) as "count" from "outbox_events" where "processedAt" is null and "availableAt" <= ?`)
    .get(now);
  return Number(row?.count);
}
