import { databaseName } from '#ops/backup/database-name.ts';
import type { KeptColumnName } from '#ops/drift/kept-columns.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { HISTORY_TABLE, readHistory } from '#ops/migrate/history.ts';
import type { MigrationSession } from '#ops/migrate/session.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import type { Answers, Question } from './answers.ts';
import { adoptionErrors } from './errors.ts';
import { type Examination, examine, type TableCount } from './examine.ts';
import type { Finding } from './findings.ts';
import type { Ground } from './ground.ts';
import { type ColumnPlan, recogniseTables, type TablePlan } from './recognise.ts';
import { isExchanged } from './scaffold.ts';
import { readSource, type SourceTable } from './source.ts';
import { readTargets, type TargetTableName } from './target.ts';
import { foldName } from './vocabulary/vocabulary.ts';

/** A table that gives its name away. */
export interface SetAside {
  readonly table: string;
  /** `legacy_users` */
  readonly archive: string;
  readonly rows: number;
  /** `copied`: its rows are taken along. `other-meaning`: called as one of ours. `history`: of other migrations. */
  readonly why: 'copied' | 'other-meaning' | 'history';
}

/** What would be done, in words that a program and a person can read. */
export interface AdoptionPlan {
  readonly database: string;
  readonly provider: Provider;
  /** Whose migrations made it. */
  readonly system: 'prisma' | 'laravel' | 'unknown';
  readonly tables: readonly PlannedTable[];
  readonly setAside: readonly SetAside[];
  /** Tables that Staka does not know: nothing happens to them. */
  readonly kept: readonly { readonly table: string; readonly rows: number }[];
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  readonly administrators: number;
  readonly timezone: string;
}

export interface PlannedTable extends TableCount {
  readonly columns: readonly { readonly to: string; readonly from: string | null }[];
  readonly keptColumns: readonly string[];
}

/** The plan, with what carrying it out takes. */
export interface Prepared {
  readonly plan: AdoptionPlan;
  readonly tables: readonly TablePlan[];
  readonly ground: Ground;
  readonly counts: readonly TableCount[];
}

/** `adopted`: it is Staka's already. `interrupted`: its copies have their names, and not all that belongs to them. */
export type AdoptionState = 'foreign' | 'adopted' | 'interrupted';

/** @throws ADOPTION_HALF_MIGRATED */
export async function adoptionState({ db, migrations }: MigrationSession): Promise<AdoptionState> {
  if (await isExchanged(db)) return 'interrupted';
  const names = new Set(migrations.map(({ name }) => name));
  const ours = (await readHistory(db)).filter(({ name, rolledBack }) => names.has(name) && !rolledBack);
  if (ours.some(({ finished }) => !finished)) throw adoptionErrors.ADOPTION_HALF_MIGRATED();
  return ours.length > 0 ? 'adopted' : 'foreign';
}

/**
 * Reads the whole database and says what would become of it. Writes nothing.
 * @throws ADOPTION_NOTHING, ADOPTION_ANSWER_INVALID
 */
export async function prepare({ db, migrations }: MigrationSession, url: string, answers: Answers): Promise<Prepared> {
  const sources = await readSource(db);
  const targets = await readTargets(migrations);
  const tables = recogniseTables(sources, targets);
  const database = databaseName(url);
  if (tables.length === 0) throw adoptionErrors.ADOPTION_NOTHING({ database });
  const ground = groundOf(db.provider, tables, answers);
  const examined = await examine(db, tables, ground);
  const setAside = await tablesSetAside(db, sources, tables, targets);
  const aside = new Set(setAside.map(({ table }) => table));
  const kept = sources.filter(({ name }) => !aside.has(name)).map(({ name, rows }) => ({ table: name, rows }));
  const plan = {
    database,
    provider: db.provider,
    system: systemOf(setAside),
    tables: tables.map((table) => plannedTable(table, examined)),
    setAside,
    kept,
    findings: examined.findings.list(),
    questions: examined.questions,
    administrators: examined.administrators,
    timezone: answers.timezone,
  };
  return { plan, tables, ground, counts: examined.counts };
}

