import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDataModel } from '../generate/data-model.ts';
import { dataLossWarnings } from './data-loss.ts';

const modelWith = (fields: string, more = '') =>
  readDataModel(`datasource db {
  provider = "mysql"
}
enum Ton {
  DOUX
  FORT
}
model Note {
  id String @id
${fields}
  @@map("notes")
}
${more}`);

async function warnings(before: string, after: string): Promise<string[]> {
  return dataLossWarnings(await modelWith(before), await modelWith(after));
}

test('a column that goes takes its values with it', async () => {
  assert.deepEqual(await warnings('  texte String', ''), ['column notes.texte is dropped with its values']);
});

test('a table that goes takes its rows with it', async () => {
  const before = await modelWith('', 'model Autre {\n  id String @id\n  @@map("autres")\n}');
  assert.deepEqual(dataLossWarnings(before, await modelWith('')), ['table autres is dropped with all its rows']);
});

test('a narrower type is told, a wider one is not', async () => {
  assert.match(
    (await warnings('  t String @db.Text', '  t String @db.VarChar(50)')).join(),
    /from Text to VarChar\(50\)/,
  );
  assert.match((await warnings('  t BigInt', '  t Int')).join(), /from BigInt to Int/);
  assert.deepEqual(await warnings('  t String @db.VarChar(50)', '  t String @db.Text'), []);
  assert.deepEqual(await warnings('  t Int', '  t BigInt'), []);
});

test('what must be there and may be missing is told', async () => {
  assert.match((await warnings('', '  t String')).join(), /notes\.t is required and has no default/);
  assert.match((await warnings('  t String?', '  t String')).join(), /notes\.t becomes required/);
  assert.match((await warnings('  t String', '  t String @unique')).join(), /notes \(t\) becomes unique/);
  assert.deepEqual(await warnings('', '  t String?'), []);
  assert.deepEqual(await warnings('', '  t String @default("")'), []);
});
