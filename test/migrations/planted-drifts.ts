import type { Provider } from '#prisma/generate/providers.ts';
import type { EmptyDatabase } from '#test/migrations/empty-databases.ts';

/** One thing of each kind that somebody may have changed by hand. */
export interface PlantedDrift {
  what: string;
  /** `missing column users.telephone`, with the properties that differ when it is otherwise. */
  found: Record<Provider, string>;
  plant: (database: EmptyDatabase) => Promise<unknown>;
}

const same = (found: string) => ({ sqlite: found, postgresql: found, mysql: found });

export const PLANTED_DRIFTS: readonly PlantedDrift[] = [
  {
    what: 'a column dropped',
    found: same('missing column users.telephone'),
    plant: by('ALTER TABLE users DROP COLUMN telephone'),
  },
  {
    what: 'a column added',
    found: same('extra column users.surnom'),
    plant: by('ALTER TABLE users ADD COLUMN surnom VARCHAR(50)'),
  },
  {
    what: 'a type widened',
    found: same('changed column commandes.titre: type'),
    plant: by({
      sqlite: remade('commandes', '"titre" TEXT', '"titre" VARCHAR(900)'),
      postgresql: 'ALTER TABLE commandes ALTER COLUMN titre TYPE text',
      mysql: 'ALTER TABLE commandes MODIFY titre VARCHAR(900) NOT NULL',
    }),
  },
  {
    what: 'a default changed',
    found: same('changed column user_preferences.timezone: default'),
    plant: by({
      sqlite: remade('user_preferences', `'Europe/Paris'`, `'UTC'`),
      postgresql: `ALTER TABLE user_preferences ALTER COLUMN timezone SET DEFAULT 'UTC'`,
      mysql: `ALTER TABLE user_preferences ALTER COLUMN timezone SET DEFAULT 'UTC'`,
    }),
  },
  {
    what: 'nullability changed',
    found: same('changed column pages.title: nullable'),
    plant: by({
      sqlite: remade('pages', '"title" TEXT NOT NULL', '"title" TEXT'),
      postgresql: 'ALTER TABLE pages ALTER COLUMN title DROP NOT NULL',
      mysql: 'ALTER TABLE pages MODIFY title VARCHAR(255) NULL',
    }),
  },
  {
    what: 'a value added to an enumeration',
    found: {
      sqlite: 'changed check support_requests.support_requests_priority_check: definition',
      postgresql: 'changed enumeration SupportPriority: values',
      mysql: 'changed column support_requests.priority: type',
    },
    plant: by({
      sqlite: remade('support_requests', `'URGENTE', 'CRITIQUE'`, `'URGENTE', 'CRITIQUE', 'ABSOLUE'`),
      postgresql: `ALTER TYPE "SupportPriority" ADD VALUE 'ABSOLUE'`,
      mysql: `ALTER TABLE support_requests MODIFY priority ENUM('FAIBLE','NORMALE','HAUTE','URGENTE','CRITIQUE','ABSOLUE') NOT NULL DEFAULT 'NORMALE'`,
    }),
  },
  {
    what: 'an index dropped',
    found: same('missing index users.users_role_idx'),
    plant: by({ ...same('DROP INDEX users_role_idx'), mysql: 'DROP INDEX users_role_idx ON users' }),
  },
  {
    what: 'an index added',
    found: same('extra index users.by_hand_idx'),
    plant: by('CREATE INDEX by_hand_idx ON users (nom)'),
  },
  {
    what: 'a foreign key dropped',
    found: same('missing foreign-key notifications.userId'),
    plant: by({
      sqlite: remade('notifications', /,\s+CONSTRAINT "notifications_userId_fkey"[^,]*(?=\n\))/, ''),
      postgresql: 'ALTER TABLE notifications DROP CONSTRAINT "notifications_userId_fkey"',
      mysql: 'ALTER TABLE notifications DROP FOREIGN KEY `notifications_userId_fkey`',
    }),
  },
  {
    what: 'the action of a foreign key changed',
    found: same('changed foreign-key messages.supportRequestId: definition'),
    plant: by({
      sqlite: remade(
        'messages',
        '"support_requests" ("id") ON DELETE SET NULL',
        '"support_requests" ("id") ON DELETE CASCADE',
      ),
      postgresql: `ALTER TABLE messages DROP CONSTRAINT "messages_supportRequestId_fkey", ADD CONSTRAINT "messages_supportRequestId_fkey"
        FOREIGN KEY ("supportRequestId") REFERENCES support_requests (id) ON DELETE CASCADE ON UPDATE CASCADE`,
      mysql: `ALTER TABLE messages DROP FOREIGN KEY \`messages_supportRequestId_fkey\`, ADD CONSTRAINT messages_supportRequestId_fk
        FOREIGN KEY (supportRequestId) REFERENCES support_requests (id) ON DELETE CASCADE ON UPDATE CASCADE`,
    }),
  },
  {
    what: 'a unique index dropped',
    found: same('missing index pages.pages_slug_key'),
    plant: by({ ...same('DROP INDEX pages_slug_key'), mysql: 'DROP INDEX pages_slug_key ON pages' }),
  },
  {
    what: 'a trigger dropped',
    found: same('missing trigger audit_entries.audit_entries_no_delete'),
    plant: by({
      ...same('DROP TRIGGER audit_entries_no_delete'),
      postgresql: 'DROP TRIGGER audit_entries_no_delete ON audit_entries',
    }),
  },
  {
    what: 'a collation changed',
    found: same('changed column pages.excerpt: collation'),
    plant: by({
      sqlite: remade('pages', '"excerpt" TEXT', '"excerpt" TEXT COLLATE NOCASE'),
      postgresql: 'ALTER TABLE pages ALTER COLUMN excerpt TYPE text COLLATE "C"',
      mysql: 'ALTER TABLE pages MODIFY excerpt TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL',
    }),
  },
  {
    what: 'a check added',
    found: same('extra check pages.order_check'),
    plant: by({
      sqlite: remade('pages', /\n\)$/, ',\n    CONSTRAINT "order_check" CHECK ("sortOrder" >= 0)\n)'),
      postgresql: 'ALTER TABLE pages ADD CONSTRAINT order_check CHECK ("sortOrder" >= 0)',
      mysql: 'ALTER TABLE pages ADD CONSTRAINT order_check CHECK (sortOrder >= 0)',
    }),
  },
];

