import { type TSchema, Type } from 'typebox';
import { httpErrors } from './errors.ts';

export const PAGE_LIMIT_DEFAULT = 20;
export const PAGE_LIMIT_MAX = 100;

/** The part of a query that asks for a page. */
export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: PAGE_LIMIT_MAX,
      default: PAGE_LIMIT_DEFAULT,
      description: 'How many items at most',
    }),
  ),
  after: Type.Optional(Type.String({ maxLength: 1000, description: 'The `next` of the page before' })),
};

export interface Page<Item> {
  items: Item[];
  /** The cursor of the page that follows; null on the last one. */
  next: string | null;
}

export function pageOf<Schema extends TSchema>(item: Schema) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Cursor of the page that follows; null on the last one',
    }),
  });
}

export type CursorValue = string | number | boolean | null;

/** The place where a page ends: the values it is sorted by, the id last. Opaque to the reader. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * @param length how many values the cursor of this list holds
 * @throws CURSOR_INVALID
 */
export function decodeCursor(cursor: string, length: number): CursorValue[] {
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== length || !values.every(isCursorValue))
    throw httpErrors.CURSOR_INVALID();
  return values;
}

/** Where a page of a list sorted by date and id ended. */
export interface DatedPlace {
  readonly createdAt: Date;
  readonly id: string;
}

/**
 * The place that a cursor made of `[createdAt, id]` stands for; null for the start of the list.
 * @throws CURSOR_INVALID
 */
export function datedPlace(after: string | undefined): DatedPlace | null {
  if (after === undefined) return null;
  const [createdAt = null, id] = decodeCursor(after, 2);
  if (typeof id !== 'string') throw httpErrors.CURSOR_INVALID();
  return { createdAt: cursorDate(createdAt), id };
}

/**
 * A date out of a cursor, of the years that every database knows.
 * @throws CURSOR_INVALID
 */
export function cursorDate(value: CursorValue): Date {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) throw httpErrors.CURSOR_INVALID();
  return date;
}

/** Cuts a page out of rows of which one more than `limit` was asked for. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly CursorValue[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}

/** The same for rows that are sorted by date and id: `datedPlace` reads the cursor. */
export function cutDatedPage<Row extends DatedPlace>(rows: readonly Row[], limit: number): Page<Row> {
  return cutPage(rows, limit, ({ createdAt, id }) => [createdAt.toISOString(), id]);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Nothing that a database would choke on: PostgreSQL takes no NUL in a text, and 1e99 for no integer. */
function isCursorValue(value: unknown): value is CursorValue {
  if (typeof value === 'string') return !value.includes('\u0000');
  return value === null || typeof value === 'boolean' || Number.isSafeInteger(value);
}
