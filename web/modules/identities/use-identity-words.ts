import { pageWords } from '../../i18n/page-words.ts';
import { identitiesEn } from './words.en.ts';
import { identitiesFr } from './words.fr.ts';

/** They come with the doors and the page of the account. */
export const useIdentityWords = pageWords(identitiesFr, identitiesEn);
