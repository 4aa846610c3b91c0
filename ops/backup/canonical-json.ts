/** What V8 has and the types do not know yet: https://github.com/tc39/proposal-json-parse-with-source */
interface JsonWithSource {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
}
const { parse, rawJSON, isRawJSON } = JSON as unknown as JsonWithSource;

/** The same value always as the same text: PostgreSQL and MySQL put keys in another order, and space between. */
export function canonicalJson(text: string): string {
  return JSON.stringify(withSortedKeys(parse(text, keepDigits)));
}

/** A whole number that a double would round stays as it is written. */
function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d+$/.test(source) ? rawJSON(source) : value;
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null || isRawJSON(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withSortedKeys(inner)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
