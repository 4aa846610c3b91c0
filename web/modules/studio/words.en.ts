import type { studioFr } from './words.fr.ts';

export const studioEn: typeof studioFr = {
  title: 'Data browser',
  opening: 'Opening the data browser…',
  readOnly: 'Read only',
  open: 'Writing is open',
  left: 'Time left',
  unlock: 'Unlock writing',
  lock: 'Lock',
  exportJson: 'Export as JSON',
  again: 'Try again',
  unreachable: 'The server does not answer: check the connection, then try again.',
};
