import { useEffect, useSyncExternalStore } from 'react';
import { foldText } from '../fold-text.ts';

/** Something the palette can do: go somewhere, open something found, act. */
export type Command = {
  id: string;
  label: string;
  /** Where it belongs: « Aller à », « Personnes »… */
  group: string;
  /** Other words by which it is found. */
  keywords?: string;
  detail?: string;
  keys?: string;
  run: () => void;
};

/** Finds commands for what is typed, by asking the server. */
export type CommandSource = { id: string; search: (query: string, signal: AbortSignal) => Promise<Command[]> };

const commands = new Map<string, { list: readonly Command[]; order: number }>();
const sources = new Map<string, CommandSource>();
const listeners = new Set<() => void>();
let snapshot: { commands: readonly Command[]; sources: readonly CommandSource[] } = { commands: [], sources: [] };

/** Offers commands in the palette while the component is there: the page's own first (0), the frame's last. Memoise the list. */
export function useCommands(owner: string, list: readonly Command[], order = 0): void {
  useEffect(() => {
    commands.set(owner, { list, order });
    publish();
    return () => {
      commands.delete(owner);
      publish();
    };
  }, [owner, list, order]);
}

/** Offers what a search of the server finds. Memoise the source. */
export function useCommandSource(source: CommandSource | null): void {
  useEffect(() => {
    if (source === null) return;
    sources.set(source.id, source);
    publish();
    return () => {
      sources.delete(source.id);
      publish();
    };
  }, [source]);
}

export function useOfferedCommands(): typeof snapshot {
  return useSyncExternalStore(listen, () => snapshot);
}

/** Commands that hold every word of the query, whatever its accents and case. */
export function matchCommands(list: readonly Command[], query: string): Command[] {
  const wanted = foldText(query).split(/\s+/).filter(Boolean);
  return list.filter((command) => {
    const text = foldText(`${command.label} ${command.group} ${command.keywords ?? ''}`);
    return wanted.every((word) => text.includes(word));
  });
}

function publish(): void {
  const inOrder = [...commands.values()].sort((a, b) => a.order - b.order);
  snapshot = { commands: inOrder.flatMap(({ list }) => list), sources: [...sources.values()] };
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
