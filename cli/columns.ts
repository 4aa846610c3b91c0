import type { TerminalLanguage } from '#platform/terminal.ts';

/** Lines of words under each other; what begins with a digit or a sign stands to the right of its column. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((word, index) => Math.max(widest[index] ?? 0, word.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((word, index) =>
        /^[\d≈–]/.test(word) ? word.padStart(widths[index] ?? 0) : word.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

const UNITS = {
  fr: ['o', 'Kio', 'Mio', 'Gio', 'Tio'],
  en: ['B', 'KiB', 'MiB', 'GiB', 'TiB'],
} as const;

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

/** One line of SQL, cut where a terminal ends. */
export function oneLine(sql: string, length = 160): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
