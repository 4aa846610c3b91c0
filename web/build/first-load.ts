type Graph = { getModuleInfo(id: string): { importedIds: readonly string[] } | null };

/** Where people arrive, by role. */
export const ARRIVALS = [
  'modules/commandes/author-home-page.tsx',
  'modules/commandes/queue-page.tsx',
  'modules/commandes/admin-commandes-page.tsx',
];
/** Another kind of page: what it has in common with an arrival, nearly every page has. */
export const ANOTHER_PAGE = 'modules/notifications/notifications-page.tsx';

const named = new WeakMap<Graph, Map<string, string>>();

/**
 * Puts what every page needs into one file, and what the pages where people arrive share into another: left alone, the
 * bundler cuts it into forty, one for each set of pages that share something, which compress worse and are asked for
 * one by one. `inWeb` makes a module's id of its path in `web/`.
 */
export function firstLoad(inWeb: (path: string) => string): (id: string, graph: Graph) => string | null {
  return (id, graph) => {
    const names = named.get(graph) ?? nameModules(inWeb, graph);
    named.set(graph, names);
    return names.get(id) ?? null;
  };
}

function nameModules(inWeb: (path: string) => string, graph: Graph): Map<string, string> {
  const closureOf = (path: string) => closure(inWeb(path), graph);
  const frame = new Set([...closureOf('main.tsx'), ...closureOf('i18n/plural.ts'), ...closureOf('i18n/page-words.ts')]);
  const another = closureOf(ANOTHER_PAGE);
  const names = new Map([...frame].map((id) => [id, 'first']));
  const seen = new Set<string>();
  for (const id of ARRIVALS.flatMap((path) => [...closureOf(path)])) {
    if (another.has(id)) names.set(id, 'first');
    else if (seen.has(id) && !frame.has(id)) names.set(id, 'lists');
    seen.add(id);
  }
  return names;
}

function closure(entry: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
