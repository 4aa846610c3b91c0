import pino from 'pino';

/** What drivers add to an error holds the values of the query, and so hashes, notes, addresses. */
const DRIVER_FIELDS = ['sql', 'sqlMessage', 'parameters', 'detail', 'where', 'internalQuery'];
const VALUES: readonly (readonly [RegExp, string])[] = [
  // MySQL: Duplicate entry '…' for key, Incorrect string value: '…' for column
  [/\b(entry|value:?) '[\s\S]*?'(?= (?:for|at)\b|$)/gm, "$1 '…'"],
  // PostgreSQL: invalid input syntax for type integer: "…"
  [/(invalid input (?:syntax|value) for [^:\n]+: )"[\s\S]*?"(?=\n|$)/g, '$1"…"'],
];

/** An error as the log writes it: all that tells what went wrong, and no value that was asked for or stored. */
export function loggedError(error: unknown): unknown {
  return error instanceof Error ? withoutValues(pino.stdSerializers.err(error)) : error;
}

/** A sentence of a database without the value it complains of. */
export function withoutQuotedValues(text: string): string {
  return VALUES.reduce((kept, [pattern, mask]) => kept.replace(pattern, mask), text);
}

function withoutValues(value: unknown): unknown {
  if (typeof value === 'string') return withoutQuotedValues(value);
  if (Array.isArray(value)) return value.map(withoutValues);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !DRIVER_FIELDS.includes(name));
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutValues(field)]));
}
