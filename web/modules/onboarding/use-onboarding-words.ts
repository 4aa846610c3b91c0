import { pageWords } from '../../i18n/page-words.ts';
import { onboardingEn } from './words.en.ts';
import { onboardingFr } from './words.fr.ts';

export type OnboardingWords = typeof onboardingFr;

/** They come with the questions of the first sign-in, and with the answers administrators give. */
export const useOnboardingWords = pageWords(onboardingFr, onboardingEn);
