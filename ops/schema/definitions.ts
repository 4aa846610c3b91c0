/** What a definition of `ops/drift` says, taken apart: that of a key, an index or a foreign key, on any of the three. */
export interface Definition {
  /** The columns it is of; one that is an expression is not among them. */
  columns: string[];
  unique: boolean;
  /** Of a foreign key, where it leads. */
  references: { table: string; columns: string[]; onDelete: string; onUpdate: string } | null;
}

const NAME = '"(?:[^"]|"")+"|`(?:[^`]|``)+`|[\\w$]+';

export function readDefinition(definition: string): Definition {
  const [, target, theirs = ''] =
    new RegExp(`\\bREFERENCES (?:\\w+\\.)?(${NAME})\\s*(\\([^)]*\\))?`).exec(definition) ?? [];
  const action = (event: string) =>
    new RegExp(`\\bON ${event} (CASCADE|RESTRICT|NO ACTION|SET NULL|SET DEFAULT)`).exec(definition)?.[1] ?? 'NO ACTION';
  return {
    columns: namesIn(firstBrackets(definition)),
    unique: /^(CREATE )?UNIQUE\b/.test(definition),
    references:
      target === undefined
        ? null
        : { table: bare(target), columns: namesIn(theirs), onDelete: action('DELETE'), onUpdate: action('UPDATE') },
  };
}

/** The values of an enumeration: `'USER', 'ADMIN'`, whatever stands around them. */
export function valuesIn(list: string): string[] {
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'"));
}

/** What stands in the first brackets that are not part of a quoted name. */
function firstBrackets(definition: string): string {
  const [, list = ''] =
    /^(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|[^("`])*(\((?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|\([^()]*\)|[^()"`])*\))/.exec(
      definition,
    ) ?? [];
  return list;
}

/** `("userId", createdAt DESC)` → userId, createdAt */
function namesIn(list: string): string[] {
  return list
    .replace(/^\(|\)$/g, '')
    .split(',')
    .flatMap((item) => new RegExp(`^\\s*(${NAME})(?![\\w(]*\\()`).exec(item)?.[1] ?? [])
    .map(bare);
}

function bare(name: string): string {
  if (name.startsWith('"')) return name.slice(1, -1).replaceAll('""', '"');
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}
