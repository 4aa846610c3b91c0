/** One name of the Prometheus text format (prometheus.io/docs/instrumenting/exposition_formats), with all it counts. */
export interface Metric {
  /** `staka_outbox_events`; units in the name, base units only. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
  /** `_bucket`, `_sum`, `_count` of a histogram. */
  readonly suffix?: string;
}

export function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [{ value }] };
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function renderMetrics(metrics: readonly Metric[]): string {
  return metrics.flatMap(linesOf).join('');
}

function linesOf({ name, help, type, samples }: Metric): string[] {
  const head = `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
  return [head, ...samples.map((sample) => `${name}${sample.suffix ?? ''}${labelsOf(sample)} ${sample.value}\n`)];
}

function labelsOf({ labels = {} }: Sample): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
