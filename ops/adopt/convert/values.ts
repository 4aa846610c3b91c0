import { canonicalJson } from '#ops/backup/canonical-json.ts';

const YES = new Set(['1', 't', 'true', 'y', 'yes', 'o', 'oui', 'on', 'vrai']);
const NO = new Set(['0', 'f', 'false', 'n', 'no', 'non', 'off', 'faux', '']);

/** undefined where the text is neither. */
export function convertBoolean(raw: string): boolean | undefined {
  const text = raw.trim().toLowerCase();
  if (YES.has(text)) return true;
  return NO.has(text) ? false : undefined;
}

const LEAST = -2_147_483_648;
const MOST = 2_147_483_647;

export interface ConvertedNumber {
  readonly value: number;
  /** It had decimals that are gone, or did not fit into 32 bits. */
  readonly isRounded: boolean;
}

/**
 * A whole number of 32 bits; undefined where the text is no number.
 * @param factor 100 for an amount that was written in euros
 */
export function convertInteger(raw: string, factor: 1 | 100 = 1): ConvertedNumber | undefined {
  const text = raw
    .trim()
    .replace(/[\s  ]/g, '')
    .replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const exact = shifted(text, factor) ?? Number(text) * factor;
  const whole = Math.sign(exact) * Math.round(Math.abs(exact));
  const value = Math.min(MOST, Math.max(LEAST, whole)) + 0;
  return { value, isRounded: value !== exact };
}

/** By its digits: 1.005 × 100 is 100.5, which a double does not know. */
function shifted(text: string, factor: 1 | 100): number | undefined {
  const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const places = factor === 100 ? 2 : 0;
  const padded = fraction.padEnd(places, '0');
  return Number(`${sign}${whole}${padded.slice(0, places)}.${padded.slice(places)}0`);
}

/** The one among these that a value means, however it was cased, spaced or accented; undefined where it means none. */
export function convertEnumeration(raw: string, values: readonly string[]): string | undefined {
  if (values.includes(raw)) return raw;
  const folded = raw
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return values.find((value) => value === folded);
}

/**
 * The text of a value. undefined where it is none.
 * @param isList of PostgreSQL: `{a,"b c"}`, which becomes a list of JSON
 */
export function convertJson(raw: string, isList = false): string | undefined {
  if (isList) {
    const list = /^\{.*\}$/s.test(raw) ? postgresqlList(raw) : undefined;
    return list && JSON.stringify(list);
  }
  try {
    return canonicalJson(raw);
  } catch {
    return undefined;
  }
}

function postgresqlList(raw: string): (string | null)[] | undefined {
  const inside = raw.slice(1, -1);
  if (inside === '') return [];
  if (!/^(?:"(?:[^"\\]|\\.)*"|[^",{}]+)(?:,(?:"(?:[^"\\]|\\.)*"|[^",{}]+))*$/s.test(inside)) return undefined;
  return [...inside.matchAll(/"((?:[^"\\]|\\.)*)"|([^",{}]+)/gs)].map(([, quoted, bare = '']) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, '$1');
    return bare === 'NULL' ? null : bare;
  });
}

/** As much of a text as fits, with an ellipsis where something is missing. */
export function cutText(text: string, characters: number | null, bytes: number | null): string {
  if (characters !== null && text.length > characters) {
    const letters = [...text];
    if (letters.length > characters) return `${letters.slice(0, characters - 1).join('')}…`;
  }
  if (bytes === null || Buffer.byteLength(text) <= bytes) return text;
  const cut = new TextDecoder().decode(Buffer.from(text).subarray(0, bytes - 3), { stream: true });
  return `${cut}…`;
}
