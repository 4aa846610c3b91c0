/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly staka: string;
  readonly rival: string;
  /** The ratio, or the absolute value where there is no rival. */
  readonly measured: number;
  readonly unit?: string;
  readonly wanted?: { readonly atLeast: number } | { readonly atMost: number };
}

/** What a bench hands back: its figures, and all it measured, for the results. */
export interface Outcome {
  readonly figures: readonly Figure[];
  readonly measured: Readonly<Record<string, unknown>>;
  /** What could not be measured here, and why. */
  readonly missing?: readonly string[];
}

export function isMissed({ measured, wanted }: Figure): boolean {
  if (!wanted) return false;
  return !('atLeast' in wanted ? measured >= wanted.atLeast : measured <= wanted.atMost);
}

export function tableOf(rows: readonly (Figure & { readonly bench: string })[]): string {
  const lines = [
    ['bench', 'figure', 'Staka', 'rival', 'measured', 'wanted', ''],
    ...rows.map((row) => [
      row.bench,
      row.name,
      row.staka,
      row.rival,
      `${round(row.measured)}${row.unit ?? ''}`,
      wantedOf(row),
      isMissed(row) ? 'MISSED' : row.wanted ? 'ok' : '',
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const rowOf = (line: string[]) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [rowOf(lines[0] ?? []), rule, ...lines.slice(1).map(rowOf)].join('\n');
}

/** Three figures that mean something. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '—';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function wantedOf({ wanted, unit = '' }: Figure): string {
  if (!wanted) return '';
  return 'atLeast' in wanted ? `≥ ${wanted.atLeast}${unit}` : `≤ ${wanted.atMost}${unit}`;
}
