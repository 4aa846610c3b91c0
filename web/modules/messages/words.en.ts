import type { messagesFr } from './words.fr.ts';

export const messagesEn: typeof messagesFr = {
  label: 'Your message',
  placeholder: (name) => `Write to ${name}…`,
  placeholderNobody: 'Write a message…',
  attach: 'Attach files',
  attached: 'Attached files',
  detach: (filename) => `Remove “${filename}”`,
  send: 'Send',
  you: 'You',
  sending: 'Sending…',
  waitingForFiles: 'Will leave once its files have arrived.',
  waitingForLine: 'Will leave when the connection is back.',
  refused: 'This message has not left.',
  discard: 'Remove it',
  read: 'Read',
  sent: 'Sent',
  arrived: (name, text) => `New message from ${name}: ${text}`,
  arrivedFiles: (name) => `${name} sent files.`,
  newMark: 'New messages',
  closed: 'This conversation is closed.',
  replyKey: 'Write a message',
};
