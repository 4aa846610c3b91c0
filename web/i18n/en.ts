import { commandesEn } from '../modules/commandes/words.en.ts';
import { notificationsEn } from '../modules/notifications/words.en.ts';
import { shellEn } from '../modules/shell/words.en.ts';
import { uiEn } from '../ui/words.en.ts';
import type { Words } from './fr.ts';

export const en: Words = {
  ui: uiEn,
  shell: shellEn,
  notifications: notificationsEn,
  commandes: commandesEn,
};
