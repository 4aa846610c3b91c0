import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { AuditEntryRow, Database } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import type { DatedPlace } from '#platform/http/page.ts';

export async function insertEntry(tx: Db, entry: Omit<AuditEntryRow, 'id'>): Promise<void> {
  await tx.insertInto('audit_entries').values(entry).execute();
}

/** An entry, with what those it names are called now. */
export interface AuditRecord extends AuditEntryRow {
  readonly actorPrenom: string | null;
  readonly actorNom: string | null;
  readonly actorEmail: string | null;
  readonly impersonatorPrenom: string | null;
  readonly impersonatorNom: string | null;
  readonly impersonatorEmail: string | null;
  readonly targetPrenom: string | null;
  readonly targetNom: string | null;
  readonly targetEmail: string | null;
  readonly titre: string | null;
  readonly filename: string | null;
}

export interface AuditFilters {
  /** Whoever did it, in whose name it was done, or whom it was done to. */
  readonly person?: string | undefined;
  readonly actor?: string | undefined;
  readonly targetType?: string | undefined;
  readonly target?: string | undefined;
  /** "session.revoked", or "session" for all that begins so. */
  readonly action?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly words: readonly string[];
}

/** Newest first. */
export async function listEntries(
  db: Db,
  filters: AuditFilters,
  { limit, after }: { limit: number; after: DatedPlace | null },
): Promise<AuditRecord[]> {
  let query = entries(db);
  for (const condition of conditionsOf(db, filters)) query = query.where(condition);
  if (after !== null) query = query.where(isOlderThan(after));
  return query.orderBy('entry.createdAt', 'desc').orderBy('entry.id', 'desc').limit(limit).execute();
}

function entries(db: Db) {
  return db
    .selectFrom('audit_entries as entry')
    .leftJoin('users as actor', 'actor.id', 'entry.actorId')
    .leftJoin('users as impersonator', 'impersonator.id', 'entry.impersonatorId')
    .leftJoin('users as target', (join) =>
      join.onRef('target.id', '=', 'entry.targetId').on('entry.targetType', '=', 'user'),
    )
    .leftJoin('commandes as commande', (join) =>
      join.onRef('commande.id', '=', 'entry.targetId').on('entry.targetType', '=', 'commande'),
    )
    .leftJoin('files as file', (join) =>
      join.onRef('file.id', '=', 'entry.targetId').on('entry.targetType', '=', 'file'),
    )
    .selectAll('entry')
    .select(['actor.prenom as actorPrenom', 'actor.nom as actorNom', 'actor.email as actorEmail'])
    .select([
      'impersonator.prenom as impersonatorPrenom',
      'impersonator.nom as impersonatorNom',
      'impersonator.email as impersonatorEmail',
    ])
    .select(['target.prenom as targetPrenom', 'target.nom as targetNom', 'target.email as targetEmail'])
    .select(['commande.titre', 'file.filename']);
}

type Builder = ExpressionBuilder<Database & { entry: Database['audit_entries'] }, 'entry'>;
type Condition = (builder: Builder) => Expression<SqlBool>;

/** What free words are looked for in. */
const SEARCHED = [
  'entry.action',
  'entry.ip',
  'entry.targetId',
  'actor.prenom',
  'actor.nom',
  'actor.email',
  'impersonator.prenom',
  'impersonator.nom',
  'target.prenom',
  'target.nom',
  'target.email',
  'commande.titre',
  'file.filename',
];

function conditionsOf(db: Db, filters: AuditFilters): Condition[] {
  const { person, actor, targetType, target, action, from, to, words } = filters;
  const { containsInsensitive } = capabilities(db);
  const conditions: (Condition | false)[] = [
    person !== undefined && concerns(person),
    actor !== undefined &&
      (({ eb, or }) => or([eb('entry.actorId', '=', actor), eb('entry.impersonatorId', '=', actor)])),
    targetType !== undefined && (({ eb }) => eb('entry.targetType', '=', targetType)),
    target !== undefined && (({ eb }) => eb('entry.targetId', '=', target)),
    action !== undefined && isAction(action),
    from !== undefined && (({ eb }) => eb('entry.createdAt', '>=', from)),
    to !== undefined && (({ eb }) => eb('entry.createdAt', '<', to)),
    ...words.map(
      (word): Condition =>
        ({ or }) =>
          or(SEARCHED.map((column) => containsInsensitive(column, word))),
    ),
  ];
  return conditions.filter((condition) => condition !== false);
}

function concerns(person: string): Condition {
  return ({ eb, and, or }) =>
    or([
      eb('entry.actorId', '=', person),
      eb('entry.impersonatorId', '=', person),
      and([eb('entry.targetType', '=', 'user'), eb('entry.targetId', '=', person)]),
    ]);
}

/** The contract lets letters, dots and hyphens through: nothing that LIKE would read otherwise. */
function isAction(action: string): Condition {
  return ({ eb, or }) => or([eb('entry.action', '=', action), eb('entry.action', 'like', `${action}.%`)]);
}

function isOlderThan({ createdAt, id }: DatedPlace): Condition {
  return ({ eb, and, or }) =>
    or([eb('entry.createdAt', '<', createdAt), and([eb('entry.createdAt', '=', createdAt), eb('entry.id', '<', id)])]);
}
