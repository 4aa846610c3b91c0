import type { SqliteConnection } from '#platform/db/dialects/sqlite-connection.ts';
import { isSqliteBusy } from '#platform/db/dialects/sqlite-errors.ts';

/** No group takes in more members, nor goes on taking them in for longer than this. */
const GROUP_MEMBERS = 64;
const GROUP_AGE_MS = 20;
/** How long one that joined a group may keep the others waiting for their acknowledgement. */
const JOINED_LIMIT_MS = 200;
/** How long any transaction may hold the write lock, unless it asked to be alone. */
const WRITE_LIMIT_MS = 30_000;
/** How long to wait for another process that writes, and how often to ask. */
const BUSY_LIMIT_MS = 10_000;
const BUSY_RETRY_MS = 5;
const CLOSE_LIMIT_MS = 4_000;

/** A transaction that took too long for the group it had joined: undone, to be run again alone. */
export class TakenBackError extends Error {
  constructor() {
    super('This transaction kept others waiting for their acknowledgement; it was undone and has to run again, alone.');
    this.name = 'TakenBackError';
  }
}

/** `write`: one statement. `transaction`: several. `alone`: several, with a COMMIT of their own and no time limit. */
export type MemberKind = 'write' | 'transaction' | 'alone';

/** Whoever holds the pen, until it goes to `commit` or `rollback`. */
export interface Member {
  readonly kind: MemberKind;
  readonly savepoint: boolean;
  /** Set when it lost the pen: whatever it does next fails with this. */
  lost: unknown;
  timer: NodeJS.Timeout | undefined;
}

interface Waiting {
  readonly kind: MemberKind;
  readonly start: (member: Member) => void;
  readonly fail: (error: unknown) => void;
}

interface Group {
  readonly alone: boolean;
  readonly openedAt: number;
  readonly done: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[];
}

/**
 * The one pen of an SQLite database. Transactions write one after the other; those that are waiting when one ends
 * share its COMMIT, and with it the fsync that makes them durable. None is acknowledged before that. Why, and at
 * what price: docs/decisions/0002-sqlite-grouped-commits.md.
 */
