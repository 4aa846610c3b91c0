import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { InvoiceRow } from '#platform/db/database.gen.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { eachDatabase } from '#test/databases.ts';

const FROZEN = /invoices is frozen once issued/;
/** What happens to an invoice after it is issued. */
const LIVING = ['status', 'paidAt', 'updatedAt'];

eachDatabase((database) => {
  test('an issued invoice is paid, and changes in nothing else', async () => {
    const { db } = database;
    const before = await anInvoice('FACT-2026-0001', { issuedAt: new Date('2026-11-01T10:00:00Z') });
    for (const column of METADATA.invoices.columns.filter((name) => !LIVING.includes(name))) {
      const change = db.updateTable('invoices').set({ [column]: otherThan(before, column) });
      await assert.rejects(change.execute(), FROZEN, column);
    }
    await assert.rejects(db.updateTable('invoices').set({ number: 'fact-2026-0001' }).execute(), FROZEN);
    const paidAt = new Date('2026-11-20T10:00:00Z');
    const updatedAt = new Date('2026-11-20T10:00:01Z');
    await db.updateTable('invoices').set({ status: 'PAID', paidAt, updatedAt }).execute();
    assert.deepEqual(await invoices(), [{ ...before, status: 'PAID', paidAt, updatedAt }]);
  });

  test('an issued invoice is neither deleted nor put aside by another; a draft is free', async () => {
    const { db } = database;
    const issued = await anInvoice('FACT-2026-0001', { issuedAt: new Date('2026-11-01T10:00:00Z') });
    const draft = await anInvoice('FACT-2026-0002', { commandeId: issued.commandeId });
    await assert.rejects(db.deleteFrom('invoices').execute(), FROZEN);
    for (const statement of DISPLACING[database.name])
      await assert.rejects(sql.raw(statement).execute(db), FROZEN, statement);
    await db.updateTable('invoices').set({ amount: 1 }).where('id', '=', draft.id).execute();
    await db.deleteFrom('invoices').where('id', '=', draft.id).execute();
    assert.deepEqual(await invoices(), [issued]);
  });

  test('a commande with an issued invoice is not deleted', async () => {
    await anInvoice('FACT-2026-0001', { issuedAt: new Date('2026-11-01T10:00:00Z') });
    await assert.rejects(database.db.deleteFrom('commandes').execute());
    assert.equal((await invoices()).length, 1);
  });

  if (database.name === 'sqlite')
    test('an entry of the audit log is not replaced by another of its id', async () => {
      const { db } = database;
      await db.insertInto('audit_entries').values({ id: 'one', action: 'session.revoked' }).execute();
      const replacing = sql`REPLACE INTO audit_entries (id, action, createdAt) VALUES ('one', 'nothing', 0)`;
      await assert.rejects(replacing.execute(db), /audit_entries is append-only/);
    });

  async function anInvoice(number: string, given: Partial<InvoiceRow>): Promise<InvoiceRow> {
    const { db } = database;
    if (given.commandeId === undefined) {
      await db.insertInto('users').values({ id: 'author', email: 'author@example.com' }).execute();
      await db.insertInto('commandes').values({ id: 'commande', userId: 'author', titre: 'Carnets' }).execute();
    }
    const row = { commandeId: 'commande', amount: 59_900, pdfUrl: '/factures/1.pdf', ...given };
    await db
      .insertInto('invoices')
      .values({ id: number, number, ...row })
      .execute();
    return db.selectFrom('invoices').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  }

  function invoices() {
    return database.db.selectFrom('invoices').selectAll().execute();
  }
});

/** A value that differs from the present one, null where the column may be without. */
function otherThan(row: InvoiceRow, column: string): unknown {
  const value: unknown = Reflect.get(row, column);
  if (typeof value === 'number') return value + 1;
  if (value instanceof Date) return column === 'issuedAt' ? null : new Date(value.getTime() + 1);
  return value === null ? new Date() : `${String(value)}-other`;
}

const ROW = `(id, commandeId, number, amount, pdfUrl, updatedAt)`;
const VALUES = `('x', 'commande', 'FACT-2026-0001', 1, '', '2026-11-01 10:00:00')`;
const DISPLACING = {
  sqlite: [
    `REPLACE INTO invoices ${ROW} VALUES ${VALUES}`,
    `INSERT OR REPLACE INTO invoices ${ROW} VALUES ${VALUES}`,
    `UPDATE OR REPLACE invoices SET number = 'FACT-2026-0001' WHERE number = 'FACT-2026-0002'`,
    `UPDATE OR REPLACE invoices SET id = 'FACT-2026-0001' WHERE number = 'FACT-2026-0002'`,
  ],
  mysql: [
    `REPLACE INTO invoices ${ROW} VALUES ${VALUES}`,
    `INSERT INTO invoices ${ROW} VALUES ${VALUES} ON DUPLICATE KEY UPDATE amount = 1`,
  ],
  postgresql: [
    'TRUNCATE invoices',
    `UPDATE commandes SET id = 'another'`,
    `INSERT INTO invoices (id, "commandeId", number, amount, "pdfUrl", "updatedAt") VALUES ${VALUES}
     ON CONFLICT (number) DO UPDATE SET amount = 1`,
  ],
};
