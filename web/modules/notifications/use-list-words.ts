import { pageWords } from '../../i18n/page-words.ts';
import { listEn } from './list-words.en.ts';
import { listFr } from './list-words.fr.ts';

/** What the list of notifications says; the bell's words come with the first load. */
export const useListWords = pageWords(listFr, listEn);