/** The columns that Staka does not know, where they will be. */
export function keptColumnsOf({ tables }: Pick<Prepared, 'tables'>): KeptColumnName[] {
  return tables.flatMap(({ target, kept }) => kept.map(({ name }) => ({ table: target.name, column: name })));
}

function groundOf(provider: Provider, tables: readonly TablePlan[], answers: Answers): Ground {
  const planned = new Set(tables.map(({ target }) => target.name));
  const numbered = tables.filter(({ key }) => key?.kind === 'integer').map(({ target }) => target.name);
  // What is referred to and not there at all has no rows; what is there is filled in by the examination.
  const referred = tables.flatMap(({ columns }) => columns.flatMap(({ target }) => target.refers ?? []));
  const absent = referred.filter((name) => !planned.has(name));
  return {
    provider,
    answers,
    at: new Date().toISOString(),
    taken: new Map(absent.map((name): [TargetTableName, Set<string>] => [name, new Set()])),
    numbered: new Set(numbered),
    otherAddresses: new Map(),
  };
}

function plannedTable({ target, source, columns, kept, packed }: TablePlan, { counts }: Examination): PlannedTable {
  const count = counts.find((candidate) => candidate.target === target.name);
  return {
    target: target.name,
    source: source.name,
    taken: count?.taken ?? 0,
    left: count?.left ?? 0,
    columns: columns.map((column) => ({ to: column.target.name, from: originOf(column, source, packed) })),
    keptColumns: kept.map(({ name }) => name),
  };
}

/** What the operator calls it. */
function originOf({ from, derived }: ColumnPlan, source: SourceTable, packed: TablePlan['packed']): string | null {
  if (packed && from) return packed.isInside(from.name) ? `${packed.column.name}.${from.name}` : from.name;
  if (from) return from.name;
  const names = source.columns.map(({ name }) => name).filter((name) => derived?.from.includes(foldName(name)));
  return names.length > 0 ? names.join(', ') : null;
}

function systemOf(setAside: readonly SetAside[]): AdoptionPlan['system'] {
  const histories = setAside.filter(({ why }) => why === 'history').map(({ table }) => table);
  if (histories.includes(HISTORY_TABLE)) return 'prisma';
  return histories.length > 0 ? 'laravel' : 'unknown';
}

async function tablesSetAside(
  db: MigrationDatabase,
  sources: readonly SourceTable[],
  tables: readonly TablePlan[],
  targets: ReadonlyMap<TargetTableName, unknown>,
): Promise<SetAside[]> {
  const all = await db.tables();
  const ours = new Set([...targets.keys()].map((name) => name.toLowerCase()));
  const copied = new Set(tables.map(({ source }) => source.name));
  const aside = sources.flatMap((source): Omit<SetAside, 'archive'>[] => {
    const { name, rows } = source;
    if (copied.has(name)) return [{ table: name, rows, why: 'copied' }];
    if (isLaravelHistory(source)) return [{ table: name, rows, why: 'history' }];
    return ours.has(name.toLowerCase()) ? [{ table: name, rows, why: 'other-meaning' }] : [];
  });
  const history = all.includes(HISTORY_TABLE)
    ? [{ table: HISTORY_TABLE, rows: (await readHistory(db)).length, why: 'history' } as const]
    : [];
  const taken = new Set(all);
  return [...aside, ...history].map((table) => ({ ...table, archive: archiveName(table.table, taken) }));
}

function isLaravelHistory({ name, columns }: SourceTable): boolean {
  const has = (column: string) => columns.some((candidate) => foldName(candidate.name) === column);
  return name === 'migrations' && has('migration') && has('batch');
}

/** PostgreSQL takes names of 63 bytes. */
const LONGEST_NAME = 63;

/** `legacy_users`; `legacy_users_2` where that is taken. */
function archiveName(table: string, taken: Set<string>): string {
  const base = `legacy_${table.replace(/^_+/, '')}`.slice(0, LONGEST_NAME - 3);
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  taken.add(name);
  return name;
}
