// What the conversation page answers, for the rivals that are written by hand: the same fields as Staka's.
import { createHash } from 'node:crypto';

const text = { type: 'string' };
const nullableText = { type: ['string', 'null'] };
const person = objectOf({ id: text, prenom: text, nom: text, avatar: nullableText, role: text });
const version = objectOf({ numero: { type: 'integer' }, kind: text, corrigeFileId: nullableText });
const file = objectOf({
  id: text,
  filename: text,
  mimeType: text,
  size: { type: 'integer' },
  type: text,
  description: nullableText,
  uploadedBy: person,
  commandeId: nullableText,
  createdAt: text,
  deletedAt: nullableText,
  url: text,
  version: { anyOf: [version, { type: 'null' }] },
});
const message = objectOf({
  id: text,
  commandeId: text,
  sender: person,
  content: text,
  type: text,
  isRead: { type: 'boolean' },
  createdAt: text,
  attachments: { type: 'array', items: file },
});

export const pageSchema = {
  params: objectOf({ id: text }),
  querystring: {
    type: 'object',
    properties: { limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
  },
  response: { 200: objectOf({ items: { type: 'array', items: message }, next: nullableText }) },
};

export function hashOf(authorization) {
  return createHash('sha256').update(authorization.slice('Bearer '.length)).digest('hex');
}

/** `iso` makes RFC 3339 of what the driver gives for a date. */
export function presentPage(rows, attachments, limit, iso) {
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    commandeId: row.commandeId,
    sender: { id: row.senderId, prenom: row.prenom, nom: row.nom, avatar: row.avatar, role: row.role },
    content: row.content,
    type: row.type,
    isRead: Boolean(row.isRead),
    createdAt: iso(row.createdAt),
    attachments: attachments.get(row.id) ?? [],
  }));
  const last = items.at(-1);
  const next =
    rows.length > limit ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url') : null;
  return { items, next };
}

export function presentFile(row, iso) {
  return {
    id: row.id,
    filename: row.filename,
    mimeType: row.mimeType,
    size: row.size,
    type: row.type,
    description: row.description,
    uploadedBy: { id: row.uploadedById, prenom: row.prenom, nom: row.nom, avatar: row.avatar, role: row.role },
    commandeId: row.commandeId,
    createdAt: iso(row.createdAt),
    deletedAt: row.deletedAt === null ? null : iso(row.deletedAt),
    url: row.url,
    version: row.numero === null ? null : { numero: row.numero, kind: row.kind, corrigeFileId: row.corrigeFileId },
  };
}

export const SESSION = `
  select s."userId", s."expiresAt", s."revokedAt", u."role", u."isActive"
  from "user_sessions" s join "users" u on u."id" = s."userId" where s."token" = `;
export const COMMANDE = `select "id", "userId", "correcteurId" from "commandes" where "id" = `;
export const PAGE = (id, limit) => `
  select m."id", m."commandeId", m."senderId", m."content", m."type", m."isRead", m."createdAt",
    s."prenom", s."nom", s."avatar", s."role",
    exists (select 1 from "message_attachments" a where a."messageId" = m."id") as "attached"
  from "messages" m left join "users" s on s."id" = m."senderId"
  where m."commandeId" = ${id} order by m."createdAt" desc, m."id" desc limit ${limit}`;
export const ATTACHMENTS = (ids) => `
  select a."messageId", f."id", f."filename", f."mimeType", f."size", f."type", f."description", f."uploadedById",
    f."commandeId", f."createdAt", f."deletedAt", f."url", u."prenom", u."nom", u."avatar", u."role",
    v."numero", v."kind", c."fileId" as "corrigeFileId"
  from "message_attachments" a join "files" f on f."id" = a."fileId" join "users" u on u."id" = f."uploadedById"
    left join "file_versions" v on v."fileId" = f."id" left join "file_versions" c on c."id" = v."corrigeId"
  where a."messageId" in ${ids} and f."deletedAt" is null order by a."id"`;

export function mayRead(commande, session) {
  return session.role === 'ADMIN' || commande?.userId === session.userId || commande?.correcteurId === session.userId;
}

function objectOf(properties) {
  return { type: 'object', properties, required: Object.keys(properties) };
}
