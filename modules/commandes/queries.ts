import { type RawBuilder, type SqlBool, sql } from 'kysely';
import {
  type CommandeHistoriqueRow,
  type CommandeRow,
  type FileVersionKind,
  PRIORITE,
  type Priorite,
  type Role,
  type StatutCommande,
  type UserRow,
} from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { DatedPlace } from '#platform/http/page.ts';
import type { CommandeSort } from './schema.ts';

export type PersonRow = Pick<UserRow, 'id' | 'prenom' | 'nom' | 'avatar' | 'role'>;

export async function findCommande(db: Db, id: string): Promise<CommandeRow | undefined> {
  return db.selectFrom('commandes').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What decides who sees a commande, without its texts. */
export type CommandeSides = Pick<CommandeRow, 'id' | 'userId' | 'correcteurId'>;

const sidesOfCommande = prepared<CommandeSides>((db) => sidesQuery(db));

/** Asked before every reading of a conversation. */
export async function findCommandeSides(db: Db, id: string): Promise<CommandeSides | undefined> {
  const [row] = await sidesOfCommande(db, [id]);
  return row;
}

const lockedCommande = prepared<CommandeRow>((db) =>
  capabilities(db).lockRow(db.selectFrom('commandes').selectAll().where('id', '=', '')),
);

/** The commande as it is now; nobody else changes it until the transaction ends. */
export async function lockCommande(tx: Db, id: string): Promise<CommandeRow | undefined> {
  const [row] = await lockedCommande(tx, [id]);
  return row;
}

export async function insertCommande(
  tx: Db,
  values: Pick<
    CommandeRow,
    'id' | 'userId' | 'titre' | 'description' | 'priorite' | 'dateEcheance' | 'noteClient' | 'createdAt'
  >,
): Promise<void> {
  await tx.insertInto('commandes').values(values).execute();
}

export type CommandeChanges = Partial<
  Pick<
    CommandeRow,
    | 'titre'
    | 'description'
    | 'priorite'
    | 'dateEcheance'
    | 'dateFinition'
    | 'noteClient'
    | 'noteCorrecteur'
    | 'statut'
    | 'statutAvantPause'
    | 'suspendedAt'
    | 'correcteurId'
  >
>;

export async function updateCommande(tx: Db, id: string, changes: CommandeChanges): Promise<void> {
  await tx.updateTable('commandes').set(changes).where('id', '=', id).execute();
}

export async function insertHistorique(
  tx: Db,
  values: Pick<CommandeHistoriqueRow, 'commandeId' | 'actorId' | 'action'> &
    Partial<Pick<CommandeHistoriqueRow, 'fromStatut' | 'toStatut' | 'reason' | 'data' | 'createdAt'>>,
): Promise<void> {
  await tx
    .insertInto('commande_historique')
    .values({ fromStatut: null, toStatut: null, reason: null, data: {}, ...values })
    .execute();
}

export async function listHistorique(
  db: Db,
  commandeId: string,
  page: { limit: number; after: DatedPlace | null },
): Promise<CommandeHistoriqueRow[]> {
  const { after } = page;
  return db
    .selectFrom('commande_historique')
    .selectAll()
    .where('commandeId', '=', commandeId)
    .$if(after !== null, (query) =>
      query.where((where) =>
        where.or([
          where('createdAt', '<', after?.createdAt ?? null),
          where.and([where('createdAt', '=', after?.createdAt ?? null), where('id', '<', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

export async function findPersons(db: Db, ids: Iterable<string | null>): Promise<Map<string, PersonRow>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('users')
    .select(['id', 'prenom', 'nom', 'avatar', 'role'])
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The person, if they may correct: an active corrector or administrator. */
export async function findCorrecteur(db: Db, id: string): Promise<PersonRow | undefined> {
  return correcteurs(db).where('id', '=', id).executeTakeFirst();
}

export async function listCorrecteurs(db: Db): Promise<PersonRow[]> {
  return correcteurs(db).orderBy('nom').orderBy('prenom').orderBy('id').execute();
}

/** How many commandes each corrector has, by statut. */
export async function countAssigned(
  db: Db,
): Promise<{ correcteurId: string | null; statut: StatutCommande; count: number }[]> {
  return db
    .selectFrom('commandes')
    .select(({ fn }) => ['correcteurId', 'statut', fn.countAll<number>().as('count')])
    .where('correcteurId', 'is not', null)
    .where('statut', 'in', ['EN_ATTENTE', 'EN_COURS'])
    .groupBy(['correcteurId', 'statut'])
    .execute();
}

// Asked by role alone: nearly everybody is active, and a database that does not know so would look at all of them.
const administrators = prepared<Pick<UserRow, 'id' | 'isActive'>>((db) =>
  db.selectFrom('users').select(['id', 'isActive']).where('role', '=', 'ADMIN'),
);

/** Active administrators. */
export async function findAdministratorIds(db: Db): Promise<string[]> {
  const rows = await administrators(db, ['ADMIN']);
  return rows.filter(({ isActive }) => isActive).map(({ id }) => id);
}

export interface FileCounts {
  readonly files: number;
  /** Corrected files among them. */
  readonly corrections: number;
}

/** Files that are not deleted, of several commandes at once. Commandes without any are absent. */
export async function countFiles(db: Db, commandeIds: readonly string[]): Promise<Map<string, FileCounts>> {
  if (commandeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('files as f')
    .leftJoin('file_versions as v', 'v.fileId', 'f.id')
    .select(({ fn }) => [
      'f.commandeId',
      fn.countAll<number>().as('files'),
      fn.count<number>(sql`case when v.kind = 'CORRECTION' then 1 end`).as('corrections'),
    ])
    .where('f.commandeId', 'in', commandeIds)
    .where('f.deletedAt', 'is', null)
    .groupBy('f.commandeId')
    .execute();
  return new Map(rows.map(({ commandeId, ...counts }) => [commandeId ?? '', counts]));
}

/** Those of the files that are of this kind and this commande and not deleted; they stay so until the transaction ends. */
export async function lockVersionFileIds(
  tx: Db,
  commandeId: string,
  kind: FileVersionKind,
  fileIds: readonly string[],
): Promise<string[]> {
  const rows = await capabilities(tx)
    .lockRow(
      tx
        .selectFrom('file_versions as v')
        .innerJoin('files as f', 'f.id', 'v.fileId')
        .select('f.id')
        .where('f.id', 'in', fileIds)
        .where('f.commandeId', '=', commandeId)
        .where('v.kind', '=', kind)
        .where('f.deletedAt', 'is', null),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** The names of files, deleted ones too: the history goes on naming them. */
export async function findFilenames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('files').select(['id', 'filename']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, filename }) => [id, filename]));
}

interface Reader {
  readonly userId: string;
  readonly role: Role;
}

/** Unread messages of several commandes at once. Commandes without any are absent. */
export async function countUnread(
  db: Db,
  reader: Reader,
  commandeIds: readonly string[],
): Promise<Map<string, number>> {
  if (commandeIds.length === 0) return new Map();
  const rows = await unread(db, reader)
    .where('m.commandeId', 'in', commandeIds)
    .select(({ fn }) => ['m.commandeId', fn.countAll<number>().as('count')])
    .groupBy('m.commandeId')
    .execute();
  return new Map(rows.map(({ commandeId, count }) => [commandeId ?? '', count]));
}

export async function countAllUnread(db: Db, reader: Reader): Promise<number> {
  const { count } = await unread(db, reader)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function sidesQuery(db: Db) {
  return db.selectFrom('commandes').select(['id', 'userId', 'correcteurId']).where('id', '=', '');
}

function correcteurs(db: Db) {
  return db
    .selectFrom('users')
    .select(['id', 'prenom', 'nom', 'avatar', 'role'])
    .where('isActive', '=', true)
    .where('role', 'in', ['CORRECTOR', 'ADMIN']);
}

/**
 * What a person received and has not read: as client or corrector, whatever others wrote; as an administrator who is
 * neither, what was written to the administrators while nobody corrects the commande.
 */
function unread(db: Db, { userId, role }: Reader) {
  return (
    db
      .selectFrom('commandes as c')
      .leftJoin('conversation_reads as r', (join) =>
        join.onRef('r.commandeId', '=', 'c.id').on('r.userId', '=', userId),
      )
      .innerJoin('messages as m', 'm.commandeId', 'c.id')
      .where('m.senderId', '!=', userId)
      // One comparison, so that the index on (commandeId, createdAt) leads past what was read.
      .where('m.createdAt', '>', ({ fn, ref, val }) => fn.coalesce(ref('r.lastReadAt'), val(new Date(0))))
      .where((where) =>
        where.or([
          where('c.userId', '=', userId),
          ...(role === 'CORRECTOR' || role === 'ADMIN' ? [where('c.correcteurId', '=', userId)] : []),
          ...(role === 'ADMIN'
            ? [where.and([where('c.correcteurId', 'is', null), where('m.receiverId', 'is', null)])]
            : []),
        ]),
      )
  );
}

export interface ListFilters {
  /** Each must occur in the title, the description or the client's name. */
  readonly words: readonly string[];
  readonly statuts: readonly StatutCommande[];
  readonly priorites: readonly Priorite[];
  /** null: assigned to nobody; undefined: to anybody or nobody. */
  readonly correcteurId: string | null | undefined;
  readonly clientId: string | undefined;
}

export interface ListSorting {
  readonly key: CommandeSort;
  readonly descending: boolean;
}

/** Where the page before ended. */
export interface ListPlace {
  readonly value: string | number | Date | null;
  readonly id: string;
  readonly isOver: boolean;
}

/** Those of which nothing is expected any more. */
const OVER: readonly StatutCommande[] = ['TERMINE', 'ANNULEE'];

export function isOver({ statut }: Pick<CommandeRow, 'statut'>): boolean {
  return OVER.includes(statut);
}

/**
 * One more row than `limit`, when there is one. By deadline, in either direction, those that are over come after those
 * that are not, and among each those without a deadline come last.
 */
export async function listCommandeRows(
  db: Db,
  reader: Reader,
  filters: ListFilters,
  { key, descending }: ListSorting,
  { limit, place }: { limit: number; place: ListPlace | null },
): Promise<(CommandeRow & { sortKey: ListPlace['value'] })[]> {
  const direction = descending ? 'desc' : 'asc';
  const column = sortExpression(db, key);
  let query = visibleTo(db, reader).where((where) => where.and(filterClauses(db, filters)));
  if (place) query = query.where(afterPlace(column, key, descending ? sql`<` : sql`>`, place));
  if (key === 'dateEcheance')
    query = query.orderBy(overRank()).orderBy(sql`case when ${column} is null then 1 else 0 end`);
  return query
    .orderBy(column, direction)
    .orderBy('c.id', direction)
    .limit(limit + 1)
    .selectAll('c')
    .select(column.as('sortKey'))
    .execute();
}

/** Enumerations sort by rank, and titles without regard to accents and capitals, on every database. */
function sortExpression(db: Db, key: CommandeSort): RawBuilder<ListPlace['value']> {
  switch (key) {
    case 'priorite':
      return capabilities(db).rank('c.priorite', PRIORITE);
    case 'titre':
      return capabilities(db).folded('c.titre');
    case 'createdAt':
    case 'dateEcheance':
      return sql`${sql.ref(`c.${key}`)}`;
  }
}

function visibleTo(db: Db, { userId, role }: Reader) {
  const query = db.selectFrom('commandes as c');
  switch (role) {
    case 'ADMIN':
      return query;
    case 'CORRECTOR':
      return query.where((where) => where.or([where('c.correcteurId', '=', userId), where('c.userId', '=', userId)]));
    case 'USER':
    case 'MENTOR':
      return query.where('c.userId', '=', userId);
  }
}

function filterClauses(
  db: Db,
  { words, statuts, priorites, correcteurId, clientId }: ListFilters,
): RawBuilder<SqlBool>[] {
  const assigned = sql.ref('c.correcteurId');
  return [
    ...words.map((word) => holdsWord(db, word)),
    ...(statuts.length > 0 ? [sql<SqlBool>`${sql.ref('c.statut')} in (${sql.join(statuts)})`] : []),
    ...(priorites.length > 0 ? [sql<SqlBool>`${sql.ref('c.priorite')} in (${sql.join(priorites)})`] : []),
    ...(correcteurId === null ? [sql<SqlBool>`${assigned} is null`] : []),
    ...(correcteurId ? [sql<SqlBool>`${assigned} = ${correcteurId}`] : []),
    ...(clientId ? [sql<SqlBool>`${sql.ref('c.userId')} = ${clientId}`] : []),
  ];
}

function holdsWord(db: Db, word: string): RawBuilder<SqlBool> {
  const { containsInsensitive } = capabilities(db);
  const inClient = sql.join(
    ['u.prenom', 'u.nom'].map((column) => containsInsensitive(column, word)),
    sql` or `,
  );
  return sql<SqlBool>`(${containsInsensitive('c.titre', word)} or ${containsInsensitive('c.description', word)}
    or exists (select 1 from users u where u.id = ${sql.ref('c.userId')} and (${inClient})))`;
}

function overRank(): RawBuilder<number> {
  return sql`case when ${sql.ref('c.statut')} in (${sql.join(OVER)}) then 1 else 0 end`;
}

function afterPlace(
  column: RawBuilder<unknown>,
  key: CommandeSort,
  beyond: RawBuilder<unknown>,
  { value, id, isOver: wasOver }: ListPlace,
): RawBuilder<SqlBool> {
  const tied = sql`${sql.ref('c.id')} ${beyond} ${id}`;
  const later = sql<SqlBool>`(${column} ${beyond} ${value} or (${column} = ${value} and ${tied}))`;
  if (key !== 'dateEcheance') return later;
  const among = value === null ? sql`(${column} is null and ${tied})` : sql`(${later} or ${column} is null)`;
  const rank = wasOver ? 1 : 0;
  return sql`(${overRank()} > ${rank} or (${overRank()} = ${rank} and ${among}))`;
}
