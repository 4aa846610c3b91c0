/** Comments, quoted names and texts, each whole; then a semicolon; then anything else. */
const TOKEN =
  /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|;|[\s\S]/g;

/** The statements of a MySQL script, without comments and without the semicolons that end them. */
export function splitStatements(script: string): string[] {
  const statements = [''];
  for (const [token] of script.matchAll(TOKEN)) {
    if (token === ';' && !isInsideTrigger(statements.at(-1) ?? '')) statements.push('');
    else if (!/^(--|#|\/\*(?!!))/.test(token)) statements[statements.length - 1] += token;
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** The one compound statement that a trigger of ours may consist of, an IF, goes on until its END IF. */
function isInsideTrigger(statement: string): boolean {
  return (
    /^\s*CREATE\s+TRIGGER\b[\s\S]*?\bFOR\s+EACH\s+ROW\s+IF\b/i.test(statement) && !/\bEND\s+IF\s*$/i.test(statement)
  );
}
