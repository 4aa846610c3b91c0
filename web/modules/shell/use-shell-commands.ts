import { useMemo } from 'react';
import { LANGUES } from '../../i18n/langue.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { type Command, useCommands } from '../../ui/keyboard/commands.ts';
import { chooseTheme, THEMES } from '../../ui/theme.ts';
import { signOut } from '../accounts/sign-out.ts';
import { useChooseLangue } from '../accounts/use-choose-langue.ts';

/** What can be done from anywhere, offered by the palette. */
export function useShellCommands(openSheet: () => void): void {
  const words = useWords().shell;
  const { langue } = useLangue();
  const choose = useChooseLangue();
  const commands = useMemo<Command[]>(() => {
    const group = words.act;
    const others = LANGUES.filter((one) => one !== langue);
    return [
      ...others.map((one) => ({
        id: `speak-${one}`,
        label: words.speak[one],
        keywords: words.langues[one],
        group,
        run: () => void choose(one),
      })),
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        label: words.show[theme],
        keywords: words.theme,
        group,
        run: () => chooseTheme(theme),
      })),
      { id: 'shortcuts', label: words.shortcuts, group, keys: '?', run: openSheet },
      { id: 'sign-out', label: words.signOut, group, run: () => void signOut() },
    ];
  }, [words, langue, choose, openSheet]);
  useCommands('shell', commands, 2);
}
