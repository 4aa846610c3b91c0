import type { Metric, Sample } from './metric.ts';

/** Seconds; each counts what took no longer. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Counted {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  count: number;
}

interface Timed {
  readonly method: string;
  readonly route: string;
  /** How many fell into each bucket, and beyond the last. */
  readonly buckets: number[];
  seconds: number;
}

/** Requests by route as the URL table writes it, so that there are as many names as routes and no more. */
export class RequestMetrics {
  readonly #counted = new Map<string, Counted>();
  readonly #timed = new Map<string, Timed>();

  answered(method: string, route: string | undefined, status: number, ms: number): void {
    const where = { method, route: route ?? 'none' };
    const name = `${method} ${where.route}`;
    const counted = this.#counted.get(`${name} ${status}`) ?? { ...where, status, count: 0 };
    if (counted.count === 0) this.#counted.set(`${name} ${status}`, counted);
    counted.count += 1;
    let timed = this.#timed.get(name);
    if (!timed) {
      timed = { ...where, buckets: new Array<number>(BUCKETS.length + 1).fill(0), seconds: 0 };
      this.#timed.set(name, timed);
    }
    const seconds = ms / 1000;
    const bucket = BUCKETS.findIndex((most) => seconds <= most);
    const place = bucket === -1 ? BUCKETS.length : bucket;
    timed.buckets[place] = (timed.buckets[place] ?? 0) + 1;
    timed.seconds += seconds;
  }

  collect(): Metric[] {
    return [
      {
        name: 'staka_http_requests_total',
        help: 'Requests that were answered.',
        type: 'counter',
        samples: [...this.#counted.values()].map(({ method, route, status, count }) => ({
          labels: { method, route, status: String(status) },
          value: count,
        })),
      },
      {
        name: 'staka_http_request_duration_seconds',
        help: 'How long requests took to be answered.',
        type: 'histogram',
        samples: [...this.#timed.values()].flatMap(samplesOf),
      },
    ];
  }
}

function samplesOf({ method, route, buckets, seconds }: Timed): Sample[] {
  let below = 0;
  const counted = buckets.map((count, index): Sample => {
    below += count;
    const le = BUCKETS[index] === undefined ? '+Inf' : String(BUCKETS[index]);
    return { suffix: '_bucket', labels: { method, route, le }, value: below };
  });
  const labels = { method, route };
  return [...counted, { suffix: '_sum', labels, value: seconds }, { suffix: '_count', labels, value: below }];
}
