import type { RowMark } from './change-rows.ts';

/** The progress of a migration, with how far the statement after it has come with its rows. */
export function withRowMark(progress: string, mark: RowMark): string {
  const { staka } = JSON.parse(progress);
  return JSON.stringify({ staka: { ...staka, mark } });
}

export function readRowMark(logs: string | null): RowMark | undefined {
  return logs?.startsWith('{"staka":') ? JSON.parse(logs).staka.mark : undefined;
}
