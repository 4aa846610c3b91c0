import { pageWords } from '../../i18n/page-words.ts';
import { adminUsersEn } from './words.en.ts';
import { adminUsersFr } from './words.fr.ts';

/** Only administrators read them: they come with their screens, not with the first load. */
export const usePeopleWords = pageWords(adminUsersFr, adminUsersEn);
