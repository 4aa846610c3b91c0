/** What is said to whoever runs the software, in both languages. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

export type TerminalLanguage = keyof Bilingual;

/** French first, English where the terminal asks for it. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): TerminalLanguage {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^en/i.test(locale) ? 'en' : 'fr';
}
