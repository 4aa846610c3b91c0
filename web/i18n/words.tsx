import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Words } from './fr.ts';
import { type Langue, loadWords, rememberLangue } from './langue.ts';

type Spoken = { langue: Langue; words: Words; speak: (langue: Langue) => Promise<void> };

const SpokenContext = createContext<Spoken | null>(null);

/** Holds the words of the language in use; another language is fetched when it is asked for. */
export function WordsProvider(props: { langue: Langue; words: Words; children: ReactNode }) {
  const [spoken, setSpoken] = useState({ langue: props.langue, words: props.words });
  useEffect(() => rememberLangue(spoken.langue), [spoken.langue]);
  const value = useMemo(() => {
    const speak = async (langue: Langue) => setSpoken({ langue, words: await loadWords(langue) });
    return { ...spoken, speak };
  }, [spoken]);
  return <SpokenContext value={value}>{props.children}</SpokenContext>;
}

/** The words of the interface, typed: `useWords().shell.notFound.title`. */
export function useWords(): Words {
  return useSpoken().words;
}

export function useLangue(): Pick<Spoken, 'langue' | 'speak'> {
  return useSpoken();
}

function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('useWords is called outside WordsProvider');
  return spoken;
}