export class SqliteCommitGroups {
  readonly #connection: SqliteConnection;
  readonly #grouped: boolean;
  readonly #waiting: Waiting[] = [];
  #group: Group | undefined;
  #member: Member | undefined;
  #commitSoon: NodeJS.Immediate | undefined;
  #busySince: number | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(connection: SqliteConnection, options: { grouped: boolean }) {
    this.#connection = connection;
    this.#grouped = options.grouped;
  }

  /** Waits for the pen. */
  begin(kind: MemberKind): Promise<Member> {
    return new Promise((start, fail) => {
      this.#waiting.push({ kind, start, fail });
      this.#advance();
    });
  }

  /** Runs one statement of a member; an error that made SQLite undo everything is everybody's. */
  run<T>(member: Member, statement: () => T): T {
    if (member.lost) throw member.lost;
    try {
      return statement();
    } catch (error) {
      if (!this.#connection.inTransaction) this.#lose(error);
      throw error;
    }
  }

  /** Runs one statement that is a transaction by itself. Resolves once it is on the disk. */
  async write<T>(statement: () => T): Promise<T> {
    const member = await this.begin('write');
    let result: T;
    try {
      result = this.run(member, statement);
    } catch (error) {
      this.rollback(member);
      throw error;
    }
    await this.commit(member);
    return result;
  }

  /** Resolves once the member is on the disk; rejects when it is not, and never will be. */
  commit(member: Member): Promise<void> {
    return new Promise((resolve, reject) => {
      if (member.savepoint) this.run(member, () => this.#connection.execute('RELEASE member'));
      if (member.lost) throw member.lost;
      this.#group?.done.push({ resolve, reject });
      this.#leave(member);
    });
  }

  /** Undoes the member, and nothing of those it shares the group with. */
  rollback(member: Member): void {
    if (this.#member !== member) return;
    this.#undo(member);
    this.#leave(member);
  }

  /** Lets those who are waiting finish. */
  async close(): Promise<void> {
    const until = performance.now() + CLOSE_LIMIT_MS;
    while ((this.#member || this.#group || this.#waiting.length > 0) && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, BUSY_RETRY_MS));
    }
    clearTimeout(this.#retry);
    clearTimeout(this.#member?.timer);
  }

  /** Gives the pen to the next in line, when it is free; without anybody in line, commits. */
  #advance(): void {
    if (this.#member) return;
    const next = this.#waiting[0];
    if (!next) {
      this.#commitWhenIdle();
      return;
    }
    if (this.#group && !this.#admits(this.#group, next)) this.#commit();
    if (!this.#group && !this.#open(next)) return;
    this.#waiting.shift();
    try {
      this.#member = this.#enter(next.kind);
    } catch (error) {
      this.#lose(error);
      next.fail(error);
      return;
    }
    next.start(this.#member);
  }

  #admits(group: Group, next: Waiting): boolean {
    if (!this.#grouped || group.alone || next.kind === 'alone') return false;
    return group.done.length < GROUP_MEMBERS && performance.now() - group.openedAt < GROUP_AGE_MS;
  }

  /** Opens the transaction that the group shares. False while another process writes: asked again in a moment. */
  #open(first: Waiting): boolean {
    try {
      this.#connection.execute('BEGIN IMMEDIATE');
    } catch (error) {
      this.#busySince ??= performance.now();
      const patient = isSqliteBusy(error) && performance.now() - this.#busySince < BUSY_LIMIT_MS;
      if (!patient) this.#refuse(error);
      this.#retryOpening();
      return false;
    }
    this.#busySince = undefined;
    this.#group = { alone: first.kind === 'alone', openedAt: performance.now(), done: [] };
    return true;
  }

  #refuse(error: unknown): void {
    this.#busySince = undefined;
    this.#waiting.shift()?.fail(error);
  }

  #retryOpening(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#advance();
    }, BUSY_RETRY_MS);
  }

  /** The first of a group needs no savepoint: nothing but its own would be undone with everything. */
  #enter(kind: MemberKind): Member {
    const joins = (this.#group?.done.length ?? 0) > 0;
    const savepoint = joins && kind !== 'write';
    if (savepoint) this.#connection.execute('SAVEPOINT member');
    const member: Member = { kind, savepoint, lost: undefined, timer: undefined };
    if (kind === 'transaction') {
      member.timer = setTimeout(() => this.#overrun(member), joins ? JOINED_LIMIT_MS : WRITE_LIMIT_MS).unref();
    }
    return member;
  }

  #overrun(member: Member): void {
    if (this.#member !== member) return;
    member.lost = member.savepoint
      ? new TakenBackError()
      : new Error(`This transaction was undone: it held the write lock for more than ${WRITE_LIMIT_MS / 1000} s.`);
    this.rollback(member);
  }

  #undo(member: Member): void {
    try {
      if (member.savepoint) {
        this.#connection.execute('ROLLBACK TO member');
        this.#connection.execute('RELEASE member');
      } else if (this.#group?.done.length === 0) {
        this.#group = undefined;
        this.#connection.execute('ROLLBACK');
      }
    } catch (error) {
      this.#lose(error);
    }
  }

  #leave(member: Member): void {
    clearTimeout(member.timer);
    if (this.#member === member) this.#member = undefined;
    if (!this.#grouped || this.#group?.alone) this.#commit();
    this.#advance();
  }

  /** Commits after whatever else arrived at the same moment has had its turn in the group. */
  #commitWhenIdle(): void {
    if (!this.#group) return;
    this.#commitSoon ??= setImmediate(() => {
      this.#commitSoon = undefined;
      if (!this.#member && this.#waiting.length === 0) this.#commit();
    });
  }

  #commit(): void {
    const group = this.#group;
    if (!group) return;
    this.#group = undefined;
    try {
      this.#connection.execute('COMMIT');
    } catch (error) {
      this.#rollbackAll();
      for (const { reject } of group.done) reject(error);
      return;
    }
    for (const { resolve } of group.done) resolve();
  }

  /** Everything of the group is undone, by SQLite itself or because it cannot be told: nobody of it is acknowledged. */
  #lose(error: unknown): void {
    const { done } = this.#group ?? { done: [] };
    this.#group = undefined;
    this.#rollbackAll();
    for (const { reject } of done) reject(error);
    if (this.#member) {
      clearTimeout(this.#member.timer);
      this.#member.lost = error;
      this.#member = undefined;
    }
    setImmediate(() => this.#advance());
  }

  #rollbackAll(): void {
    try {
      if (this.#connection.inTransaction) this.#connection.execute('ROLLBACK');
    } catch {
      // SQLite rolled back by itself, or the connection is past saving: the next BEGIN tells.
    }
  }
}
