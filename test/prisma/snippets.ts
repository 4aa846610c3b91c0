import { readFile } from 'node:fs/promises';

/** One request of seed 002, as it stands there. */
export interface Snippet {
  /** Its first line, less the slashes: `Créer un utilisateur`. */
  title: string;
  /** What its result is called. */
  name: string;
  code: string;
}

/** The requests of the section “Requêtes Prisma Courantes” of seed 002, in their order, each by itself. */
export async function readSnippets(): Promise<Snippet[]> {
  const text = await readFile(new URL('requetes-courantes.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```typescript\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  // A comment at the beginning of a line opens a request; two in one block may give their results one name.
  return blocks.flatMap((block) => block.split(/^(?=\/\/ )/m)).map(readSnippet);
}

/** Runs a request, not one letter changed, with the variables it speaks of, and returns its result. */
export function runSnippet({ name, code }: Snippet, variables: Record<string, unknown>): Promise<unknown> {
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  return new AsyncFunction(...Object.keys(variables), `${code}\nreturn ${name};`)(...Object.values(variables));
}

function readSnippet(code: string): Snippet {
  const [, title = ''] = /^\/\/ (.*)/.exec(code) ?? [];
  const [, name = ''] = /^const (\w+) =/m.exec(code) ?? [];
  return { title, name, code };
}
