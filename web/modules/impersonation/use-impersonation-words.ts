import { pageWords } from '../../i18n/page-words.ts';
import { impersonationEn } from './words.en.ts';
import { impersonationFr } from './words.fr.ts';

/** Only administrators read them: they come with what shows them, not with the first load. */
export const useImpersonationWords = pageWords(impersonationFr, impersonationEn);
