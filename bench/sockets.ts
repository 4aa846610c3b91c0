import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BenchContext } from './bench.ts';
import type { Outcome } from './figure.ts';
import type { SocketsReport } from './load/sockets-generator.ts';
import { seedSqlite } from './seed/seed.ts';
import { startStaka } from './servers.ts';

/**
 * A thousand people with a socket each, and a message a second for each of them, the whole way: written over HTTP,
 * durable, told by the outbox, heard on the socket of the other side.
 */
export async function sockets({ folder }: BenchContext): Promise<Outcome> {
  const url = await seedSqlite(join(folder, 'staka.db'), 50_000);
  await using staka = await startStaka({ folder, environment: { DATABASE_URL: url } });
  const child = fork(join(import.meta.dirname, 'load', 'sockets-generator.ts'), [String(staka.port)]);
  const [report]: SocketsReport[] = await once(child, 'message');
  if (!report) throw new Error('The sockets said nothing.');
  const memory = await staka.memory();
  return {
    figures: [
      {
        name: `${report.sockets} sockets, a message a second each: delivery p99`,
        staka: `p50 ${report.p50.toFixed(1)} ms, ${report.delivered} delivered`,
        rival: '',
        measured: report.p99,
        unit: ' ms',
        wanted: { atMost: 100 },
      },
      {
        name: 'messages that did not arrive',
        staka: `${report.lost} of ${report.expected}`,
        rival: '',
        measured: report.lost,
        wanted: { atMost: 0 },
      },
      {
        name: 'memory with the sockets open',
        staka: `${memory.toFixed(0)} MiB`,
        rival: '',
        measured: memory,
        unit: ' MiB',
      },
    ],
    measured: { ...report, memory },
  };
}
