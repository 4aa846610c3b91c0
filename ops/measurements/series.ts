import type { ProcessMeasurementRow } from '#platform/db/database.gen.ts';

/** All processes together, within a stretch of time. */
export interface Point {
  /** The beginning of the stretch. */
  readonly at: Date;
  /** Processors in use: 1.5 is one and a half. */
  readonly cpu: number;
  readonly memoryBytes: number;
  /** The worst of the processes. */
  readonly eventLoopDelayMs: number;
  readonly requests: number;
  readonly serverErrors: number;
  readonly databaseConnections: number;
  readonly databaseBytes: number | null;
  readonly processes: number;
}

type Measurement = Omit<ProcessMeasurementRow, 'id'>;

/**
 * Makes of the rows of every process one point for each stretch of so many milliseconds: what processes share is added
 * up, each with its own average. Where nothing was measured there is no point.
 */
export function seriesOf(rows: readonly Measurement[], stretchMs: number): Point[] {
  const stretches = Map.groupBy(rows, ({ measuredAt }) => Math.floor(measuredAt.getTime() / stretchMs));
  return [...stretches]
    .toSorted(([one], [other]) => one - other)
    .map(([stretch, measured]) => pointOf(new Date(stretch * stretchMs), measured));
}

function pointOf(at: Date, measured: readonly Measurement[]): Point {
  const processes = [...Map.groupBy(measured, (row) => row.process).values()];
  const together = (value: (row: Measurement) => number) =>
    processes.reduce((sum, rows) => sum + total(rows, value) / rows.length, 0);
  const size = measured.flatMap(({ databaseKib }) => databaseKib ?? []).at(-1);
  return {
    at,
    cpu: Math.round(together((row) => row.cpuPermille)) / 1000,
    memoryBytes: Math.round(together((row) => row.memoryKib)) * 1024,
    eventLoopDelayMs: Math.max(...measured.map((row) => row.eventLoopDelayMicros)) / 1000,
    requests: total(measured, (row) => row.requests),
    serverErrors: total(measured, (row) => row.serverErrors),
    databaseConnections: Math.round(together((row) => row.databaseConnections)),
    databaseBytes: size === undefined ? null : size * 1024,
    processes: processes.length,
  };
}

function total(rows: readonly Measurement[], value: (row: Measurement) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
