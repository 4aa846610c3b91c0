import { createHash } from 'node:crypto';

const SALT_BITS = 58n;

/**
 * The id that a numbered row gets: a UUID of version 7 in which the number takes the place of the time, so that ids sort
 * as the numbers did and before every id that is made today; the rest is made of the table, so that row 1 of one table
 * is not row 1 of another. The same number always gives the same id.
 * @param number of 64 bits
 */
export function idFromNumber(table: string, number: bigint): string {
  const bits = BigInt.asUintN(64, number);
  const time = bits >> 16n;
  const middle = (bits >> 4n) & 0xfffn;
  const salt = BigInt(`0x${digest(`number ${table}`)}`) >> (256n - SALT_BITS);
  const tail = (0b10n << 62n) | ((bits & 0xfn) << SALT_BITS) | salt;
  return dashed(`${hex(time, 12)}7${hex(middle, 3)}${hex(tail, 16)}`);
}

/** The id of a row that had none, made of what it belongs to (version 8 of RFC 9562: by a recipe of one's own). */
export function idFromKey(table: string, key: string): string {
  const bytes = digest(`key ${table} ${key}`);
  return dashed(`${bytes.slice(0, 12)}8${bytes.slice(13, 16)}a${bytes.slice(17, 32)}`);
}

/** Sixteen bytes as the UUID they are. */
export function uuidOfBytes(bytes: Buffer): string {
  return dashed(bytes.toString('hex'));
}

/** The id or reference as it is written from now on: numbers become ids, texts stay. */
export function convertId(table: string, raw: string, isNumbered: boolean): string {
  return isNumbered && /^-?\d+$/.test(raw) ? idFromNumber(table, BigInt(raw)) : raw;
}

function digest(text: string): string {
  return createHash('sha256').update(`staka adopted ${text}`).digest('hex');
}

function hex(value: bigint, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function dashed(text: string): string {
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