type Plant = string | PlantedDrift['plant'];

function by(plants: string | Record<Provider, Plant>): PlantedDrift['plant'] {
  return (database) => {
    const plant = typeof plants === 'string' ? plants : plants[database.provider];
    return typeof plant === 'string' ? database.query(plant) : plant(database);
  };
}

/** As people do it on SQLite: the table is made anew, with its text otherwise, and what stood beside it again. */
function remade(table: string, old: string | RegExp, now: string): PlantedDrift['plant'] {
  return async ({ query }) => {
    await query('PRAGMA foreign_keys=OFF');
    const texts = await query(`SELECT type, sql FROM sqlite_master WHERE tbl_name = '${table}' AND sql IS NOT NULL`);
    const text = String(texts.find(({ type }) => type === 'table')?.sql);
    const changed = text.replace(old, now);
    if (changed === text) throw new Error(`${table} has no ${old}`);
    await query(changed.replace(`"${table}"`, `"old_${table}"`));
    await query(`INSERT INTO "old_${table}" SELECT * FROM "${table}"`);
    await query(`DROP TABLE "${table}"`);
    await query(`ALTER TABLE "old_${table}" RENAME TO "${table}"`);
    for (const { type, sql } of texts) if (type !== 'table') await query(String(sql));
    await query('PRAGMA foreign_keys=ON');
  };
}
