import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { migrate } from '#ops/migrate/migrate.ts';
import { type DataModel, readDataModel } from '#prisma/generate/data-model.ts';
import { deriveSchema } from '#prisma/generate/derive-schema.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { PLANTED_DRIFTS } from '#test/migrations/planted-drifts.ts';
import { type ChangedSchema, changedSchema } from '../changed-schema.fixture.ts';
import { diffSources } from '../diff.ts';
import { prismaTools } from '../prisma-tools.ts';
import { SCHEMA_FILE } from '../schema-file.ts';
import { pullSchema } from './pull.ts';

let files: ChangedSchema;
before(async () => {
  files = await changedSchema();
});
after(() => files.remove());

/** What is compared of two: an enumeration that no column has is in no database. */
function comparable({ tables }: DataModel) {
  return tables.map((table) => ({
    ...table,
    // What is the usual one on PostgreSQL and on MySQL is the same when it is said.
    columns: table.columns.map((column) => ({
      ...column,
      nativeType: /^(Text|VarChar,191)$/.test(column.nativeType?.join() ?? '') ? undefined : column.nativeType,
    })),
    indexes: table.indexes.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    foreignKeys: table.foreignKeys.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }));
}

eachEmptyDatabase((database) => {
  const pull = () => pullSchema({ url: database.url });
  const differences = async (schema: string) => {
    const to = await files.write(schema);
    return (await diffSources({ url: database.url, from: { kind: 'database' }, to })).differences;
  };

  test('a migrated database is pulled as the schema it was made from, names and comments among it', async () => {
    await migrate({ url: database.url });
    const { schema, unspoken } = await pull();
    const source = deriveSchema(await readFile(SCHEMA_FILE, 'utf8'), database.provider);
    assert.deepEqual(comparable(await readDataModel(schema)), comparable(await readDataModel(source)));
    assert.match(schema, /^\/\/ {3}trigger audit_entries_no_delete of audit_entries$/m);
    assert.ok(unspoken.length >= 2);
    assert.match(schema, /^ +tokenId +String\? +@map\("token_id"\)/m);
    for (const { plant } of PLANTED_DRIFTS) await plant(database);
    const pulled = (await pull()).schema;
    // A schema has no word for a collation, nor on SQLite for the length of a text.
    const sayable = (name: string) => name !== 'collation' && !(name === 'type' && database.provider === 'sqlite');
    const left = (await differences(pulled)).filter(({ properties }) => properties.some(({ name }) => sayable(name)));
    assert.deepEqual(left, []);
  });

  test('a database of others is pulled in its own words, and what Prisma has no type for is said', async () => {
    for (const statement of FOREIGN[database.provider]) await database.query(statement);
    const { schema } = await pull();
    const { validate } = await prismaTools();
    validate({ schemas: [['pulled.prisma', schema]] });
    for (const line of EXPECTED[database.provider]) assert.match(schema.replace(/ +/g, ' '), line);
  });
});

const FOREIGN = {
  sqlite: [
    `CREATE TABLE "2019 clients" (id INTEGER PRIMARY KEY, nom VARCHAR(40) NOT NULL DEFAULT 'l''inconnu', solde DECIMAL(10,2), parent INTEGER REFERENCES "2019 clients")`,
    `CREATE TABLE achats (client INTEGER NOT NULL REFERENCES "2019 clients"(id) ON DELETE CASCADE, jour DATE NOT NULL, forme GEOMETRY, PRIMARY KEY (client, jour))`,
    'CREATE INDEX achats_jour ON achats (jour DESC)',
    'CREATE TABLE vrac (texte TEXT)',
  ],
  postgresql: [
    `CREATE TYPE ton AS ENUM ('doux', 'très fort')`,
    `CREATE TABLE "2019 clients" (id SERIAL PRIMARY KEY, nom VARCHAR(40) NOT NULL DEFAULT 'l''inconnu', solde NUMERIC(10,2), mots TEXT[], ton ton NOT NULL DEFAULT 'doux', parent INTEGER REFERENCES "2019 clients")`,
    `CREATE TABLE achats (client INTEGER NOT NULL REFERENCES "2019 clients"(id) ON DELETE CASCADE, jour DATE NOT NULL, forme POINT, PRIMARY KEY (client, jour))`,
    'CREATE INDEX achats_jour ON achats (jour DESC)',
    'CREATE TABLE vrac (texte TEXT)',
  ],
  mysql: [
    `CREATE TABLE \`2019 clients\` (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, nom VARCHAR(40) NOT NULL DEFAULT 'l''inconnu', solde DECIMAL(10,2), ton ENUM('doux','très fort') NOT NULL DEFAULT 'doux', parent INT UNSIGNED, FOREIGN KEY (parent) REFERENCES \`2019 clients\`(id))`,
    'CREATE TABLE achats (client INT UNSIGNED NOT NULL, jour DATE NOT NULL, forme POINT, note TEXT, PRIMARY KEY (client, jour), FOREIGN KEY (client) REFERENCES `2019 clients`(id) ON DELETE CASCADE)',
    'CREATE INDEX achats_jour ON achats (jour, note(20))',
    'CREATE TABLE vrac (texte TEXT)',
  ],
};

const COMMON = [
  /model clients \{/,
  /@@map\("2019 clients"\)/,
  /nom String @default\("l'inconnu"\)/,
  /id Int @id @default\(autoincrement\(\)\)/,
  /solde Decimal\?/,
  /parent Int\?/,
  /@@id\(\[client, jour\]\)/,
  /Unsupported\("(point|geometry)"\)\?/i,
  /model vrac \{[^}]*@@ignore/,
];

const EXPECTED = {
  sqlite: [...COMMON, /@@index\(\[jour\(sort: Desc\)\], map: "achats_jour"\)/],
  postgresql: [...COMMON, /mots String\[\]/, /tr_s_fort @map\("très fort"\)/, /ton ton @default\(doux\)/],
  mysql: [...COMMON, /@@index\(\[jour, note\(length: 20\)\], map: "achats_jour"\)/, /@db\.UnsignedInt/],
};
