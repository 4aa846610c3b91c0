import type { PortableRow, PortableValue } from '#ops/backup/format.ts';
import type { FindingKind } from '../findings.ts';
import { answerFor, foldKey, type Ground, standInAddress, VISITOR_ID } from '../ground.ts';
import type { ColumnPlan, TablePlan } from '../recognise.ts';
import type { SourceColumn } from '../source.ts';
import type { TargetColumn, TargetTableName } from '../target.ts';
import { type DraftRow, foldName, type RawRow } from '../vocabulary/vocabulary.ts';
import { convertValue } from './convert-value.ts';
import { convertId, idFromKey } from './ids.ts';
import { rawRows, textIn } from './raw-row.ts';
import { type UniqueValues, uniqueValues } from './unique-values.ts';

/** What becomes of a row: it is taken along, it stays behind for a reason, or there is nothing to take. */
export type Outcome =
  | { key: string; row: DraftRow }
  | { key: string; left: 'orphan' | 'incomplete' | 'duplicate' }
  | null;

/** Told of what is met. */
export interface Notes {
  found(kind: FindingKind, column: string, key: string): void;
  /** A value that an enumeration does not have and nobody has explained. */
  unknown(column: TargetColumn, value: string): void;
}

/** Turns the rows of a table into ours, in the order of the table: of two that may not be alike the first counts. */
export function rowConverter(plan: TablePlan, ground: Ground, notes: Notes): (read: PortableRow) => Outcome {
  const unique = uniqueValues(plan);
  const rawRow = rawRows(plan.source);
  return (read) => {
    const whole = rawRow(read);
    const raw = plan.packed ? plan.packed.unpack(whole) : whole;
    if (raw === null) return null;
    const key = (plan.key ? textIn(read, plan.key) : keyOfOwner(plan, raw)) ?? '';
    return new RowConversion(plan, ground, notes, key).run(raw, read, unique);
  };
}

/** A row without an id of its own is found by the person it belongs to. */
function keyOfOwner({ columns }: TablePlan, raw: RawRow): string | null {
  const owner = columns.find(({ target }) => target.name === 'userId')?.from;
  return owner ? (raw[foldName(owner.name)] ?? null) : null;
}

/** Whoever lost their address to another of their own accounts signs in there. */
function closeDouble(row: DraftRow, at: string): void {
  row.isActive = false;
  row.deactivatedAt ??= at;
  row.deactivationReason ??= 'Adresse tenue par un autre compte';
}

class RowConversion {
  readonly #plan: TablePlan;
  readonly #ground: Ground;
  readonly #notes: Notes;
  readonly #key: string;
  #left: 'orphan' | 'incomplete' | null = null;

  constructor(plan: TablePlan, ground: Ground, notes: Notes, key: string) {
    this.#plan = plan;
    this.#ground = ground;
    this.#notes = notes;
    this.#key = key;
  }

