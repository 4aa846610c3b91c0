/** Quoted names and texts, each whole; brackets; a word; then anything else. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[()]|\w+|[\s\S]/g;

/** The parts of a statement between the commas that stand outside of brackets. */
export function splitAtCommas(text: string): string[] {
  const parts = [''];
  for (const { token, depth } of tokens(text)) {
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}

/** Where the first of these words stands outside of brackets and quotes; -1 where none does. */
export function findWord(text: string, words: readonly string[]): number {
  for (const { token, depth, at } of tokens(text)) if (depth === 0 && words.includes(token.toUpperCase())) return at;
  return -1;
}

function* tokens(text: string): Generator<{ token: string; depth: number; at: number }> {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === ')') depth -= 1;
    yield { token, depth, at: index };
    if (token === '(') depth += 1;
  }
}

/** The table that an ALTER TABLE changes and its changes, one by one; undefined of another statement. */
export function readAlterTable(statement: string): { table: string; name: string; changes: string[] } | undefined {
  const match = /^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(["`]?(\w+)["`]?)\s+/i.exec(statement);
  const [head, table, name] = match ?? [];
  if (head === undefined || table === undefined || name === undefined) return undefined;
  return { table, name, changes: splitAtCommas(statement.slice(head.length)) };
}

/** A name as one writes it, less its quotes. */
export function bare(name: string): string {
  return name.trim().replace(/^["`]|["`]$/g, '');
}
