import type { Provider } from '#prisma/generate/providers.ts';

/** The name of a table or a column, as SQL of this database has it. */
export function quoted(provider: Provider, name: string): string {
  return provider === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
}
