import { pageWords } from '../../i18n/page-words.ts';
import { doorEn } from './door-words.en.ts';
import { doorFr } from './door-words.fr.ts';

/** Apart from the words of the whole application: they come with the pages that say them. */
export const useDoorWords = pageWords(doorFr, doorEn);
