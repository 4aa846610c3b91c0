import type { devMailFr } from './words.fr.ts';

export const devMailEn: typeof devMailFr = {
  title: 'Development mail',
  lead: 'The letters the application would have sent. None has left.',
  list: 'Letters',
  to: 'To',
  empty: 'No letter',
  emptyText: 'Create an account or ask for another password: the letter will arrive here.',
  choose: 'Choose a letter to read it.',
  back: 'All letters',
  refresh: 'Refresh',
};
