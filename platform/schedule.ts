import type { Log } from '#platform/log.ts';

export interface Repetition {
  /** Milliseconds between two beginnings; one that is due while the last still works is left out. */
  readonly every: number;
  readonly log: Log;
  /** What is logged when the work fails; once, until it has succeeded again. */
  readonly failure: string;
  readonly work: () => Promise<unknown>;
  /** Begin at once instead of after the first interval. */
  readonly atOnce?: boolean;
}

/** Does something again and again, beside whatever else there is to do. `stop` waits for what is being done. */
export function repeat({ every, log, failure, work, atOnce = false }: Repetition): { stop: () => Promise<void> } {
  let running: Promise<void> | undefined;
  let failed = false;
  const begin = () => {
    running ??= attempt().finally(() => {
      running = undefined;
    });
  };
  const attempt = async () => {
    try {
      await work();
      failed = false;
    } catch (error) {
      if (!failed) log.warn({ err: error }, failure);
      failed = true;
    }
  };
  const timer = setInterval(begin, every).unref();
  if (atOnce) begin();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
