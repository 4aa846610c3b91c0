import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from '#platform/config/config.ts';
import { loggedError } from './log-error.ts';
import { openLogFile } from './log-file.ts';
import { gatherLines } from './log-gathering.ts';
import { maskSecrets } from './mask-secrets.ts';

export type Log = Logger;

export interface OpenLog {
  readonly log: Log;
  /** Writes what is left and closes the file; nothing may be logged after. */
  readonly close: () => void;
}

type LogConfig = Pick<Config, 'environment' | 'dataDir' | 'logLevel' | 'logMaxBytes' | 'logKeepFiles'>;

/**
 * The log, to standard output (JSON in production, readable elsewhere) and to `DATA_DIR/logs/staka.log` (always JSON).
 * Every line is handed to the system before the turn of the event loop ends, and a warning before `log.warn` returns.
 */
export async function openLog(config: LogConfig): Promise<OpenLog> {
  const output = await openOutput(config.environment);
  const file = openLogFile(join(config.dataDir, 'logs', 'staka.log'), {
    maxBytes: config.logMaxBytes,
    keepFiles: config.logKeepFiles,
  });
  const both = gatherLines((lines) => {
    const text = lines.join('');
    output.write(text);
    file.write(text);
  });
  process.once('exit', both.flush);
  const close = () => {
    both.flush();
    process.off('exit', both.flush);
    file.close();
  };
  return { log: createLog(config.logLevel, both), close };
}

/** A log that writes to `destination`, secrets masked, with the fields of the scope it is called in. */
export function createLog(level: Config['logLevel'], destination: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggedError },
      hooks: { streamWrite: maskSecrets },
      mixin: (_fields, _level, logger) => fieldsOfScope(logger),
    },
    destination,
  );
}

/** Every line logged by `work`, and by what it calls, carries these fields: the id of the request, of the event. */
export function inLogScope<Result>(fields: Readonly<Record<string, string>>, work: () => Result): Result {
  return scope.run({ ...scope.getStore(), ...fields }, work);
}

/** Those the logger does not carry by itself, as that of a request does. */
function fieldsOfScope(logger: Log): Record<string, string> {
  const fields = scope.getStore();
  if (fields === undefined) return {};
  // As pino keeps them, JSON already written: to read it as bindings() does costs more than the line itself.
  const carried = String(Reflect.get(logger, pino.symbols.chindingsSym));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !carried.includes(`"${name}":`)));
}

const scope = new AsyncLocalStorage<Record<string, string>>();

async function openOutput(environment: Config['environment']): Promise<DestinationStream> {
  const output = pino.destination({ fd: 1, sync: true });
  // Nobody reads any more (`npm start | head`): that is no reason to stop serving.
  output.on('error', () => {});
  if (environment === 'production') return output;
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({
    colorize: isatty(1),
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
  });
  return {
    write: (lines) => {
      for (const line of lines.trimEnd().split('\n')) output.write(pretty(line));
    },
  };
}
