import { pageWords } from '../../i18n/page-words.ts';
import { compteEn } from './compte-words.en.ts';
import { compteFr } from './compte-words.fr.ts';

/** Apart from the words of the whole application: they come with the page of the account. */
export const useCompteWords = pageWords(compteFr, compteEn);
