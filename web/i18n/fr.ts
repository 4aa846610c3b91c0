import { commandesFr } from '../modules/commandes/words.fr.ts';
import { notificationsFr } from '../modules/notifications/words.fr.ts';
import { shellFr } from '../modules/shell/words.fr.ts';
import { uiFr } from '../ui/words.fr.ts';

/** French is the shape: every other language must say the same things. */
export const fr = {
  ui: uiFr,
  shell: shellFr,
  notifications: notificationsFr,
  commandes: commandesFr,
};

export type Words = typeof fr;
