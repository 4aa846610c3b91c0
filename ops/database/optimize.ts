import type { Inspector } from './inspector.ts';

export interface OptimizeResult {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly steps: readonly { readonly name: string; readonly milliseconds: number }[];
  /** Damage that was found; nothing was rewritten then. */
  readonly found: readonly string[];
}

/**
 * Looks for damage first, and rewrites nothing where there is some: a rewritten table no longer says what was wrong.
 * Otherwise the database forgets the room of deleted rows and learns anew how its values are spread. Changes no row, and
 * may be ended at any moment.
 */
export async function optimizeDatabase(inspector: Inspector): Promise<OptimizeResult> {
  const bytesBefore = await inspector.size();
  const steps: { name: string; milliseconds: number }[] = [];
  for (const { name, run } of await inspector.optimizing()) {
    const start = performance.now();
    const found = await run();
    steps.push({ name, milliseconds: Math.round(performance.now() - start) });
    if (found.length > 0) return { bytesBefore, bytesAfter: bytesBefore, steps, found };
  }
  const bytesAfter = await inspector.size();
  return { bytesBefore, bytesAfter, steps, found: [] };
}
