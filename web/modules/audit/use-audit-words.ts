import { pageWords } from '../../i18n/page-words.ts';
import { auditEn } from './words.en.ts';
import { auditFr } from './words.fr.ts';

/** The words of the log, which only administrators read: they come with its screens, not with the first load. */
export const useAuditWords = pageWords(auditFr, auditEn);
