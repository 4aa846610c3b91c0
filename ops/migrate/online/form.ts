import type { Provider } from '#prisma/generate/providers.ts';
import type { RowChange } from './row-change.ts';

/** What is known of a table that is there. */
export interface TableShape {
  /** The columns of its primary key. */
  key: readonly string[];
  /** Of each column its type as the database names it, and whether it may be NULL. */
  columns: ReadonlyMap<string, { type: string; nullable: boolean }>;
}

/** One step towards a constraint or an index, taken by itself; a repeat finds what is there already. */
export type Preparation =
  | { kind: 'index'; name: string; sql: string }
  | { kind: 'constraint'; name: string; table: string; sql: string }
  | { kind: 'validation'; name: string; table: string; sql: string };

/** How a statement is done while others read and write the table. */
export type OnlineForm =
  /** As it is written: it holds the table for a moment at most. */
  | { kind: 'as-written' }
  /** PostgreSQL: the preparations one by one, then the rest in one transaction, which `brief` holds the table for a moment. */
  | { kind: 'prepared'; preparations: readonly Preparation[]; rest: readonly string[]; brief: boolean }
  /** MySQL: the first that the server is able to do without a copy. */
  | { kind: 'algorithms'; attempts: readonly string[] }
  /** MySQL: added without looking at the rows, which are looked at afterwards. */
  | { kind: 'foreign-key'; sql: string; drop: string; name: string; dangling: string; sentence: string }
  | { kind: 'batches'; change: RowChange };

export const AS_WRITTEN: OnlineForm = { kind: 'as-written' };

/** The statements that are sent for it, as a plan shows them. */
export function statementsOf(form: OnlineForm, written: string, provider: Provider): string[] {
  switch (form.kind) {
    case 'as-written':
      return [written];
    case 'prepared':
      return [...form.preparations.map(({ sql }) => sql), ...form.rest];
    case 'algorithms':
      return form.attempts.slice(0, 1);
    case 'foreign-key':
      return ['SET foreign_key_checks = 0', form.sql, 'SET foreign_key_checks = 1', form.dangling];
    case 'batches': {
      const mark = provider === 'mysql' ? '`' : '"';
      const { head, condition, key } = form.change;
      const range = `${mark}${key}${mark} > … AND ${mark}${key}${mark} <= …`;
      return [`${head} WHERE ${condition === null ? '' : `(${condition}) AND `}${range}`];
    }
  }
}
