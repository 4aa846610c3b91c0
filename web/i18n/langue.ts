import type { Words } from './fr.ts';

export const LANGUES = ['fr', 'en'] as const;
export type Langue = (typeof LANGUES)[number];

const KEY = 'staka.langue';
const dictionaries: Record<Langue, () => Promise<Words>> = {
  fr: async () => (await import('./fr.ts')).fr,
  en: async () => (await import('./en.ts')).en,
};

/** The language this device speaks: what was chosen here, else what the browser asks for, else French. */
export function langueOfDevice(): Langue {
  const asked = [localStorage.getItem(KEY), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return asked.find(isLangue) ?? 'fr';
}

export function rememberLangue(langue: Langue): void {
  localStorage.setItem(KEY, langue);
  document.documentElement.lang = langue;
}

export function loadWords(langue: Langue): Promise<Words> {
  return dictionaries[langue]();
}

export function isLangue(value: unknown): value is Langue {
  return value === 'fr' || value === 'en';
}
