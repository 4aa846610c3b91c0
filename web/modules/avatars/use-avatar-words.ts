import { pageWords } from '../../i18n/page-words.ts';
import { avatarsEn } from './words.en.ts';
import { avatarsFr } from './words.fr.ts';

/** They come with the page of the account. */
export const useAvatarWords = pageWords(avatarsFr, avatarsEn);
