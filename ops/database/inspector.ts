import type { Bilingual } from '#platform/terminal.ts';

/** What one kind of database knows of itself; what it cannot know is null, with the reason beside it. */
export interface Inspector {
  /** In bytes, with what nothing is in any more. */
  size(): Promise<number>;
  stats(): Promise<DatabaseStats>;
  slowestQueries(limit: number): Promise<SlowQueries>;
  processes(): Promise<DatabaseProcesses>;
  /** Null when there is no such table. */
  describe(table: string): Promise<TableDescription | null>;
  /** What `db:optimize` does here, in this order. */
  optimizing(): Promise<readonly OptimizeStep[]>;
}

export interface DatabaseStats {
  readonly bytes: number;
  readonly tables: readonly TableStats[];
}

export interface TableStats {
  readonly name: string;
  readonly rows: number;
  /** False where counting would take long: the database’s own estimate. */
  readonly exact: boolean;
  readonly bytes: number | null;
  readonly indexBytes: number | null;
  readonly indexes: readonly IndexStats[];
}

export interface IndexStats {
  readonly name: string;
  readonly bytes: number | null;
  /** How often it was used since the statistics began. */
  readonly uses: number | null;
}

export type SlowQueries =
  | { readonly known: false; readonly reason: Bilingual }
  | { readonly known: true; readonly queries: readonly SlowQuery[] };

export interface SlowQuery {
  readonly sql: string;
  readonly calls: number;
  readonly meanMs: number;
  readonly maxMs: number;
  readonly totalMs: number;
}

export interface DatabaseProcesses {
  readonly processes: readonly DatabaseProcess[];
  /** What could not be known, if anything. */
  readonly note: Bilingual | null;
}

export interface DatabaseProcess {
  readonly id: number;
  readonly who: string;
  readonly state: string;
  /** In that state, or with that statement; null where nobody says. */
  readonly ms: number | null;
  /** The processes it waits for. */
  readonly waitsFor: readonly number[];
  readonly sql: string | null;
}

export interface TableDescription {
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly nullable: boolean;
    readonly default: string | null;
  }[];
  readonly indexes: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly unique: boolean;
    readonly primary: boolean;
    /** Of a partial index. */
    readonly where: string | null;
  }[];
  readonly foreignKeys: readonly {
    readonly name: string | null;
    readonly columns: readonly string[];
    readonly table: string;
    readonly references: readonly string[];
    readonly onDelete: string;
    readonly onUpdate: string;
  }[];
  readonly checks: readonly { readonly name: string | null; readonly expression: string }[];
  readonly triggers: readonly { readonly name: string; readonly definition: string }[];
}

export interface OptimizeStep {
  /** `VACUUM`, `ANALYZE`, `integrity` */
  readonly name: string;
  /** What waits meanwhile. */
  readonly locks: Bilingual;
  /** Returns the damage it found, if any. */
  readonly run: () => Promise<readonly string[]>;
}

/** Counted where the estimate is below: so many rows are counted in less than a moment. */
export const COUNTED_BELOW = 200_000;

export type Row = Record<string, unknown>;

export function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** The values of rows that belong together, under what they have in common, in the order they came. */
export function groupBy(rows: readonly Row[], key: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(text(row[key]), [...(groups.get(text(row[key])) ?? []), row]);
  return groups;
}
