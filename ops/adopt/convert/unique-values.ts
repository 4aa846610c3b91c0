import type { TablePlan } from '../recognise.ts';
import type { DraftRow } from '../vocabulary/vocabulary.ts';

/** What no two rows of a table may share. */
export interface UniqueValues {
  /** For people: the columns in question. */
  readonly columns: string;
  /**
   * Takes the row in. Of one that shares what may be marked, the value is made different; its column is the answer.
   * `duplicate` where a row with that is there already.
   */
  take(row: DraftRow, key: string): string | null;
}

/** Addresses are not among them: who keeps one is asked of the operator. */
export function uniqueValues({ target, vocabulary }: TablePlan): UniqueValues {
  const own = target.primaryKey[0] === 'id' ? [] : [target.primaryKey];
  const groups = [...own, ...target.unique.filter(([first]) => first !== 'email' && !/token/i.test(first ?? ''))];
  const seen = groups.map(() => new Set<string>());
  const limit = (name: string) => target.columns.find((column) => column.name === name)?.characters ?? 255;
  return {
    columns: groups.map((columns) => columns.join(' + ')).join(', '),
    take: (row, key) => {
      let marked: string | null = null;
      for (const [index, columns] of groups.entries()) {
        const [column = ''] = columns;
        const taken = seen[index] ?? new Set();
        if (taken.has(sharedOf(row, columns)) && vocabulary.marked?.includes(column)) {
          row[column] = `${key}-${row[column]}`.slice(0, limit(column));
          marked = column;
        }
        if (taken.has(sharedOf(row, columns))) return 'duplicate';
      }
      for (const [index, columns] of groups.entries()) seen[index]?.add(sharedOf(row, columns));
      return marked;
    },
  };
}

/** Without case and accents, as MySQL compares: what is different so is different on every database. */
function sharedOf(row: DraftRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => row[column] ?? null))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
}
