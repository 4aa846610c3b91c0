import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What is asked of a server: whole requests, of which one after the other is picked at random. */
export interface LoadJob {
  readonly kind: 'define';
  readonly name: string;
  readonly port: number;
  readonly requests: readonly string[];
}

export type LoadOrder = LoadJob | RunOrder;

export interface RunOrder {
  readonly kind: 'run';
  readonly name: string;
  readonly connections: number;
  readonly milliseconds: number;
  /** No more than so many. */
  readonly requests?: number;
  /** Two runs of one seed ask the same. */
  readonly seed: number;
}

export interface LoadReport {
  readonly completed: number;
  readonly seconds: number;
  /** Of each answer, in milliseconds. */
  readonly latencies: readonly number[];
  /** Answers that were no success: status and how many. */
  readonly refused: readonly (readonly [status: number, count: number])[];
}

/** The process that asks, beside the servers that answer. */
export class Load {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'generator.ts'));

  define(job: Omit<LoadJob, 'kind'>): void {
    this.#child.send({ kind: 'define', ...job } satisfies LoadJob);
  }

  /** @throws when a single answer was no success: a refusal is quick, and would count as speed */
  async run(order: Omit<RunOrder, 'kind'>): Promise<LoadReport> {
    this.#child.send({ kind: 'run', ...order } satisfies RunOrder);
    const [report]: LoadReport[] = await once(this.#child, 'message');
    if (!report) throw new Error('The load generator said nothing.');
    if (report.completed === 0 || report.refused.length > 0)
      throw new Error(`${order.name}: ${report.completed} answers, refused: ${JSON.stringify(report.refused)}`);
    return report;
  }

  [Symbol.dispose](): void {
    this.#child.disconnect();
  }
}

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The request as it goes over the wire. */
export function requestText({ method = 'GET', path, headers, body }: Asked): string {
  const text = body === undefined ? '' : JSON.stringify(body);
  const all: Record<string, string> = {
    host: '127.0.0.1',
    ...headers,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`;
}
