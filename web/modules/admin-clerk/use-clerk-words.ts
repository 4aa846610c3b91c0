import { pageWords } from '../../i18n/page-words.ts';
import { adminClerkEn } from './words.en.ts';
import { adminClerkFr } from './words.fr.ts';

/** Apart from the words of the whole application: they come with the page that says them. */
export const useClerkWords = pageWords(adminClerkFr, adminClerkEn);
