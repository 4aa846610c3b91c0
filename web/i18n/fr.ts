import { accountsFr } from '../modules/accounts/words.fr.ts';
import { commandesFr } from '../modules/commandes/words.fr.ts';
import { filesFr } from '../modules/files/words.fr.ts';
import { messagesFr } from '../modules/messages/words.fr.ts';
import { notificationsFr } from '../modules/notifications/words.fr.ts';
import { sessionsFr } from '../modules/sessions/words.fr.ts';
import { shellFr } from '../modules/shell/words.fr.ts';
import { uiFr } from '../ui/words.fr.ts';

/** French is the shape: every other language must say the same things. */
export const fr = {
  ui: uiFr,
  shell: shellFr,
  accounts: accountsFr,
  sessions: sessionsFr,
  notifications: notificationsFr,
  commandes: commandesFr,
  files: filesFr,
  messages: messagesFr,
};

export type Words = typeof fr;
