import { pageWords } from '../../i18n/page-words.ts';
import { apiTokensEn } from './words.en.ts';
import { apiTokensFr } from './words.fr.ts';

/** Apart from the words of the whole application: they come with the page that says them. */
export const useTokenWords = pageWords(apiTokensFr, apiTokensEn);
