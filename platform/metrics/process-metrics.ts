import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gauge, type Metric } from './metric.ts';

const RESOLUTION_MS = 20;

/**
 * What the process takes. The delay of the event loop is measured from the first question on, and each time since the
 * one before: where nobody asks, no timer runs.
 */
export class ProcessMetrics {
  #delay: ReturnType<typeof monitorEventLoopDelay> | undefined;

  collect(): Metric[] {
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return [
      gauge('process_resident_memory_bytes', 'Memory the system gave to the process.', rss),
      gauge('nodejs_heap_size_used_bytes', 'Memory of the heap in use.', heapUsed),
      gauge('nodejs_external_memory_bytes', 'Memory outside of the heap: buffers.', external),
      gauge('process_start_time_seconds', 'When the process began.', Math.round(Date.now() / 1000 - process.uptime())),
      {
        name: 'process_cpu_seconds_total',
        help: 'Time of the processor, of the process and of the system for it.',
        type: 'counter',
        samples: [{ value: (user + system) / 1e6 }],
      },
      ...this.#eventLoop(),
    ];
  }

  stop(): void {
    this.#delay?.disable();
  }

  #eventLoop(): Metric[] {
    if (!this.#delay) {
      this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      this.#delay.enable();
      return [];
    }
    const delay = this.#delay;
    // What is measured is the time between two ticks of the resolution.
    const over = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
    const samples = [
      { labels: { quantile: '0.5' }, value: over(delay.percentile(50)) },
      { labels: { quantile: '0.99' }, value: over(delay.percentile(99)) },
      { labels: { quantile: '1' }, value: over(delay.max) },
    ];
    delay.reset();
    return [
      {
        name: 'nodejs_eventloop_lag_seconds',
        help: 'How late the event loop was since the last question.',
        type: 'gauge',
        samples,
      },
    ];
  }
}
