/** What SQLite tells of the columns of a table only in the text that made it. */
export interface ColumnRules {
  /** By column; those that are compared byte by byte, as is usual, are not among them. */
  collations: ReadonlyMap<string, string>;
  /** A check goes by its own name, else by its column's, else by what it says. */
  checks: readonly { name: string; definition: string }[];
}

/** Reads the text of a CREATE TABLE, whoever wrote it. */
export function readColumnRules(sql: string): ColumnRules {
  const collations = new Map<string, string>();
  const checks: { name: string; definition: string }[] = [];
  for (const definition of definitionsOf(sql)) {
    const column = columnName(definition);
    const collation = /\bCOLLATE\s+["'`]?(\w+)/i.exec(withoutTexts(definition))?.[1]?.toUpperCase();
    if (column !== undefined && collation !== undefined && collation !== 'BINARY') collations.set(column, collation);
    for (const check of checksOf(definition)) {
      checks.push({ name: check.name ?? column ?? check.definition, definition: check.definition });
    }
  }
  return { collations, checks };
}

/** Comments, quoted names and texts, each whole; then any other character. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\s\S]/g;

/** What stands between the commas of the outermost brackets. */
function definitionsOf(sql: string): string[] {
  const definitions = [''];
  let depth = 0;
  for (const [token] of sql.matchAll(TOKEN)) {
    if (/^(--|\/\*)/.test(token)) continue;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 1) definitions.push('');
    else if (depth > 0) definitions[definitions.length - 1] += token;
    if (token === '(') depth += 1;
  }
  return definitions.map((definition) => definition.trim());
}

/** undefined for a rule of the whole table. */
function columnName(definition: string): string | undefined {
  if (/^(CONSTRAINT|PRIMARY\s+KEY|UNIQUE|CHECK|FOREIGN\s+KEY)\b/i.test(definition)) return undefined;
  const [, quoted, bare] = /^(?:["`[]([^"`\]]+)["`\]]|(\w+))/.exec(definition) ?? [];
  return quoted ?? bare;
}

function withoutTexts(definition: string): string {
  return definition.replace(/'(?:[^']|'')*'/g, "''");
}

function checksOf(definition: string): { name: string | undefined; definition: string }[] {
  const starts = [...definition.matchAll(/(?:\bCONSTRAINT\s+["`]?(\w+)["`]?\s+)?\bCHECK\s*(?=\()/gi)];
  return starts.map((start) => ({
    name: start[1],
    definition: `CHECK ${brackets(definition.slice(start.index + start[0].length))}`.replace(/\s+/g, ' '),
  }));
}

/** The text from an opening bracket to the one that closes it. */
function brackets(text: string): string {
  let depth = 0;
  let read = '';
  for (const [token] of text.matchAll(TOKEN)) {
    read += token;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) break;
  }
  return read;
}
