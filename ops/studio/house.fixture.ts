import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { readerAccount } from './readers/account.ts';
import { identityOf } from './readers/open-reader.ts';

export const SECRET = '$2b$12$canary.of.a.password.hash';

/** Rows with something to hide, something to change and something that is frozen. */
export async function furnish(db: Db): Promise<void> {
  await db
    .insertInto('users')
    .values({ id: 'author', email: 'author@example.com', prenom: 'Élodie', nom: 'Roy', password: SECRET })
    .execute();
  await db
    .insertInto('pages')
    .values({
      id: 'page',
      slug: 'tarifs',
      title: 'Tarifs',
      content: 'Le détail des prix',
      type: 'FAQ',
      isPublic: false,
    })
    .execute();
  await db
    .insertInto('user_preferences')
    .values({ userId: 'author', notifications: { mail: { news: true } } })
    .execute();
  await db.insertInto('commandes').values({ id: 'commande', userId: 'author', titre: 'Carnets' }).execute();
  const invoice = {
    commandeId: 'commande',
    amount: 59_900,
    pdfUrl: '/1.pdf',
    issuedAt: new Date('2026-11-01T10:00:00Z'),
  };
  await db
    .insertInto('invoices')
    .values({ id: 'invoice', number: 'FACT-2026-0001', ...invoice })
    .execute();
}

/** Takes the account that reads away again: servers of tests are to be left as they were found. */
export async function dropAccount(
  { secrets, config }: Pick<Context, 'config' | 'secrets'>,
  url: string,
): Promise<void> {
  if (url.startsWith('file:')) return;
  const { name } = readerAccount({ secrets, config }, identityOf(url));
  if (url.startsWith('mysql:')) {
    const connection = await createConnection(url);
    await connection.query(`DROP USER IF EXISTS '${name}'@'%'`);
    return connection.end();
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount !== 0) await client.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
  await client.end();
}
