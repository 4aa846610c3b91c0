import Search from 'lucide-react/icons/search';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { classNames } from '../class-names.ts';
import { Dialog } from '../dialog.tsx';
import { announce } from '../live-region.tsx';
import { type Command, type CommandSource, matchCommands, useOfferedCommands } from './commands.ts';
import { Keys } from './keys.tsx';

/** Go anywhere, find anything, do anything allowed (⌘K, Ctrl K). */
export function CommandPalette(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog {...props} title={words.ui.palette.title} titleHidden wide initialFocus={input}>
      <Finder input={input} onDone={() => props.onOpenChange(false)} />
    </Dialog>
  );
}

function Finder(props: { input: React.RefObject<HTMLInputElement | null>; onDone: () => void }) {
  const words = useWords();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  // Not deferred: Enter chooses among what fits the word as it is typed, however fast.
  const { results, searching } = useResults(query);
  const chosen = results[Math.min(active, results.length - 1)];
  useEffect(() => announce(words.ui.palette.results(results.length)), [results.length, words]);

  function choose(command: Command | undefined): void {
    if (!command) return;
    props.onDone();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: results.length - 1,
    };
    const next = moves[event.key];
    if (event.key === 'Enter') choose(chosen);
    else if (next !== undefined) setActive((next + results.length) % Math.max(results.length, 1));
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="flex items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="icon text-ink-faint" />
        <input
          ref={props.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          aria-label={words.ui.palette.title}
          placeholder={words.ui.palette.placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 grow bg-transparent text-16 text-ink outline-none"
        />
      </div>
      <Results id={listId} results={results} chosen={chosen} onChoose={choose} onPoint={setActive} />
      {results.length === 0 ? (
        <p className="px-4 pb-6 text-14 text-ink-soft">
          {searching ? words.ui.palette.searching : words.ui.palette.empty}
        </p>
      ) : null}
    </>
  );
}

function Results(props: {
  id: string;
  results: readonly Command[];
  chosen: Command | undefined;
  onChoose: (command: Command) => void;
  onPoint: (index: number) => void;
}) {
  const words = useWords();
  return (
    <div id={props.id} role="listbox" aria-label={words.ui.palette.title} className="max-h-[50dvh] overflow-y-auto p-2">
      {[...new Set(props.results.map((command) => command.group))].map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox has no element of its own
        <div key={group} role="group" aria-label={group}>
          <div aria-hidden className="px-2 pt-2 pb-1 text-13 text-ink-faint">
            {group}
          </div>
          {props.results.map((command, index) =>
            command.group === group ? (
              <Result
                key={command.id}
                id={`${props.id}-${command.id}`}
                command={command}
                active={command === props.chosen}
                onChoose={() => props.onChoose(command)}
                onPoint={() => props.onPoint(index)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

function Result(props: { id: string; command: Command; active: boolean; onChoose: () => void; onPoint: () => void }) {
  const { command, active } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox, which keeps the focus
    <div
      ref={element}
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onClick={props.onChoose}
      onPointerMove={props.onPoint}
      className={classNames(
        'flex min-h-10 cursor-pointer items-center gap-3 rounded-sm px-2 py-1.5',
        active && 'bg-hover',
      )}
    >
      <span className="min-w-0 grow truncate text-14">{command.label}</span>
      {command.detail ? <span className="truncate text-13 text-ink-faint">{command.detail}</span> : null}
      {command.keys ? <Keys keys={command.keys} /> : null}
    </div>
  );
}

function useResults(query: string): { results: Command[]; searching: boolean } {
  const { commands, sources } = useOfferedCommands();
  const { found, searching } = useFound(query.trim(), sources);
  const results = [...matchCommands(commands, query), ...(query.trim() === '' ? [] : found)];
  const groups = [...new Set(results.map((command) => command.group))];
  return { results: groups.flatMap((group) => results.filter((command) => command.group === group)), searching };
}

function useFound(query: string, sources: readonly CommandSource[]): { found: Command[]; searching: boolean } {
  const [state, setState] = useState<{ found: Command[]; searching: boolean }>({ found: [], searching: false });
  useEffect(() => {
    if (query.length < 2) return setState({ found: [], searching: false });
    const abort = new AbortController();
    setState((before) => ({ ...before, searching: true }));
    const timer = setTimeout(async () => {
      const answers = await Promise.allSettled(sources.map((source) => source.search(query, abort.signal)));
      if (abort.signal.aborted) return;
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      setState({ found, searching: false });
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, sources]);
  return state;
}
