import type { PortableValue } from '#ops/backup/format.ts';
import type { TargetTableName } from '../target.ts';

/** A row as it was: each value as text, by the folded name of its column (`user_id` and `userId` are `userid`). */
export type RawRow = Readonly<Record<string, string | null>>;

/** A row as it will be, while it is being made. */
export type DraftRow = Record<string, PortableValue>;

/** A value that is made of columns that say it otherwise. */
export interface Derived {
  /** Folded names: one of them suffices. */
  readonly from: readonly string[];
  readonly make: (raw: RawRow) => string | null;
}

export interface Completion {
  /** The table had a column for it. */
  readonly has: (column: string) => boolean;
  /** The moment of the adoption, RFC 3339. */
  readonly at: string;
  /** The row's own key, as it was. */
  readonly key: string;
}

/** How the systems of the seeds, and their like, name what one of our tables holds. */
export interface Vocabulary {
  readonly target: TargetTableName;
  /** Folded names of tables, the likeliest first. */
  readonly tables: readonly string[];
  /** Columns of ours of which one of each list must be found, or it is a table of another meaning. */
  readonly needs: readonly (readonly string[])[];
  /** Further names of a column of ours, folded. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  readonly derived?: Readonly<Record<string, Derived>>;
  /** What is written where a value is required and there is none; the default of the database comes first. */
  readonly standIns?: Readonly<Record<string, PortableValue>>;
  /** References to people for which the person `Visiteur` stands in where nobody is named. */
  readonly visitors?: readonly string[];
  /** Columns that name a row without the database seeing to it, and of which table. */
  readonly mentions?: Readonly<Record<string, TargetTableName>>;
  /** Amounts: euros where the column holds decimals, cents where it holds whole numbers. */
  readonly money?: readonly string[];
  /** What a value must look like to be of use; one that does not is left empty. */
  readonly formats?: Readonly<Record<string, RegExp>>;
  /** What two rows may not share, and the later one gets a mark for; elsewhere the later row stays behind. */
  readonly marked?: readonly string[];
  /** Columns that are not taken along, secrets above all. */
  readonly dropped?: readonly string[];
  /** What the rest of the row tells about a column; runs last. */
  readonly complete?: (row: DraftRow, completion: Completion) => void;
}

/** `user_id`, `userId` and `USER-ID` are one name. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[_\-\s]/g, '');
}
