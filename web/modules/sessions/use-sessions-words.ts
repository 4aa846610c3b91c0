import { pageWords } from '../../i18n/page-words.ts';
import { sessionsEn } from './words.en.ts';
import { sessionsFr } from './words.fr.ts';

/** They come with the lists of devices, not with the first load. */
export const useSessionsWords = pageWords(sessionsFr, sessionsEn);
