import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDataModel } from './data-model.ts';
import { deriveSchema } from './derive-schema.ts';
import { staleFiles } from './generated-files.ts';
import { renderDatabase } from './render-database.ts';

const schemaWith = (fields: string) => `datasource db {
  provider = "mysql"
}

enum StatutCommande {
  EN_ATTENTE
  TERMINE
}

model Commande {
${fields}
  @@map("commandes")
}
`;

test('the generated files are what prisma/schema.prisma says (npm run db:generate)', async () => {
  assert.deepEqual(
    (await staleFiles()).map(({ path }) => path),
    [],
  );
});

test('native types become PostgreSQL’s, and are dropped for SQLite', () => {
  const source = schemaWith('  id String @id @db.VarChar(36)\n  texte String @db.LongText');
  assert.match(deriveSchema(source, 'postgresql'), /id String @id @db\.VarChar\(36\)\n {2}texte String @db\.Text\n/);
  assert.match(deriveSchema(source, 'sqlite'), /id String @id\n {2}texte String\n/);
  assert.ok(deriveSchema(source, 'mysql').includes('@db.LongText'));
  assert.throws(() => deriveSchema(schemaWith('  id String @id @db.Year'), 'postgresql'), /@db\.Year/);
});

test('what the codec fills may be left out of an insert, the rest may not', async () => {
  const fields =
    '  id String @id @default(uuid(7))\n  statut StatutCommande\n  size BigInt?\n  updatedAt DateTime @updatedAt';
  const types = renderDatabase(await readDataModel(schemaWith(fields)));
  assert.match(
    types,
    /id: Generated<string>;\n {2}statut: StatutCommande;\n {2}size: number \| null;\n {2}updatedAt: Generated<Date>;/,
  );
  assert.match(types, /STATUT_COMMANDE = \['EN_ATTENTE', 'TERMINE'\] as const/);
  assert.match(types, /CommandeRow = Selectable<CommandeTable>/);
});

test('the comment of a Json column gives its type when it is one', async () => {
  const fields = '  id String @id\n  /// string[]\n  a Json\n  /// what happened\n  b Json';
  const types = renderDatabase(await readDataModel(schemaWith(fields)));
  assert.match(types, /a: string\[\];/);
  assert.match(types, /b: unknown;/);
});

test('what one of the three databases lacks is refused', async () => {
  await assert.rejects(readDataModel(schemaWith('  id String @id @default(cuid())')), /uuid\(7\)/);
  await assert.rejects(readDataModel(schemaWith('  id Decimal @id')), /Decimal/);
});
