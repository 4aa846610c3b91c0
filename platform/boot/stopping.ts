import type { Log } from '#platform/log.ts';

/**
 * Resolves when the process must stop: asked by a signal (which the terminal and npm may both send), or because a
 * failure that nobody caught leaves it in a state that cannot be trusted.
 */
export function untilAskedToStop(log: Log): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'uncaught failure');
      process.exitCode = 1;
      resolve('failure');
    });
  });
}

/** The way out when something hangs while stopping: the process ends anyway, with a failure. */
export function endAfter(milliseconds: number, say: () => void): void {
  setTimeout(() => {
    say();
    process.exit(1);
  }, milliseconds).unref();
}
