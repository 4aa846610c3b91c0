import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Coarse, so that a process that waits is seldom woken. */
const RESOLUTION_MS = 100;

/** What a process took since it was last asked. */
export interface Reading {
  /** Of one processor, in thousandths. */
  readonly cpuPermille: number;
  /** Resident, in KiB. */
  readonly memoryKib: number;
  /** 99th percentile. */
  readonly eventLoopDelayMicros: number;
  readonly requests: number;
  readonly serverErrors: number;
}

/** Measures this process from one reading to the next. */
export class Meter {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #cpu = process.cpuUsage();
  #at = performance.now();
  #requests = 0;
  #serverErrors = 0;

  constructor() {
    this.#delay.enable();
  }

  answered(status: number): void {
    this.#requests += 1;
    if (status >= 500) this.#serverErrors += 1;
  }

  read(): Reading {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.#cpu);
    // What is measured is the time between two ticks of the resolution; before the first tick there is nothing.
    const p99 = this.#delay.percentile(99) / 1000 - RESOLUTION_MS * 1000;
    const reading = {
      cpuPermille: Math.round((user + system) / Math.max(1, now - this.#at)),
      memoryKib: Math.round(process.memoryUsage.rss() / 1024),
      eventLoopDelayMicros: Math.max(0, Math.round(p99)),
      requests: this.#requests,
      serverErrors: this.#serverErrors,
    };
    this.#cpu = process.cpuUsage();
    this.#at = now;
    this.#delay.reset();
    this.#requests = 0;
    this.#serverErrors = 0;
    return reading;
  }

  stop(): void {
    this.#delay.disable();
  }
}
