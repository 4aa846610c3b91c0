import { pageWords } from '../../i18n/page-words.ts';
import { consentsEn } from './words.en.ts';
import { consentsFr } from './words.fr.ts';

export type ConsentsWords = typeof consentsFr;

/** They come with the pages that ask for a consent. */
export const useConsentsWords = pageWords(consentsFr, consentsEn);
