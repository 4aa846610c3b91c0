import type { Provider } from '#prisma/generate/providers.ts';
import { studioErrors } from './errors.ts';

const NAMES = /"(?:[^"\\]|""|\\[\s\S])*"|\x60(?:[^\x60]|\x60\x60)*\x60/;
/** Comments, texts and quoted names, each whole; then anything else, one by one. */
const TOKENS: Readonly<Record<Provider, RegExp>> = {
  sqlite: tokens(/--[^\n]*|\/\*[\s\S]*?\*\/|\x27(?:[^\x27]|\x27\x27)*\x27/),
  postgresql: tokens(/--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|\x27(?:[^\x27]|\x27\x27)*\x27/),
  mysql: tokens(/--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\x27(?:[^\x27\\]|\x27\x27|\\[\s\S])*\x27/),
};
const READS = /^\(*\s*(SELECT|WITH|VALUES|TABLE|EXPLAIN)\b/i;
const LOCKS = /\bFOR\s+(NO\s+KEY\s+)?(UPDATE|SHARE|KEY\s+SHARE)\b|\bLOCK\s+IN\s+SHARE\b/i;
const LONGEST = 20_000;

/**
 * One statement that reads, without its comments, some of which a database takes for orders. A first sieve, for a plain
 * word to whoever typed it: what holds is the account the statement is run with (`readers/`).
 * @throws STUDIO_STATEMENT_REFUSED
 */
export function readingStatement(provider: Provider, sql: string): string {
  if (sql.length > LONGEST) throw refused({ fr: 'elle est trop longue', en: 'it is too long' });
  const pieces = [...sql.matchAll(TOKENS[provider])].map(([piece]) => (isComment(provider, piece) ? ' ' : piece));
  const text = withoutEnd(pieces.join(''));
  const words = withoutEnd(pieces.filter((piece) => piece.length === 1).join(''));
  if (words.includes(';')) throw refused({ fr: 'il y en a plusieurs', en: 'there are several' });
  if (!READS.test(text)) throw refused({ fr: 'elle commence par autre chose', en: 'it begins with something else' });
  if (/\bINTO\b/i.test(words)) throw refused({ fr: 'INTO écrit', en: 'INTO writes' });
  if (LOCKS.test(words)) throw refused({ fr: 'elle verrouille des lignes', en: 'it locks rows' });
  return text;
}

function tokens(first: RegExp): RegExp {
  return new RegExp(`${first.source}|${NAMES.source}|[\\s\\S]`, 'g');
}

function isComment(provider: Provider, piece: string): boolean {
  return piece.length > 1 && (/^(--|\/\*)/.test(piece) || (provider === 'mysql' && piece.startsWith('#')));
}

function withoutEnd(text: string): string {
  return text.trim().replace(/[;\s]+$/, '');
}

function refused(why: { fr: string; en: string }) {
  return studioErrors.STUDIO_STATEMENT_REFUSED({ why });
}
