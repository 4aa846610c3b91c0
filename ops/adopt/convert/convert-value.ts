import type { PortableValue } from '#ops/backup/format.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import type { FindingKind } from '../findings.ts';
import type { SourceColumn } from '../source.ts';
import type { TargetColumn } from '../target.ts';
import { convertDate } from './dates.ts';
import { convertBoolean, convertEnumeration, convertInteger, convertJson, cutText } from './values.ts';

/** A value in its new form, with what happened to it; `unknown` where an enumeration does not have it. */
export interface Converted {
  readonly value: PortableValue;
  readonly happened?: FindingKind | 'unknown';
}

export interface ValueGround {
  readonly provider: Provider;
  /** Times without a zone are meant in this one. */
  readonly timezone: string;
  /** The moment of the adoption, RFC 3339. */
  readonly at: string;
  /** An amount of money. */
  readonly isMoney: boolean;
}

/** @param from the column it comes from; null where it was derived */
export function convertValue(
  raw: string,
  target: TargetColumn,
  from: SourceColumn | null,
  ground: ValueGround,
): Converted {
  switch (target.kind) {
    case 'boolean':
      return readable(raw, convertBoolean(raw));
    case 'integer':
      return toInteger(raw, from, ground);
    case 'date':
      return toDate(raw, from, ground);
    case 'json':
      return readable(raw, convertJson(raw, from?.type.endsWith('[]') === true));
    case 'text':
      return target.values ? toEnumeration(raw, target.values) : toText(raw, target);
  }
}

function readable(raw: string, value: PortableValue | undefined): Converted {
  if (value !== undefined) return { value };
  return raw.trim() === '' ? { value: null } : { value: null, happened: 'unreadable' };
}

function toInteger(raw: string, from: SourceColumn | null, { isMoney }: ValueGround): Converted {
  const isEuros = isMoney && from !== null && from.kind !== 'integer' && !/cents?|centimes?$/i.test(from.name);
  const number = convertInteger(raw, isEuros ? 100 : 1);
  if (number === undefined) return readable(raw, undefined);
  if (number.isRounded) return { value: number.value, happened: 'rounded' };
  return { value: number.value, ...(isEuros && { happened: 'euros' }) };
}

/** `emailVerified: true` says no date: the moment of the adoption is the first that is known. */
function toDate(raw: string, from: SourceColumn | null, { provider, timezone, at }: ValueGround): Converted {
  if (from?.kind === 'boolean') return { value: convertBoolean(raw) ? at : null };
  // A TIMESTAMP of MySQL is a moment, and is read in UTC.
  const isMoment = provider === 'mysql' && /^timestamp/i.test(from?.type ?? '');
  const zone = isMoment ? 'UTC' : timezone;
  return readable(raw, convertDate(raw, zone));
}

function toEnumeration(raw: string, values: readonly string[]): Converted {
  if (raw.trim() === '') return { value: null };
  const value = convertEnumeration(raw, values);
  return value === undefined ? { value: null, happened: 'unknown' } : { value };
}

/** What is shortened stays whole where it was. An address of a picture or a file is of no use shortened. */
function toText(raw: string, { name, characters, bytes, nullable }: TargetColumn): Converted {
  const cut = cutText(raw, characters, bytes);
  if (cut === raw) return { value: raw };
  const isAddress = /url$|^avatar$|^stripe/i.test(name);
  return { value: isAddress && nullable ? null : cut, happened: 'shortened' };
}
