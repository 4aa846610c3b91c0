import { useNavigate } from '@tanstack/react-router';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { type Command, useCommands } from '../../ui/keyboard/commands.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import type { Place } from './navigation.ts';
import { usePlaces } from './places.ts';
import { useShellCommands } from './use-shell-commands.ts';

const CommandPalette = lazy(async () => ({
  default: (await import('../../ui/keyboard/command-palette.tsx')).CommandPalette,
}));
const ShortcutsSheet = lazy(async () => ({
  default: (await import('../../ui/keyboard/shortcuts-sheet.tsx')).ShortcutsSheet,
}));

type Overlay = 'palette' | 'sheet' | null;
type Open = (overlay: Overlay) => void;

const OpenContext = createContext<Open>(() => {});

/** Holds the palette (⌘K) and the sheet of shortcuts (?); both are fetched when first asked for. */
export function PaletteHost(props: { children: ReactNode }) {
  const words = useWords().ui.shortcuts;
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [everOpened, setEverOpened] = useState<ReadonlySet<Overlay>>(new Set());
  const open = useMemo<Open>(
    () => (next) => {
      setEverOpened((before) => new Set(before).add(next));
      setOverlay(next);
    },
    [],
  );
  const close = (isOpen: boolean) => setOverlay((before) => (isOpen ? before : null));
  useShortcut({ keys: 'mod+k', label: words.openPalette, group: 'general', run: () => open('palette') });
  useShortcut({ keys: '?', label: words.openSheet, group: 'general', run: () => open('sheet') });
  return (
    <OpenContext value={open}>
      <PlaceKeys />
      <ShellCommands />
      {props.children}
      <Suspense>
        {everOpened.has('palette') ? <CommandPalette open={overlay === 'palette'} onOpenChange={close} /> : null}
        {everOpened.has('sheet') ? <ShortcutsSheet open={overlay === 'sheet'} onOpenChange={close} /> : null}
      </Suspense>
    </OpenContext>
  );
}

/** Opens the palette. */
export function usePalette(): () => void {
  const open = useContext(OpenContext);
  return () => open('palette');
}

/** Opens the sheet of shortcuts. */
export function useShortcutsSheet(): () => void {
  const open = useContext(OpenContext);
  return useCallback(() => open('sheet'), [open]);
}

/** « g » and a letter go to each place, and so does the palette. */
function PlaceKeys() {
  const words = useWords();
  const navigate = useNavigate();
  const places = usePlaces();
  const commands = useMemo<Command[]>(
    () =>
      places.map((place) => ({
        id: `go-${place.id}`,
        label: words.shell.nav[place.id],
        group: words.ui.shortcuts.go,
        keys: `g ${place.key}`,
        run: () => void navigate({ to: place.to }),
      })),
    [places, words, navigate],
  );
  useCommands('places', commands, 1);
  return places.map((place) => <PlaceKey key={place.id} place={place} />);
}

function ShellCommands() {
  useShellCommands(useShortcutsSheet());
  return null;
}

function PlaceKey(props: { place: Place }) {
  const words = useWords().shell.nav;
  const navigate = useNavigate();
  const { place } = props;
  useShortcut({
    keys: `g ${place.key}`,
    label: words[place.id],
    group: 'go',
    run: () => void navigate({ to: place.to }),
  });
  return null;
}
