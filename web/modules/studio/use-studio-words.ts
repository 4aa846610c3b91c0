import { pageWords } from '../../i18n/page-words.ts';
import { studioEn } from './words.en.ts';
import { studioFr } from './words.fr.ts';

export const useStudioWords = pageWords(studioFr, studioEn);
