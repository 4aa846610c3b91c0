const WIDTH = 72;

/** `20261121090000_init ........ 367 ms DONE` */
export function formatStep({ name, milliseconds }: { name: string; milliseconds: number }): string {
  return dotted(name, `${Math.round(milliseconds)} ms DONE`);
}

/** A name and what is said of it, with dots between, so that the column at the right is even. */
export function dotted(name: string, verdict: string): string {
  const dots = '.'.repeat(Math.max(WIDTH - name.length - verdict.length - 2, 3));
  return `${name} ${dots} ${verdict}`;
}
