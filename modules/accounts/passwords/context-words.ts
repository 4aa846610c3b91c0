/** What Staka, its people and its trade are called, unaccented: the first thing that is guessed where one knows of it. */
const CONTEXT_WORDS = [
  ...['staka', 'editions', 'edition', 'livres', 'livre', 'books', 'book'],
  ...['manuscrits', 'manuscrit', 'manuscripts', 'manuscript', 'correction', 'corrections'],
  ...['administrateur', 'administratrice', 'administrator', 'admin', 'correcteur', 'correctrice', 'corrector'],
  ...['auteur', 'autrice', 'author', 'mentor'],
].sort((one, other) => other.length - one.length);

/** So many letters of one’s own make something else of it. */
const OWN_LETTERS = 4;

/**
 * Whether a password is made of such words and hardly anything else: « Staka-2026! », « correcteur1 ».
 * @param password without accents and capitals
 */
export function isMadeOfContextWords(password: string): boolean {
  const rest = CONTEXT_WORDS.reduce((left, word) => left.replaceAll(word, ' '), password);
  return rest !== password && rest.replaceAll(/\P{L}/gu, '').length < OWN_LETTERS;
}
