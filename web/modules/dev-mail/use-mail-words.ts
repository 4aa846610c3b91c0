import { pageWords } from '../../i18n/page-words.ts';
import { devMailEn } from './words.en.ts';
import { devMailFr } from './words.fr.ts';

/** Apart from the words of the whole application: they come with the page that says them. */
export const useMailWords = pageWords(devMailFr, devMailEn);
