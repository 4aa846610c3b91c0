/**
 * The id of a message, and so where its reader is: `<epoch>.<major>-<minor>`. Ids of one person only grow within an
 * epoch; another epoch means that what was kept before it is gone.
 */
export interface Position {
  readonly epoch: string;
  readonly major: number;
  readonly minor: number;
}

/** Null for what is no id of a message. */
export function parsePosition(id: string): Position | null {
  const [, epoch, major, minor] = /^([\da-z]{1,40})\.(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
  if (epoch === undefined) return null;
  return { epoch, major: Number(major), minor: Number(minor) };
}

/** Within one epoch. */
export function isAfter(one: Position, other: Position): boolean {
  return one.major > other.major || (one.major === other.major && one.minor > other.minor);
}

export function newEpoch(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}
