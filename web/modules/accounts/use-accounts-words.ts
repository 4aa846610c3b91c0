import { pageWords } from '../../i18n/page-words.ts';
import { accountsEn } from './words.en.ts';
import { accountsFr } from './words.fr.ts';

/** They come with the doors and the account's pages, not with the first load. */
export const useAccountsWords = pageWords(accountsFr, accountsEn);
