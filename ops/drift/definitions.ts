/** What the definition of a part says, taken apart: that of a key, an index or a foreign key, on any of the three. */
export interface Definition {
  /** The columns it is of; one that is an expression is not among them. */
  columns: string[];
  /** All that stands in the brackets, expressions too, as the database writes it, one by one. */
  items: string[];
  /** The columns with how they stand in an index. */
  ordered: IndexedColumn[];
  unique: boolean;
  /** Of a foreign key, where it leads; the columns are empty where they are the primary key's. */
  references: { table: string; columns: string[]; onDelete: string; onUpdate: string } | null;
}

export interface IndexedColumn {
  name: string;
  /** So many characters of it, on MySQL. */
  length: number | null;
  descending: boolean;
}

const NAME = '"(?:[^"]|"")+"|`(?:[^`]|``)+`|[\\w$]+';

export function readDefinition(definition: string): Definition {
  const target = new RegExp(`\\bREFERENCES (?:\\w+\\.)?(${NAME})\\s*(\\([^)]*\\))?`).exec(definition);
  const text = firstBrackets(definition);
  const ordered = columnsIn(text);
  return {
    items: itemsOf(text).map((item) => item.trim()),
    columns: ordered.map(({ name }) => name),
    ordered,
    unique: /^(CREATE )?UNIQUE\b/.test(definition),
    references: target && {
      table: bare(target[1] ?? ''),
      columns: columnsIn(target[2] ?? '').map(({ name }) => name),
      onDelete: actionOn('DELETE', definition),
      onUpdate: actionOn('UPDATE', definition),
    },
  };
}

/** The values of an enumeration: `'USER', 'ADMIN'`, whatever stands around them. */
export function valuesIn(list: string): string[] {
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'"));
}

function actionOn(event: 'DELETE' | 'UPDATE', definition: string): string {
  const actions = new RegExp(`\\bON ${event} (CASCADE|RESTRICT|NO ACTION|SET NULL|SET DEFAULT)`);
  return actions.exec(definition)?.[1] ?? 'NO ACTION';
}

const QUOTED = '"(?:[^"]|"")*"|`(?:[^`]|``)*`';

/** What stands in the first brackets that are not part of a quoted name. */
function firstBrackets(definition: string): string {
  const within = `(?:${QUOTED}|\\([^()]*\\)|[^()"\`])*`;
  return new RegExp(`^(?:${QUOTED}|[^("\`])*\\((${within})\\)`).exec(definition)?.[1] ?? '';
}

/** `"userId", createdAt DESC` → userId, createdAt */
function columnsIn(list: string): IndexedColumn[] {
  return itemsOf(list.replace(/^\((.*)\)$/s, '$1')).flatMap((item) => {
    const [all, name] = new RegExp(`^\\s*(${NAME})(?![\\w$])`).exec(item) ?? [];
    const rest = item.slice(all?.length);
    if (name === undefined || /^\s*\((?!\d+\))/.test(rest)) return [];
    const length = /^\((\d+)\)/.exec(rest)?.[1];
    return [{ name: bare(name), length: length ? Number(length) : null, descending: /\bDESC\b/.test(rest) }];
  });
}

/** What stands between commas that are neither in a quoted name nor in brackets. */
function itemsOf(list: string): string[] {
  return list.match(new RegExp(`(?:${QUOTED}|\\([^()]*\\)|[^,])+`, 'g')) ?? [];
}

function bare(name: string): string {
  if (name.startsWith('"')) return name.slice(1, -1).replaceAll('""', '"');
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}
