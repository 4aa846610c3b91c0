/**
 * The text of a value for a Json column. What no database takes in JSON (a NUL on PostgreSQL, half of a surrogate pair
 * on any but SQLite) becomes U+FFFD, as it does in a column of text.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u') ? text.replace(UNSTORABLE, '$<before>\\ufffd') : text;
}

/** As `JSON.stringify` escapes them; a backslash that is itself escaped begins nothing. */
const UNSTORABLE = /(?<before>(?<!\\)(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
