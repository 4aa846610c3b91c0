import { pageWords } from '../../i18n/page-words.ts';
import { secondFactorsEn } from './words.en.ts';
import { secondFactorsFr } from './words.fr.ts';

export type SecondFactorWords = typeof secondFactorsFr;

/** Apart from the words of the whole application: they come with the few screens that say them. */
export const useSecondFactorWords = pageWords(secondFactorsFr, secondFactorsEn);
