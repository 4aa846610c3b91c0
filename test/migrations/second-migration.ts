import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMigration } from '#ops/migrate/create.ts';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { readSchemaVersion, type SchemaVersion } from '#prisma/diff/schema-version.ts';

const SCHEMA = new URL('../../prisma/schema.prisma', import.meta.url);

export interface SecondMigration {
  /** The migrations of Staka and one more. */
  folder: URL;
  name: string;
  warnings: string[];
  /** The schema before it, and after. */
  before: SchemaVersion;
  after: SchemaVersion;
  drop: () => Promise<void>;
}

/** As the schema is to become: every kind of change there is, on the table from which most rows cascade. */
export function changeSchema(schema: string): string {
  return schema
    .replace('  MENTOR\n', '  MENTOR\n  EDITEUR\n')
    .replace(
      '  bio       String?  @db.Text',
      '  bio       String   @default("") @db.VarChar(2000)\n  interests Json     @default("[]")',
    )
    .replace('  telephone String?  @db.VarChar(20)\n', '')
    .replace('  @@index([role], map: "users_role_idx")\n', '  @@index([nom, prenom], map: "users_nom_prenom_idx")\n')
    .replace(
      '  uploads                 Upload[]\n',
      '  uploads                 Upload[]\n  absences                Absence[]\n',
    )
    .concat(ABSENCES);
}

const ABSENCES = `
enum AbsenceKind {
  CONGE
  MALADIE
}

model Absence {
  id       String      @id @default(uuid(7))
  userId   String
  kind     AbsenceKind @default(CONGE)
  startsAt DateTime    @default(now())

  user User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@index([userId], map: "absences_userId_idx")
  @@map("absences")
}
`;

/** Makes a second migration from a changed schema, in a folder of its own. */
export async function makeSecondMigration(change = changeSchema): Promise<SecondMigration> {
  const root = await mkdtemp(join(tmpdir(), 'staka-second-'));
  const folder = pathToFileURL(`${root}/migrations/`);
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  const before = await readFile(SCHEMA, 'utf8');
  const schema = pathToFileURL(join(root, 'schema.prisma'));
  await writeFile(schema, change(before));
  const created = await createMigration({ name: 'second', schema, folder, now: new Date('2099-01-01T00:00:00Z') });
  if (!created) throw new Error('The changed schema made no migration');
  return {
    folder,
    name: created.name,
    warnings: created.warnings,
    before: await readSchemaVersion(before),
    after: await readSchemaVersion(change(before)),
    drop: () => rm(root, { recursive: true }),
  };
}
