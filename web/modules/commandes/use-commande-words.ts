import { pageWords } from '../../i18n/page-words.ts';
import { commandeEn } from './commande-words.en.ts';
import { commandeFr } from './commande-words.fr.ts';

/** What a commande says once it is opened, made or acted on; what its lists say comes with the first load. */
export const useCommandeWords = pageWords(commandeFr, commandeEn);
