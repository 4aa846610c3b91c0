import { accountsEn } from '../modules/accounts/words.en.ts';
import { commandesEn } from '../modules/commandes/words.en.ts';
import { filesEn } from '../modules/files/words.en.ts';
import { messagesEn } from '../modules/messages/words.en.ts';
import { notificationsEn } from '../modules/notifications/words.en.ts';
import { sessionsEn } from '../modules/sessions/words.en.ts';
import { shellEn } from '../modules/shell/words.en.ts';
import { uiEn } from '../ui/words.en.ts';
import type { Words } from './fr.ts';

export const en: Words = {
  ui: uiEn,
  shell: shellEn,
  accounts: accountsEn,
  sessions: sessionsEn,
  notifications: notificationsEn,
  commandes: commandesEn,
  files: filesEn,
  messages: messagesEn,
};
