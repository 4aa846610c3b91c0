import type { Bilingual, TerminalLanguage } from '#platform/terminal.ts';

/** `12.3 MiB`; a dash where it is not known. */
export function sized(bytes: number | null, language: TerminalLanguage): string {
  if (bytes === null) return '–';
  const power = Math.min(4, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${number(bytes / 1024 ** power, language, power === 0 ? 0 : 1)} ${UNITS[language][power]}`;
}

/** `45 ms`, `3.2 s`, `2 h 05`; a dash where it is not known. */
export function lasting(ms: number | null, language: TerminalLanguage): string {
  if (ms === null) return '–';
  if (ms < 1000) return `${number(ms, language, ms < 10 ? 1 : 0)} ms`;
  if (ms < 3_600_000) return `${number(ms / 1000, language, 1)} s`;
  return `${Math.floor(ms / 3_600_000)} h ${String(Math.floor(ms / 60_000) % 60).padStart(2, '0')}`;
}

export function number(value: number, language: TerminalLanguage, digits = 0): string {
  return value.toLocaleString(language, { maximumFractionDigits: digits });
}

/** A size, for a sentence that is said in the reader's language. */
export function sizeInWords(bytes: number): Bilingual {
  return { fr: sized(bytes, 'fr'), en: sized(bytes, 'en') };
}

const UNITS = {
  fr: ['o', 'Kio', 'Mio', 'Gio', 'Tio'],
  en: ['B', 'KiB', 'MiB', 'GiB', 'TiB'],
} as const;
