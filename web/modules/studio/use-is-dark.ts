import { useEffect, useSyncExternalStore } from 'react';

const SYSTEM = matchMedia('(prefers-color-scheme: dark)');

/** Whether this device shows dark; Studio reads it as a class of the document. */
export function useIsDark(): boolean {
  const isDark = useSyncExternalStore(listen, read);
  useEffect(() => {
    document.documentElement.classList.toggle('dark', isDark);
  }, [isDark]);
  return isDark;
}

document.documentElement.classList.toggle('dark', read());

function read(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || (theme !== 'light' && SYSTEM.matches);
}

function listen(listener: () => void): () => void {
  SYSTEM.addEventListener('change', listener);
  return () => SYSTEM.removeEventListener('change', listener);
}
