type Graph = { getModuleInfo(id: string): { importedIds: readonly string[] } | null };

const reached = new WeakMap<Graph, Set<string>>();

/**
 * Puts everything that the first page needs, whatever that page is, into one file: left alone, the bundler cuts it into
 * forty, one for each set of pages that share something.
 */
export function firstLoad(entry: string): (id: string, graph: Graph) => string | null {
  return (id, graph) => {
    const modules = reached.get(graph) ?? closure(entry, graph);
    reached.set(graph, modules);
    return modules.has(id) ? 'first' : null;
  };
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
