// The floor on PostgreSQL: the conversation page written by hand over Fastify and pg, its statements named.
import fastify from 'fastify';
import pg from 'pg';
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

// Columns are timestamps in UTC.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`));
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on('error', () => {});
const iso = (date) => date.toISOString();

const app = fastify({ logger: false });

app.get('/api/commandes/:id/messages', { schema: pageSchema }, async (request, reply) => {
  const [reader] = await ask('session', `${SESSION}$1`, [hashOf(request.headers.authorization)]);
  if (!reader || reader.revokedAt !== null || !reader.isActive || reader.expiresAt <= new Date())
    return reply.code(401).send({});
  const { id } = request.params;
  const { limit } = request.query;
  const [commande] = await ask('commande', `${COMMANDE}$1`, [id]);
  if (!mayRead(commande, reader)) return reply.code(404).send({});
  const rows = await ask('page', PAGE('$1', '$2'), [id, limit + 1]);
  const attached = rows
    .slice(0, limit)
    .filter((row) => row.attached)
    .map((row) => row.id);
  const files = new Map();
  if (attached.length > 0)
    for (const row of await ask('attachments', ATTACHMENTS('(select unnest($1::text[]))'), [attached])) {
      const list = files.get(row.messageId);
      if (list) list.push(presentFile(row, iso));
      else files.set(row.messageId, [presentFile(row, iso)]);
    }
  return presentPage(rows, files, limit, iso);
});

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.on('SIGTERM', () => process.exit());

async function ask(name, text, values) {
  return (await pool.query({ name, text, values })).rows;
}
