/**
 * What was met while rows were looked at. Of these stay behind, in the table they came from: `orphan` (names a row that
 * is not there), `incomplete` (lacks what nothing can stand in for), `duplicate` (has what only one may have).
 * The others were taken along, changed: `stand-in`, `visitor` (nobody was named), `unlinked` (an optional reference to a
 * row that is not there), `shortened`, `rounded`, `unreadable` (a date, number or JSON that is none), `marked` (made
 * different from another's), `euros` (decimals became cents), `reworded` (an enumeration by the operator's answer).
 */
export type FindingKind =
  | 'orphan'
  | 'incomplete'
  | 'duplicate'
  | 'stand-in'
  | 'visitor'
  | 'unlinked'
  | 'shortened'
  | 'rounded'
  | 'unreadable'
  | 'marked'
  | 'euros'
  | 'reworded'
  | 'no-address';

export interface Finding {
  readonly kind: FindingKind;
  /** The table it was met in, as it is called there. */
  readonly table: string;
  readonly column: string;
  readonly rows: number;
  /** The keys of some of the rows, as they are there. */
  readonly examples: readonly string[];
}

const EXAMPLES = 10;

export class Findings {
  readonly #found = new Map<
    string,
    { kind: FindingKind; table: string; column: string; rows: number; keys: string[] }
  >();

  add(kind: FindingKind, table: string, column: string, key: string): void {
    const name = `${kind} ${table} ${column}`;
    const found = this.#found.get(name) ?? { kind, table, column, rows: 0, keys: [] };
    found.rows += 1;
    if (found.keys.length < EXAMPLES) found.keys.push(key);
    this.#found.set(name, found);
  }

  list(): Finding[] {
    return [...this.#found.values()].map(({ keys, ...finding }) => ({ ...finding, examples: keys }));
  }
}
