import { type PackedPreferences, packedPreferences } from './packed-preferences.ts';
import type { SourceColumn, SourceTable } from './source.ts';
import type { TargetColumn, TargetTable, TargetTableName } from './target.ts';
import { VOCABULARIES } from './vocabulary/vocabularies.ts';
import { type Derived, foldName, type Vocabulary } from './vocabulary/vocabulary.ts';

/** Where the value of one of our columns comes from. */
export interface ColumnPlan {
  readonly target: TargetColumn;
  /** Null where the table has none for it: a value that is derived, or stands in. */
  readonly from: SourceColumn | null;
  readonly derived: Derived | null;
}

/** A column that Staka does not know, and that stays in the table. */
export interface KeptColumn {
  readonly source: SourceColumn;
  /** Its name, or `legacy_…` where one of ours is called so. */
  readonly name: string;
}

/** What one table of ours is filled with. */
export interface TablePlan {
  readonly target: TargetTable;
  readonly source: SourceTable;
  readonly vocabulary: Vocabulary;
  /** The column that tells its rows apart; null where a row is found by whom it belongs to. */
  readonly key: SourceColumn | null;
  readonly columns: readonly ColumnPlan[];
  readonly kept: readonly KeptColumn[];
  /** The column of JSON in which other systems keep what we have a table for. */
  readonly packed: PackedPreferences | null;
}

/** Which table fills which of ours, those that are referred to first. */
export function recogniseTables(
  sources: readonly SourceTable[],
  targets: ReadonlyMap<TargetTableName, TargetTable>,
): TablePlan[] {
  const plans = VOCABULARIES.flatMap((vocabulary) => {
    const target = targets.get(vocabulary.target);
    const source = target && sourceOf(vocabulary, sources, target);
    return source ? [planTable(vocabulary, source, target)] : [];
  });
  // Everything belongs to somebody: without people there is nothing to adopt.
  return plans.some(({ target }) => target.name === 'users') ? withPackedPreferences(plans, targets) : [];
}

/** The preferences of people that are JSON in their own row, where there is no table of them. */
function withPackedPreferences(
  plans: readonly TablePlan[],
  targets: ReadonlyMap<TargetTableName, TargetTable>,
): TablePlan[] {
  const users = plans.find(({ target }) => target.name === 'users');
  const target = targets.get('user_preferences');
  if (!users || !target || plans.some((plan) => plan.target === target)) return [...plans];
  const packed = packedPreferences(users.source);
  const vocabulary = VOCABULARIES.find((candidate) => candidate.target === target.name);
  if (!packed || !vocabulary) return [...plans];
  const plan = { ...planTable(vocabulary, packed.table, target), source: users.source, key: null, kept: [], packed };
  return plans.flatMap((other) => (other === users ? [users, plan] : [other]));
}

function sourceOf(
  vocabulary: Vocabulary,
  sources: readonly SourceTable[],
  target: TargetTable,
): SourceTable | undefined {
  const named = vocabulary.tables.flatMap((name) => sources.filter((source) => foldName(source.name) === name));
  const ours = sources.filter(({ name }) => name === target.name);
  return [...ours, ...named].find((source) => hasTheMeaning(vocabulary, source));
}

function hasTheMeaning(vocabulary: Vocabulary, source: SourceTable): boolean {
  return vocabulary.needs.every((oneOf) =>
    oneOf.some(
      (column) => matching(vocabulary, source, column) !== undefined || derivedOf(vocabulary, source, column) !== null,
    ),
  );
}

function planTable(vocabulary: Vocabulary, source: SourceTable, target: TargetTable): TablePlan {
  const used = new Set<SourceColumn>();
  const columns = target.columns.map((column): ColumnPlan => {
    const from = matching(vocabulary, source, column.name);
    if (from === undefined || used.has(from))
      return { target: column, from: null, derived: derivedOf(vocabulary, source, column.name) };
    used.add(from);
    return { target: column, from, derived: null };
  });
  const derived = new Set(columns.flatMap((column) => column.derived?.from ?? []));
  for (const column of source.columns) if (derived.has(foldName(column.name))) used.add(column);
  const key = source.columns.find(({ name }) => foldName(name) === 'id') ?? null;
  return {
    target,
    source,
    vocabulary,
    key,
    columns,
    kept: keptColumns(vocabulary, source, target, used),
    packed: null,
  };
}

function matching({ synonyms = {} }: Vocabulary, source: SourceTable, column: string): SourceColumn | undefined {
  const exact = source.columns.find(({ name }) => name === column);
  if (exact) return exact;
  const names = [foldName(column), ...(synonyms[column] ?? [])];
  return names
    .map((name) => source.columns.find((candidate) => foldName(candidate.name) === name))
    .find((found) => found !== undefined);
}

function derivedOf({ derived = {} }: Vocabulary, source: SourceTable, column: string): Derived | null {
  const rule = derived[column];
  const isThere = rule?.from.some((name) => source.columns.some((candidate) => foldName(candidate.name) === name));
  return rule && isThere ? rule : null;
}

/** Columns are told apart as MySQL and SQLite do, whatever their case. */
function keptColumns(
  { dropped = [] }: Vocabulary,
  source: SourceTable,
  target: TargetTable,
  used: ReadonlySet<SourceColumn>,
): KeptColumn[] {
  const taken = new Set(target.columns.map(({ name }) => name.toLowerCase()));
  return source.columns
    .filter((column) => !used.has(column) && !dropped.includes(foldName(column.name)))
    .filter(({ name }) => !(foldName(name) === 'id' && target.primaryKey[0] !== 'id'))
    .map((column) => ({
      source: column,
      name: taken.has(column.name.toLowerCase()) ? `legacy_${column.name}` : column.name,
    }));
}
