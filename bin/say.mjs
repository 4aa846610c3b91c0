import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
const language = /^en/i.test(locale) ? 'en' : 'fr';

/** One sentence on the terminal, French first. */
export function say(sentence) {
  console.error(sentence[language]);
}

/** What stops a start, in one sentence and without a stack. */
export class Failure extends Error {
  constructor(sentence) {
    super(sentence[language]);
  }
}