  run(raw: RawRow, read: PortableRow, unique: UniqueValues): Outcome {
    const { columns, kept, vocabulary } = this.#plan;
    const row: DraftRow = {};
    for (const column of columns) row[column.target.name] = this.#value(column, raw, read);
    this.#standIn(row);
    const has = (name: string) => columns.some(({ target, from }) => target.name === name && from !== null);
    vocabulary.complete?.(row, { has, at: this.#ground.at, key: this.#key });
    if (this.#isDouble()) closeDouble(row, this.#ground.at);
    for (const { source, name } of kept) row[name] = read[source.name] ?? null;
    this.#refuseIncomplete(row);
    const key = this.#key;
    if (this.#left) return { key, left: this.#left };
    const shared = unique.take(row, key);
    if (shared === 'duplicate') {
      this.#note('duplicate', unique.columns);
      return { key, left: 'duplicate' };
    }
    if (shared !== null) this.#note('marked', shared);
    return { key, row };
  }

  #value(column: ColumnPlan, raw: RawRow, read: PortableRow): PortableValue {
    const { target, from, derived } = column;
    const text = from ? this.#text(from, raw, read) : (derived?.make(raw) ?? null);
    if (target.name === 'id') return this.#id(text);
    if (this.#plan.target.name === 'users' && target.name === 'email') return this.#address(text);
    if (target.refers !== null) return this.#reference(target, target.refers, text);
    const mentioned = this.#plan.vocabulary.mentions?.[target.name];
    if (mentioned && text !== null) return convertId(mentioned, text, this.#ground.numbered.has(mentioned));
    return text === null ? null : this.#plain(column, text);
  }

  /** What is packed into JSON has no column of its own. */
  #text(from: SourceColumn, raw: RawRow, read: PortableRow): string | null {
    return this.#plan.packed ? (raw[foldName(from.name)] ?? null) : textIn(read, from);
  }

  #id(text: string | null): string {
    const { name } = this.#plan.target;
    if (text === null || !this.#plan.key) return idFromKey(name, this.#key);
    return convertId(name, text, this.#ground.numbered.has(name));
  }

  #isDouble(): boolean {
    return this.#plan.target.name === 'users' && this.#ground.otherAddresses.has(this.#key);
  }

  #address(text: string | null): string {
    const other = this.#ground.otherAddresses.get(this.#key);
    if (other !== undefined) {
      this.#note('marked', 'email');
      return other;
    }
    const address = (text ?? '').trim().normalize('NFC').toLowerCase();
    if (address.includes('@') && address.length <= 255) return address;
    this.#note('no-address', 'email');
    return standInAddress(`sans-adresse-${this.#key}`);
  }

  #reference(target: TargetColumn, refers: TargetTableName, text: string | null): string | null {
    if (text === null || text === '') {
      if (target.nullable || !this.#plan.vocabulary.visitors?.includes(target.name)) return null;
      this.#note('visitor', target.name);
      return VISITOR_ID;
    }
    const taken = this.#ground.taken.get(refers);
    if (taken === undefined || taken.has(foldKey(this.#ground.provider, text)))
      return convertId(refers, text, this.#ground.numbered.has(refers));
    if (!target.nullable) this.#left ??= 'orphan';
    this.#note(target.nullable ? 'unlinked' : 'orphan', target.name);
    return null;
  }

  #plain({ target, from }: ColumnPlan, text: string): PortableValue {
    const { provider, answers, at } = this.#ground;
    const isMoney = this.#plan.vocabulary.money?.includes(target.name) === true;
    const converted = convertValue(text, target, from, { provider, timezone: answers.timezone, at, isMoney });
    if (converted.happened === 'unknown') return this.#explained(target, text);
    if (converted.happened) this.#note(converted.happened, target.name);
    const format = this.#plan.vocabulary.formats?.[target.name];
    if (!format || converted.value === null || format.test(String(converted.value))) return converted.value;
    this.#note('unreadable', target.name);
    return null;
  }

  #explained(target: TargetColumn, text: string): string | null {
    const answer = answerFor(this.#ground, `${this.#plan.target.name}.${target.name}`, text, target.values ?? []);
    if (answer !== undefined) {
      this.#note('reworded', target.name);
      return answer;
    }
    this.#notes.unknown(target, text);
    // Nothing is adopted while nobody has said; one value is as good as another to look at the rest.
    return target.values?.[0] ?? null;
  }

  /** Dates come from each other, everything else from the database's default or the vocabulary. */
  #standIn(row: DraftRow): void {
    if ('createdAt' in row) row.createdAt ??= row.updatedAt ?? this.#ground.at;
    if ('updatedAt' in row) row.updatedAt ??= row.createdAt ?? this.#ground.at;
    for (const { target, from } of this.#plan.columns) {
      if (target.nullable || (row[target.name] ?? null) !== null) continue;
      const value = this.#plan.vocabulary.standIns?.[target.name] ?? target.fallback;
      if (value === undefined) continue;
      row[target.name] = value;
      if (from) this.#note('stand-in', target.name);
    }
  }

  #refuseIncomplete(row: DraftRow): void {
    const missing = this.#plan.columns.filter(({ target }) => !target.nullable && (row[target.name] ?? null) === null);
    for (const { target } of missing) if (target.kind === 'date') row[target.name] = this.#ground.at;
    const lacking = missing.find(({ target }) => target.kind !== 'date');
    if (this.#left || !lacking) return;
    this.#left = 'incomplete';
    this.#note('incomplete', lacking.target.name);
  }

  #note(kind: FindingKind, column: string): void {
    this.#notes.found(kind, column, this.#key);
  }
}
