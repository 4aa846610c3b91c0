import { pageWords } from '../../i18n/page-words.ts';
import { personalDataEn } from './words.en.ts';
import { personalDataFr } from './words.fr.ts';

/** They come with the screens that show them. */
export const usePersonalDataWords = pageWords(personalDataFr, personalDataEn);
