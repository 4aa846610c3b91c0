// The floor: the conversation page and "who am I", written by hand over Fastify and node:sqlite, and nothing else.
import { DatabaseSync } from 'node:sqlite';
import fastify from 'fastify';
import {
  ATTACHMENTS,
  COMMANDE,
  hashOf,
  mayRead,
  PAGE,
  pageSchema,
  presentFile,
  presentPage,
  SESSION,
} from './page.mjs';

const database = new DatabaseSync(process.env.DATABASE_URL.replace('file:', ''), { readOnly: true });
const session = database.prepare(`${SESSION}?`);
const commande = database.prepare(`${COMMANDE}?`);
// A LIMIT that is a parameter alone has SQLite compile the statement anew each time: it would cost a fifth.
const page = database.prepare(PAGE('?', '? + 0'));
const attachments = database.prepare(ATTACHMENTS('(select "value" from json_each(?))'));
const iso = (date) => date.replace('+00:00', 'Z');

const app = fastify({ logger: false });

app.get('/api/commandes/:id/messages', { schema: pageSchema }, async (request, reply) => {
  const reader = readerOf(request);
  if (!reader) return reply.code(401).send({});
  const { id } = request.params;
  const { limit } = request.query;
  if (!mayRead(commande.get(id), reader)) return reply.code(404).send({});
  const rows = page.all(id, limit + 1);
  const attached = rows
    .slice(0, limit)
    .filter((row) => row.attached)
    .map((row) => row.id);
  const files = new Map();
  if (attached.length > 0)
    for (const row of attachments.all(JSON.stringify(attached))) {
      const list = files.get(row.messageId);
      if (list) list.push(presentFile(row, iso));
      else files.set(row.messageId, [presentFile(row, iso)]);
    }
  return presentPage(rows, files, limit, iso);
});

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.on('SIGTERM', () => process.exit());

function readerOf(request) {
  const found = session.get(hashOf(request.headers.authorization));
  if (!found || found.revokedAt !== null || !found.isActive || Date.parse(found.expiresAt) <= Date.now()) return null;
  return found;
}
