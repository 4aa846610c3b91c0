import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseAst } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  /** The files of the project that it imports, by the same paths; packages are left out. */
  readonly imports: readonly string[];
}

const FOLDERS = ['bench', 'bin', 'cli', 'docs', 'graphql', 'modules', 'ops', 'platform', 'prisma', 'test', 'web'];
const NOT_OURS = /(^|\/)(node_modules|dist|generated|results)(\/|$)/;

/** What is written here, by hand or by a generator. */
export function sourceFiles(): SourceFile[] {
  const paths = globSync(['*.{ts,mjs,md}', `{${FOLDERS.join(',')}}/**/*.{ts,tsx,mjs,css,md,html}`], {
    cwd: ROOT,
    exclude: (path) => NOT_OURS.test(path),
  });
  return paths.sort().map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });
}

function importsOf(path: string, text: string): string[] {
  const specifiers = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^\s*import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...specifiers].flatMap(([, from, bare, dynamic]) => resolve(path, from ?? bare ?? dynamic ?? ''));
}

function resolve(path: string, specifier: string): string[] {
  if (specifier === '#app') return ['app.ts'];
  if (specifier.startsWith('#')) return [specifier.slice(1)];
  return specifier.startsWith('.') ? [normalize(join(dirname(path), specifier))] : [];
}

const FUNCTION_LINES = 60;
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Functions longer than they may be, each by its first line. */
export function longFunctions({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  visit(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }), ({ type, start, end }) => {
    if (!FUNCTIONS.has(type)) return;
    const lines = text.slice(start, end).split('\n');
    if (lines.length > FUNCTION_LINES) found.push(`${lines[0]} … is ${lines.length} lines long`);
  });
  return found;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function visit(node: object, look: (node: SyntaxNode) => void): void {
  if (isSyntaxNode(node)) look(node);
  for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) visit(child, look);
}

function isSyntaxNode(node: object): node is SyntaxNode {
  return 'type' in node && typeof node.type === 'string' && 'start' in node && 'end' in node;
}
