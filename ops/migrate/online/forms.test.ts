import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TableShape } from './form.ts';
import { mysqlForm } from './mysql-form.ts';
import { postgresqlForm } from './postgresql-form.ts';
import { splitPostgresql } from './split-postgresql.ts';
import { isUndoable } from './undoable.ts';

const SHAPE: TableShape = {
  key: ['id'],
  columns: new Map([
    ['nom', { type: 'character varying(50)', nullable: true }],
    ['ton', { type: "enum('DOUX','Fort')", nullable: false }],
    ['titre', { type: 'varchar(100)', nullable: true }],
  ]),
};

const ON_POSTGRESQL: [kind: string | null, statement: string][] = [
  [
    'as-written',
    'ALTER TABLE "t" ADD COLUMN     "a" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,\nADD COLUMN "b" VARCHAR(20)',
  ],
  ['as-written', `ALTER TABLE "t" ADD COLUMN "a" JSONB NOT NULL DEFAULT '{"call()": 1}'`],
  ['as-written', 'ALTER TABLE "t" ALTER COLUMN "nom" SET DATA TYPE VARCHAR(80)'],
  ['as-written', 'ALTER TABLE "t" DROP CONSTRAINT "c", ADD CONSTRAINT "d" CHECK (a > 0) NOT VALID'],
  ['as-written', `ALTER TYPE "Ton" ADD VALUE 'VIF'`],
  ['prepared', 'CREATE UNIQUE INDEX "i" ON "t"("a", "b")'],
  [
    'prepared',
    'ALTER TABLE "t" ADD CONSTRAINT "k" FOREIGN KEY ("a") REFERENCES "p"("id") ON DELETE SET NULL ON UPDATE CASCADE',
  ],
  ['prepared', 'ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL,\nALTER COLUMN "a" SET DEFAULT 0'],
  ['batches', `UPDATE "t" SET "a" = upper("nom") WHERE "ton" IN ('WHERE', 'x') OR "b" = (SELECT max("id") FROM "p")`],
  [null, 'ALTER TABLE "t" ADD COLUMN "a" UUID DEFAULT gen_random_uuid()'],
  [null, 'ALTER TABLE "t" ADD COLUMN "a" INTEGER REFERENCES "p"("id")'],
  [null, 'ALTER TABLE "t" ADD COLUMN "a" SERIAL'],
  [null, 'ALTER TABLE "t" ALTER COLUMN "nom" SET DATA TYPE VARCHAR(20)'],
  [null, 'ALTER TABLE "t" ALTER COLUMN "nom" TYPE TEXT USING lower("nom")'],
  [null, 'ALTER TABLE "t" ADD CONSTRAINT "pk" PRIMARY KEY ("id")'],
  [null, 'ALTER TABLE "t" ADD COLUMN "a" INTEGER, ADD CONSTRAINT "k" FOREIGN KEY ("a") REFERENCES "p"("id")'],
  [null, 'UPDATE "t" SET "a" = (SELECT count(*) FROM "t" WHERE "b" = 1)'],
  [null, 'UPDATE "t" SET "id" = "id" + 1'],
  [null, 'UPDATE "t" SET "a" = p."a" FROM "p" WHERE p."id" = "t"."b"'],
];

const ON_MYSQL: [kind: string | null, statement: string][] = [
  [
    'algorithms',
    "ALTER TABLE `t`\n    ADD COLUMN `a` VARCHAR(10) NULL,\n    ADD COLUMN `b` JSON NOT NULL DEFAULT ('[]')",
  ],
  ['algorithms', 'ALTER TABLE `t` ADD UNIQUE INDEX `i`(`a`, `b`)'],
  ['algorithms', 'CREATE INDEX `i` ON `t`(`a`)'],
  ['algorithms', 'DROP INDEX `i` ON `t`'],
  ['algorithms', "ALTER TABLE `t` MODIFY `ton` ENUM('DOUX', 'Fort', 'VIF') NOT NULL DEFAULT 'DOUX'"],
  ['algorithms', 'ALTER TABLE `t` MODIFY `titre` VARCHAR(190) NULL'],
  ['foreign-key', 'ALTER TABLE `t` ADD CONSTRAINT `k` FOREIGN KEY (`a`) REFERENCES `p`(`id`) ON DELETE CASCADE'],
  ['batches', 'DELETE FROM `t` WHERE `a` IS NULL'],
  [null, "ALTER TABLE `t` MODIFY `ton` ENUM('VIF', 'DOUX', 'Fort') NOT NULL"],
  [null, "ALTER TABLE `t` MODIFY `ton` ENUM('DOUX', 'fort') NOT NULL"],
  [null, 'ALTER TABLE `t` MODIFY `titre` VARCHAR(50) NULL'],
  [null, 'ALTER TABLE `t` MODIFY `titre` VARCHAR(100) NOT NULL'],
  [null, 'ALTER TABLE `t` ADD CONSTRAINT `c` CHECK (`a` > 0)'],
  [null, 'ALTER TABLE `t` DROP COLUMN `a`'],
  [null, 'ALTER TABLE `t` ADD COLUMN `a` INTEGER AUTO_INCREMENT UNIQUE'],
  [null, 'DELETE FROM `t` ORDER BY `a` LIMIT 10'],
];

describe('what a statement is done by on a large table', () => {
  for (const [kind, statement] of ON_POSTGRESQL)
    test(`PostgreSQL, ${kind ?? 'maintenance'}: ${statement}`, () =>
      assert.equal(postgresqlForm(statement, SHAPE)?.kind ?? null, kind));
  for (const [kind, statement] of ON_MYSQL)
    test(`MySQL, ${kind ?? 'maintenance'}: ${statement}`, () =>
      assert.equal(mysqlForm(statement, SHAPE)?.kind ?? null, kind));
});

test('what only adds can be taken back by changing the structure back, what changes what was there cannot', () => {
  const script = 'ALTER TABLE "t" ADD COLUMN "a" INTEGER; CREATE TABLE "neuve" ("id" INTEGER);';
  const undoable = (statement: string) => isUndoable(statement, script, 'postgresql');
  assert.ok(undoable('UPDATE "t" SET "a" = 1 WHERE "b" = 2') && undoable('INSERT INTO "neuve" VALUES (1)'));
  assert.ok(undoable('ALTER TABLE "t" ADD COLUMN "a" INTEGER, ALTER COLUMN "b" SET NOT NULL'));
  for (const statement of [
    'UPDATE "t" SET "a" = 1, "b" = 2',
    'INSERT INTO "t" VALUES (1)',
    'DELETE FROM "t"',
    'DROP TABLE "t"',
    'ALTER TABLE "t" ADD COLUMN "c" INTEGER, DROP COLUMN "b"',
    'ALTER TABLE "t" RENAME TO "u"',
    'DO $$ BEGIN END $$',
  ])
    assert.ok(!undoable(statement), statement);
});

test('a script of PostgreSQL is split where its statements end, and nowhere else', () => {
  const body = `CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no; never'; END $$ LANGUAGE plpgsql`;
  const json = `UPDATE t SET a = b #>> '{x}', c = 'C:\\'`;
  assert.deepEqual(splitPostgresql(`-- one; two\n${body};\n${json}; /* ; */ SELECT E'\\'; '`), [
    body,
    json,
    `SELECT E'\\'; '`,
  ]);
});
