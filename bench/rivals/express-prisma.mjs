// The conversation page as it is usually written: Express and Prisma Client.
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import express from 'express';
import { hashOf, mayRead } from './page.mjs';

const { PrismaClient } = await import('./generated/prisma/client.ts');
const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL }) });
const PERSON = { select: { id: true, prenom: true, nom: true, avatar: true, role: true } };

const app = express();
app.disable('x-powered-by');

app.get('/api/commandes/:id/messages', async (request, response) => {
  const session = await prisma.userSession.findUnique({
    where: { token: hashOf(request.headers.authorization) },
    include: { user: { select: { id: true, role: true, isActive: true } } },
  });
  if (!session || session.revokedAt !== null || !session.user.isActive || session.expiresAt <= new Date())
    return response.status(401).json({});
  const commande = await prisma.commande.findUnique({
    where: { id: request.params.id },
    select: { id: true, userId: true, correcteurId: true },
  });
  if (!mayRead(commande, { userId: session.userId, role: session.user.role })) return response.status(404).json({});
  const limit = Number(request.query.limit ?? 20);
  const messages = await prisma.message.findMany({
    where: { commandeId: commande.id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: {
      id: true,
      commandeId: true,
      content: true,
      type: true,
      isRead: true,
      createdAt: true,
      sender: PERSON,
      attachments: {
        where: { file: { deletedAt: null } },
        orderBy: { id: 'asc' },
        select: {
          file: {
            select: {
              id: true,
              filename: true,
              mimeType: true,
              size: true,
              type: true,
              description: true,
              commandeId: true,
              createdAt: true,
              deletedAt: true,
              url: true,
              uploadedBy: PERSON,
              version: { select: { numero: true, kind: true, corrige: { select: { fileId: true } } } },
            },
          },
        },
      },
    },
  });
  const items = messages.slice(0, limit).map(({ attachments, ...message }) => ({
    ...message,
    attachments: attachments.map(({ file }) => ({ ...file, version: versionOf(file.version) })),
  }));
  const last = items.at(-1);
  const next =
    messages.length > limit ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url') : null;
  return response.json({ items, next });
});

app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit());

function versionOf(version) {
  return version && { numero: version.numero, kind: version.kind, corrigeFileId: version.corrige?.fileId ?? null };
}
