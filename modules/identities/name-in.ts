/** What can be kept of a name that another service gives: on one line, 100 characters at most. */
export function nameIn(given: string | null | undefined): string {
  const line = (given ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ');
  return [...line.trim()].slice(0, 100).join('');
}
