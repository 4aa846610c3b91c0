import type { uiFr } from './words.fr.ts';

type Langue = 'fr' | 'en';
export type Reader = { langue: Langue; timeZone: string; words: typeof uiFr.time };

const LOCALES: Record<Langue, string> = { fr: 'fr-FR', en: 'en-GB' };
const UNITS: Record<Langue, readonly string[]> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To'],
  en: ['B', 'kB', 'MB', 'GB', 'TB'],
};
const MINUTE = 60_000;

/** « hier à 14:32 »: near dates as people say them, far ones in full. */
export function formatTime(date: Date, now: Date, reader: Reader): string {
  const age = now.getTime() - date.getTime();
  if (Math.abs(age) < MINUTE) return reader.words.now;
  if (age >= 0 && age < 60 * MINUTE) return reader.words.minutes(Math.floor(age / MINUTE));
  const clock = formatClock(date, reader);
  const days = daysBetween(date, now, reader.timeZone);
  if (days === 0) return reader.words.today(clock);
  if (days === 1) return reader.words.yesterday(clock);
  if (days === -1) return reader.words.tomorrow(clock);
  return reader.words.on(formatDate(date, now, reader), clock);
}

/** « 3 mars », with the year when it is another. */
export function formatDate(date: Date, now: Date, reader: Reader): string {
  const sameYear = yearOf(date, reader) === yearOf(now, reader);
  return format(date, reader, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** « lundi 3 mars », with the year when it is another: the heading of a day. */
export function formatDay(date: Date, now: Date, reader: Reader): string {
  return `${format(date, reader, { weekday: 'long' })} ${formatDate(date, now, reader)}`;
}

/** « lundi 3 mars 2025 à 14:32 »: everything, for hovering and for screen readers. */
export function formatFull(date: Date, reader: Reader): string {
  return format(date, reader, { dateStyle: 'full', timeStyle: 'short' });
}

/** « 2 jours et 4 heures »: at most two units. */
export function formatDuration(seconds: number, words: Reader['words']): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return join(words.days(days), hours > 0 && days < 7 ? words.hours(hours) : null, words);
  if (hours > 0)
    return join(words.hours(hours), minutes % 60 > 0 && hours < 6 ? words.minutesLong(minutes % 60) : null, words);
  return minutes > 0 ? words.minutesLong(minutes) : words.underOneMinute;
}

/** « 1 234,50 € ». */
export function formatMoney(cents: number, langue: Langue, currency = 'EUR'): string {
  return new Intl.NumberFormat(LOCALES[langue], { style: 'currency', currency }).format(cents / 100);
}

/** « 1,4 Mo », counted in thousands as files are sold. */
export function formatFileSize(bytes: number, langue: Langue): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 4);
  const number = new Intl.NumberFormat(LOCALES[langue], { maximumFractionDigits: power > 1 ? 1 : 0 });
  return `${number.format(bytes / 1000 ** power)}\u00a0${UNITS[langue][power]}`;
}

export function formatNumber(value: number, langue: Langue): string {
  return new Intl.NumberFormat(LOCALES[langue]).format(value);
}

export function formatClock(date: Date, reader: Reader): string {
  return format(date, reader, { hour: '2-digit', minute: '2-digit' });
}

function format(date: Date, reader: Reader, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[reader.langue], { ...options, timeZone: reader.timeZone }).format(date);
}

function yearOf(date: Date, reader: Reader): string {
  return format(date, reader, { year: 'numeric' });
}

/** How many midnights lie between two moments, where the reader lives. */
function daysBetween(date: Date, now: Date, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone });
  return Math.round((Date.parse(day.format(now)) - Date.parse(day.format(date))) / (24 * 60 * MINUTE));
}

function join(first: string, second: string | null, words: Reader['words']): string {
  return second === null ? first : words.and(first, second);
}
