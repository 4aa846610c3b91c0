import { pageWords } from '../../i18n/page-words.ts';
import { messagesEn } from './words.en.ts';
import { messagesFr } from './words.fr.ts';

/** They come with the conversations, not with the first load. */
export const useMessagesWords = pageWords(messagesFr, messagesEn);
