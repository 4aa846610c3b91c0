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

/** One line of SQL, cut where a terminal ends. */
export function oneLine(sql: string, length = 160): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
