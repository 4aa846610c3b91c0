import type { Langue } from '#platform/http/actor.ts';
import type { Word } from '#platform/http/errors.ts';

const UNITS: Record<Langue, readonly string[]> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To'],
  en: ['B', 'kB', 'MB', 'GB', 'TB'],
};

/** A size as people write it, « 200 Mo », “1.5 GB”: one unit is 1000 of the one before (SI), as on every screen. */
export function describeSize(bytes: number, langue: Langue): string {
  const units = UNITS[langue];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  const number = new Intl.NumberFormat(langue, { maximumFractionDigits: digits }).format(value);
  return `${number}\u00A0${units[unit]}`;
}

/** A size for the sentences of an error. */
export function sizeWord(bytes: number): Word {
  return { fr: describeSize(bytes, 'fr'), en: describeSize(bytes, 'en') };
}
