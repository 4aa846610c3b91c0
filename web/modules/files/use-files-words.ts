import { pageWords } from '../../i18n/page-words.ts';
import { filesEn } from './words.en.ts';
import { filesFr } from './words.fr.ts';

/** They come with the screens that show files, not with the first load. */
export const useFilesWords = pageWords(filesFr, filesEn);
